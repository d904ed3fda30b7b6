// Small helpers of planning.

/** What a browser's date-and-time field wants: `2026-03-01T09:00`, in the reader's time zone. */
export function momentText(ms: number): string {
  const date = new Date(ms);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The next free `h01`, `h02`, … */
export function suggestId(taken: string[]): string {
  for (let number = taken.length + 1; ; number += 1) {
    const id = `h${String(number).padStart(2, '0')}`;
    if (!taken.includes(id)) return id;
  }
}
