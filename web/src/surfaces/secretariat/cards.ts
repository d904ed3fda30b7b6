export interface Card {
  participant: string;
  name: string;
  seat: string;
  category: string;
  url: string;
  /** To be typed with the number: `K7M2-9QXT`. */
  code: string;
}

/** Of everybody who has no other in the second list. */
export function withoutThoseOf(cards: readonly Card[], others: readonly Card[]): Card[] {
  const people = new Set(others.map(({ participant }) => participant));
  return cards.filter(({ participant }) => !people.has(participant));
}

/** A cell that a spreadsheet will not take for a formula. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** With a byte order mark, for that is how spreadsheets know UTF-8. */
export function cardsCsv(cards: readonly Card[]): string {
  const rows = cards.map((card) =>
    [card.participant, card.name, card.category, card.seat, card.url, card.code]
      .map(cell)
      .join(','),
  );
  return `\uFEFF${['编号,姓名,类别,座位,链接,入场码', ...rows].join('\r\n')}\r\n`;
}

/** What the server can print: four, eight or ten on a sheet. */
export const cardSizes = ['a6', 'a7', 'badge'] as const;

/** Some browsers, Safari for one, begin to read a file only after the click that saves it. */
export const readWithinMs = 60_000;

export function save(content: BlobPart, type: string, name: string) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), readWithinMs);
}

export function savePdf(base64: string, hearing: string) {
  const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
  save(bytes, 'application/pdf', `cards-${hearing}.pdf`);
}
