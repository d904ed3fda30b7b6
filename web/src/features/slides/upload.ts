// A file's way to the server, with how far it is: `fetch` does not tell that.
import { Problem } from '../../connection/http';

export interface Attached {
  file: string;
  sha256: string;
  pages: number;
}

export type UploadState =
  | { kind: 'sending'; done: number }
  /** All of it is there; the server looks into it, and may make a PDF of it first. */
  | { kind: 'examining' };

/** Bytes: as the server takes them (server/src/slides/limits.hpp). */
export const slidesBytesMax = 64 * 1024 * 1024;

/** The page's own code: this one says how large they may be. */
const tooLarge = 'slides_are_too_large';

/** As names of files end; what a file is, the server sees. */
export const slidesAccepted = '.pdf,.pptx,.ppt,.odp';

function answerOf(request: XMLHttpRequest): Attached {
  let body: Partial<Attached> & { code?: string };
  try {
    body = JSON.parse(request.responseText) as typeof body;
  } catch {
    body = {};
  }
  if (request.status === 200) return body as Attached;
  const code = request.status === 413 ? tooLarge : (body.code ?? `http_${request.status}`);
  throw new Problem(request.status, code);
}

export function uploadSlides(
  hearing: string,
  file: File,
  watch: (state: UploadState) => void,
  signal: AbortSignal,
): Promise<Attached> {
  const name = encodeURIComponent(file.name);
  const request = new XMLHttpRequest();
  request.open('POST', `/api/v1/hearings/${encodeURIComponent(hearing)}/slides?file=${name}`);
  request.setRequestHeader('Content-Type', 'application/octet-stream');
  const answered = new Promise<XMLHttpRequest>((resolve, reject) => {
    if (file.size > slidesBytesMax) return reject(new Problem(413, tooLarge));
    if (file.size === 0) return reject(new Problem(422, 'slides_are_empty'));
    request.upload.onprogress = ({ loaded, total }) =>
      watch({ kind: 'sending', done: total > 0 ? loaded / total : 0 });
    request.upload.onload = () => watch({ kind: 'examining' });
    request.onload = () => resolve(request);
    request.onerror = () => reject(new Problem(0, 'network'));
    request.onabort = () => reject(new Problem(0, 'stopped'));
    signal.addEventListener('abort', () => request.abort());
    watch({ kind: 'sending', done: 0 });
    request.send(file);
  });
  return answered.then(answerOf);
}
