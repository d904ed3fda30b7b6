// What the server reads of a dossier's file.
import type { FileRead, Previewed } from '../../features/intake/preview';

export const dossierParts = ['metrics', 'units', 'projects'] as const;
export type DossierPart = (typeof dossierParts)[number];

export interface DossierTable {
  part: DossierPart;
  rows: number;
  file: FileRead;
}

export interface DossierLine {
  row: number;
  sheet: string;
  part: DossierPart;
  change: 'added' | 'updated';
  name: string;
  about: string;
}

export interface DossierPreview extends Previewed {
  tables: DossierTable[];
  lines: DossierLine[];
}

/** Its sheet is chosen beside the columns, among all. */
export function withoutSheets(file: FileRead): FileRead {
  return { ...file, sheets: [] };
}
