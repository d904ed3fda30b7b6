// What a table shows: of all rows those that are looked for, in the order that was chosen, a page at a
// time. Where somebody is in a table is one value, which whoever owns the table may keep.

export interface Column<Row> {
  id: string;
  text: string;
  /** What the rows are sorted by; a column without it cannot be. Rows without a value come last. */
  by?: (row: Row) => number | string | undefined;
  digits?: boolean;
}

export interface Filter<Row> {
  id: string;
  label: string;
  options: { value: string; text: string }[];
  accepts: (row: Row, value: string) => boolean;
}

export interface TablePlace {
  text: string;
  /** By filter; absent or empty: all. */
  chosen: Record<string, string>;
  /** A column's id; empty: the order in which the rows came. */
  sort: string;
  down: boolean;
  /** From 0. */
  page: number;
}

export const firstPlace: TablePlace = { text: '', chosen: {}, sort: '', down: false, page: 0 };

/** What somebody kept, as far as it is still a place. */
export function placeFrom(kept: unknown): TablePlace {
  if (typeof kept !== 'object' || kept === null) return firstPlace;
  const { text, chosen, sort, down, page } = kept as Partial<TablePlace>;
  return {
    text: typeof text === 'string' ? text : '',
    chosen: typeof chosen === 'object' ? chosen : {},
    sort: typeof sort === 'string' ? sort : '',
    down: down === true,
    page: typeof page === 'number' && page > 0 ? Math.floor(page) : 0,
  };
}

export function isNarrowed(place: TablePlace): boolean {
  return place.text.trim() !== '' || Object.values(place.chosen).some((value) => value !== '');
}

/** Rows that hold every word, in any order and any letter case, and pass every filter. */
export function found<Row>(
  rows: Row[],
  place: TablePlace,
  filters: Filter<Row>[],
  hay: (row: Row) => string,
): Row[] {
  const words = place.text.toLowerCase().split(/\s+/).filter(Boolean);
  const active = filters.filter(({ id }) => (place.chosen[id] ?? '') !== '');
  if (words.length === 0 && active.length === 0) return rows;
  return rows.filter((row) => {
    if (!active.every((one) => one.accepts(row, place.chosen[one.id] ?? ''))) return false;
    if (words.length === 0) return true;
    const text = hay(row).toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** Rows that compare equal stay in the order in which they came, downwards too. */
export function sorted<Row>(
  rows: Row[],
  place: TablePlace,
  columns: Column<Row>[],
  language: string,
): Row[] {
  const by = columns.find(({ id }) => id === place.sort)?.by;
  if (!by) return rows;
  const { compare } = new Intl.Collator(language, { numeric: true });
  const turn = place.down ? -1 : 1;
  return rows
    .map((row) => ({ row, value: by(row) }))
    .sort(({ value: a }, { value: b }) => {
      if (a === undefined || b === undefined)
        return Number(a === undefined) - Number(b === undefined);
      if (typeof a === 'number' && typeof b === 'number') return turn * (a - b);
      return turn * compare(String(a), String(b));
    })
    .map(({ row }) => row);
}

/** How the column stands in the order, as `aria-sort` names it. */
export function orderOf(place: TablePlace, column: string): 'ascending' | 'descending' | 'none' {
  if (place.sort !== column) return 'none';
  return place.down ? 'descending' : 'ascending';
}

/** Upwards, then downwards, then as the rows came. */
export function sortedBy(place: TablePlace, column: string): TablePlace {
  if (place.sort !== column) return { ...place, sort: column, down: false, page: 0 };
  return place.down
    ? { ...place, sort: '', down: false, page: 0 }
    : { ...place, down: true, page: 0 };
}

export interface Page<Row> {
  rows: Row[];
  /** The page that is shown: rows may have become fewer than the place knows. */
  at: number;
  pages: number;
}

export function pageOf<Row>(rows: Row[], page: number, size: number): Page<Row> {
  const pages = Math.max(1, Math.ceil(rows.length / size));
  const at = Math.min(page, pages - 1);
  return { rows: rows.slice(at * size, (at + 1) * size), at, pages };
}
