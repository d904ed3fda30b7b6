// Figures of the rules as they are typed: `90%`, `2/3`, `1:30`, `12`. What is no such figure is nothing.
import type { Fraction } from '../../protocol/views';

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

function reduced(numerator: number, denominator: number): Fraction | undefined {
  if (denominator === 0 || numerator > denominator) return undefined;
  const by = gcd(numerator, denominator);
  return { numerator: numerator / by, denominator: denominator / by };
}

/** Never through a decimal number: what is typed is what is compared. `0.9` could be either, and is none. */
export function fractionFrom(text: string): Fraction | undefined {
  const typed = text.trim().replace('％', '%');
  const ratio = /^(\d{1,5})\s*[/／]\s*(\d{1,5})$/.exec(typed);
  if (ratio) return reduced(Number(ratio[1]), Number(ratio[2]));
  const percent = /^(\d{1,3})(?:\.(\d{1,2})(?=%))?%?$/.exec(typed);
  if (!percent) return undefined;
  return reduced(Number(`${percent[1] ?? ''}${(percent[2] ?? '').padEnd(2, '0')}`), 10_000);
}

/** `2`, `2:00`, `1:02:00`: minutes, with seconds, with hours. */
export function clockFrom(text: string): number | undefined {
  const typed = /^(?:(\d{1,2}):(?=\d+:))?(\d{1,3})(?:[:：]([0-5]\d))?$/.exec(text.trim());
  if (!typed) return undefined;
  const [, hours = '0', minutes = '0', seconds = '0'] = typed;
  return (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
}

export function wholeFrom(text: string): number | undefined {
  return /^\s*\d{1,6}\s*$/.test(text) ? Number(text) : undefined;
}
