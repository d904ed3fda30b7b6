// Requests to /api/v1, with the problem's stable code when one is refused (RFC 9457).

export interface RowProblem {
  row: number;
  column: string;
  cell: string;
  code: string;
  value: string;
}

export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly rows: RowProblem[] = [],
    /** How long the server wants to be left alone. */
    readonly pauseMs = 0,
  ) {
    super(code);
  }
}

/** A proxy's own words, not the server's. */
const codeOf = (status: number): string =>
  status >= 502 && status <= 504 ? 'server_away' : `http_${status}`;

async function problemOf(response: Response): Promise<Problem> {
  const { status, headers } = response;
  const body = (await response.json().catch(() => null)) as {
    code?: string;
    rows?: RowProblem[];
  } | null;
  // A date, which only others write, is none.
  const pauseMs = 1000 * Number(headers.get('Retry-After')) || 0;
  return new Problem(status, body?.code ?? codeOf(status), body?.rows, pauseMs);
}

async function request(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, { credentials: 'same-origin', ...init });
  } catch {
    throw new Problem(0, 'network');
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

/** Of a few lines of JSON. What takes longer, the network has swallowed: a phone does not notice for minutes. */
export const answerMostMs = 15_000;

/** What is cut off is a failure of the network like any other. */
async function inTime<Answer>(ask: (signal: AbortSignal) => Promise<Answer>): Promise<Answer> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), answerMostMs);
  try {
    return await ask(limit.signal);
  } catch (error) {
    throw limit.signal.aborted ? new Problem(0, 'network') : error;
  } finally {
    clearTimeout(timer);
  }
}

export function get<Answer>(path: string): Promise<Answer> {
  return inTime(async (signal) => (await (await request(path, { signal })).json()) as Answer);
}

/** A file, byte for byte. */
export async function getBytes(path: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await (await request(path, {})).arrayBuffer());
}

function send(
  path: string,
  body: Blob | string,
  type: string,
  signal: AbortSignal | null = null,
): Promise<Response> {
  return request(path, { method: 'POST', headers: { 'Content-Type': type }, body, signal });
}

/** A file or a text as it is; it may take its time to arrive and to be read. */
export async function postFile<Answer>(
  path: string,
  file: Blob | string,
  type: string,
): Promise<Answer> {
  return (await (await send(path, file, type)).json()) as Answer;
}

async function sendJson<Answer>(path: string, body: unknown, signal?: AbortSignal) {
  const response = await send(path, JSON.stringify(body), 'application/json', signal);
  const answer = await response.text();
  return (answer === '' ? {} : JSON.parse(answer)) as Answer;
}

export function post<Answer>(path: string, body: unknown): Promise<Answer> {
  return inTime((signal) => sendJson(path, body, signal));
}

/** For what the server works on for long: it draws every seat card of a hall. */
export function postPatiently<Answer>(path: string, body: unknown): Promise<Answer> {
  return sendJson(path, body);
}
