// Figures as they are printed everywhere: screen, phone and paper show the same digits.
import type { Fraction } from '../protocol/views';

/** Hundredths of a percent, as the server rounded them: `89.92%`. */
export function percentOf(basisPoints: number): string {
  const whole = Math.floor(basisPoints / 100);
  return `${whole}.${String(basisPoints % 100).padStart(2, '0')}%`;
}

/** `9/10` is `90%`; what has no short decimal form stays a fraction: `2/3`. */
export function fraction({ numerator, denominator }: Fraction): string {
  const hundredths = (numerator * 10_000) / denominator;
  if (!Number.isInteger(hundredths)) return `${numerator}/${denominator}`;
  return `${hundredths / 100}%`;
}
