// Clock arithmetic: docs/protocol.md §2. All numbers are milliseconds.

export interface ClockFace {
  limit_ms: number;
  sign_before_ms: number;
  bell_before_ms: number;
  used_ms: number;
  running_since?: number;
}

export type Signal = 'none' | 'sign' | 'bell' | 'overtime';

export function used(clock: ClockFace, now: number): number {
  if (clock.running_since === undefined) return clock.used_ms;
  return clock.used_ms + Math.max(0, now - clock.running_since);
}

/** What is left; negative in overtime. Of a clock without a limit: nothing. */
export function left(clock: ClockFace, now: number): number | undefined {
  return clock.limit_ms === 0 ? undefined : clock.limit_ms - used(clock, now);
}

export function signal(clock: ClockFace, now: number): Signal {
  const rest = left(clock, now);
  if (rest === undefined) return 'none';
  if (rest < 0) return 'overtime';
  if (rest <= clock.bell_before_ms) return 'bell';
  return rest <= clock.sign_before_ms ? 'sign' : 'none';
}

/** `4:05`, `1:04:05`. A countdown rounds up, so that 0:00 is the end and nothing before it. */
export function digits(ms: number, rounding: 'up' | 'down'): string {
  const seconds = rounding === 'up' ? Math.ceil(ms / 1000) : Math.floor(ms / 1000);
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const two = (value: number) => String(value).padStart(2, '0');
  return hours > 0
    ? `${hours}:${two(minutes)}:${two(seconds % 60)}`
    : `${minutes}:${two(seconds % 60)}`;
}

export function face(clock: ClockFace, now: number): { text: string; signal: Signal } {
  const rest = left(clock, now);
  if (rest === undefined) return { text: digits(used(clock, now), 'down'), signal: 'none' };
  const shown = signal(clock, now);
  return shown === 'overtime'
    ? { text: `+${digits(-rest, 'down')}`, signal: shown }
    : { text: digits(rest, 'up'), signal: shown };
}

/** How large a time may stand in a place 31 rem wide: digits are at most 0.6 of their height wide. */
export function sizeOf(text: string): number {
  let width = 0;
  for (const character of text) width += character === ':' ? 0.3 : 0.6;
  return Math.min(13, 31 / width);
}
