// The file that a unit hands in for its report duty: sent as it is, then named in the submission's
// words, so that the record holds its hash.
import { get, postFile } from '../../connection/http';
import { secretariat } from '../../i18n/secretariat';

export interface DutyFile {
  round: number;
  sha256: string;
  name: string;
  bytes: number;
  at: number;
}

const types: Record<string, string> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

export const accepted = '.pdf,.docx';

export function dutyPath(hearing: string, duty: string): string {
  return `/hearings/${hearing}/duties/${duty}`;
}

export async function filesOf(hearing: string, duty: string): Promise<DutyFile[]> {
  return (await get<{ files: DutyFile[] }>(`${dutyPath(hearing, duty)}/files`)).files;
}

export function sendFile(hearing: string, duty: string, file: File): Promise<DutyFile> {
  const ending = file.name.split('.').pop()?.toLowerCase() ?? '';
  return postFile<DutyFile>(
    `${dutyPath(hearing, duty)}/file?name=${encodeURIComponent(file.name)}`,
    file,
    types[ending] ?? 'application/octet-stream',
  );
}

/** What goes on the record: the comment, and which file came with it. */
export function reportWords(comment: string, file: DutyFile | undefined): string {
  const attached = file && secretariat.t.attached({ name: file.name, sha256: file.sha256 });
  return [comment.trim(), attached].filter((part) => part).join('\n');
}
