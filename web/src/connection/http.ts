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

export async function get<Answer>(path: string): Promise<Answer> {
  return (await (await request(path, {})).json()) as Answer;
}

/** A file, byte for byte. */
export async function getBytes(path: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await (await request(path, {})).arrayBuffer());
}

/** A file as it is. */
export async function postFile<Answer>(path: string, file: Blob, type: string): Promise<Answer> {
  const headers = { 'Content-Type': type };
  return (await (await request(path, { method: 'POST', headers, body: file })).json()) as Answer;
}

export async function post<Answer>(
  path: string,
  body: unknown,
  type = 'application/json',
): Promise<Answer> {
  const plain = body instanceof Blob ? body : String(body);
  const response = await request(path, {
    method: 'POST',
    headers: { 'Content-Type': type },
    body: type === 'application/json' ? JSON.stringify(body) : plain,
  });
  const answer = await response.text();
  return (answer === '' ? {} : JSON.parse(answer)) as Answer;
}
