// What the server says of a file before anything of it is imported, and what is said back.
import type { RowProblem } from '../../connection/http';

export type Note = RowProblem;

export interface FileColumn {
  column: number;
  letter: string;
  heading: string;
  field: string;
  example: string;
}

export interface FileRead {
  format: 'xlsx' | 'csv';
  encoding: string;
  sheet: string;
  sheets: string[];
  first_rows: { row: number; text: string }[];
  header: number;
  columns: FileColumn[];
}

export interface Change {
  row: number;
  participant: string;
  number_is_new: boolean;
  change: 'added' | 'updated';
  name: string;
  organisation: string;
  title: string;
  seat: string;
  category: string;
}

/** Of whatever file, as it is listed. */
export interface ListedChange {
  change: 'added' | 'updated';
  /** Its number or kind. */
  id: string;
  hint?: string;
  title: string;
  about: string;
}

/** What is said of every file. */
export interface Previewed {
  added: number;
  updated: number;
  unchanged: number;
  not_in_file: number;
  fingerprint: string;
  errors: Note[];
  error_count: number;
  warnings: Note[];
  warning_count: number;
}

export interface Preview extends Previewed {
  file: FileRead;
  lines: Change[];
}

/** What somebody says over what the server found. */
export interface Choices {
  sheet?: string;
  header?: number;
  columns?: Record<string, number>;
  category?: string;
  /** Of a dossier, what the table holds. */
  part?: string;
}

/** Every field with its column, so that what was found once stays when one of them is corrected. */
export function withColumn(file: FileRead, column: number, field: string): Record<string, number> {
  const columns: Record<string, number> = {};
  for (const one of file.columns) {
    if (one.field === '') continue;
    // A field that has gone to another column, or none, is in none: else it would be found again.
    columns[one.field] = one.column === column ? 0 : one.column;
  }
  if (field !== '') columns[field] = column;
  return columns;
}

export function queryOf(choices: Choices, more: Record<string, string>): string {
  const query = new URLSearchParams(more);
  if (choices.sheet !== undefined) query.set('sheet', choices.sheet);
  if (choices.header !== undefined) query.set('header', String(choices.header));
  if (choices.category !== undefined) query.set('category', choices.category);
  if (choices.part !== undefined) query.set('part', choices.part);
  const columns = Object.entries(choices.columns ?? {});
  if (columns.length > 0)
    query.set('columns', columns.map(([field, column]) => `${field}:${column}`).join(','));
  return query.toString();
}

export const fileTypes = {
  csv: 'text/csv',
  /** Whatever else it is: the server looks at its content. */
  other: 'application/octet-stream',
  /** TOML or JSON: its content tells. */
  text: 'text/plain',
};
