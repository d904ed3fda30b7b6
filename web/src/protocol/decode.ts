// Narrows what came over the wire. The server is ours and its messages are checked against the schema
// in tests, so this checks what the page relies on to dispatch, and lets a newer server add fields.
import type { ServerMessage } from './messages';

type Fields = Record<string, 'string' | 'number' | 'object'>;

const shapes: Record<ServerMessage['type'], Fields> = {
  welcome: {
    protocol: 'number',
    time: 'number',
    hearing: 'string',
    audience: 'string',
    role: 'string',
    subject: 'string',
  },
  view: { epoch: 'number', version: 'number', time: 'number', view: 'object' },
  patch: { version: 'number', time: 'number', patch: 'object' },
  me: { time: 'number', me: 'object' },
  ack: { id: 'string', result: 'object' },
  refusal: { id: 'string', code: 'string' },
  error: { code: 'string' },
  pong: { t: 'number', time: 'number' },
};

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The message, or nothing when it is not one this page knows. */
export function decode(frame: string): ServerMessage | undefined {
  let value: unknown;
  try {
    value = JSON.parse(frame);
  } catch {
    return undefined;
  }
  if (
    !isObject(value) ||
    typeof value.type !== 'string' ||
    !Object.keys(shapes).includes(value.type)
  ) {
    return undefined;
  }
  const fields = shapes[value.type as ServerMessage['type']];
  for (const [field, kind] of Object.entries(fields)) {
    const held = value[field];
    if (kind === 'object' ? !isObject(held) : typeof held !== kind) return undefined;
  }
  return value as unknown as ServerMessage;
}
