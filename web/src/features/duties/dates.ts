// Due dates as the browser's date fields have them, `2026-03-01`, in the reader's own time zone.

const dayMs = 86_400_000;

export function dateText(ms: number): string {
  const date = new Date(ms);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

export function daysFrom(now: number, days: number): string {
  return dateText(now + days * dayMs);
}

/** The last second of that day: what is due on a day may be handed in until it ends. */
export function dayEnd(date: string): number {
  return new Date(`${date}T23:59:59`).getTime();
}
