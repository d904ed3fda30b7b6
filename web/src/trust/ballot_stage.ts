// The stages of a ballot pocket, and how they are read back from a device's storage.
import type { TokenRequest, VoterSecret } from './ballot';

/** Evidence that a vote is in the box, without its choice. */
export interface Counted {
  seq: number;
  /** SHA-256 of the line in ballots.txt. */
  lineHash: string;
  /** The server's signature over it. */
  receipt: string;
}

/** A choice on its way: here in clear until the receipt, and not longer. */
interface Sealed {
  choice: string;
  /** When it is to be sent. */
  due: number;
}

interface StageFields {
  empty: object;
  asking: { voter: string; request: TokenRequest };
  ready: {
    voter: string;
    secret: VoterSecret & { token: string };
    /** Of the last vote sealed. */
    seq: number;
  };
  over: object;
}

interface Common {
  voter?: string;
  counted?: Counted;
  sealed?: Sealed;
}

export type Stage = {
  [At in keyof StageFields]: { at: At } & Common & StageFields[At];
}[keyof StageFields];

export interface Kept {
  version: 1;
  ballot: string;
  /** Rises with every change, so that of two states the later is known. */
  step: number;
  stage: Stage;
}

type Shape = { [field: string]: 'string' | 'number' | Shape };

const requestShape = {
  voter: 'string',
  seed: 'string',
  prefix: 'string',
  blinded: 'string',
  inverse: 'string',
} as const;
const secretShape = { seed: 'string', prefix: 'string', token: 'string' } as const;

/** What each stage must hold. */
const stageShapes: Record<Stage['at'], Shape> = {
  empty: {},
  asking: { voter: 'string', request: requestShape },
  ready: { voter: 'string', secret: secretShape, seq: 'number' },
  over: {},
};
/** What it holds as it has come so far. */
const laterShapes: Shape = {
  counted: { seq: 'number', lineHash: 'string', receipt: 'string' },
  sealed: { choice: 'string', due: 'number' },
};

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function fits(value: unknown, shape: Shape[string]): boolean {
  if (typeof shape === 'string') return typeof value === shape;
  return isObject(value) && Object.entries(shape).every(([name, of]) => fits(value[name], of));
}

function isStage(value: unknown): value is Stage {
  if (!isObject(value) || typeof value.at !== 'string') return false;
  if (!Object.keys(stageShapes).includes(value.at)) return false;
  if (!fits(value, stageShapes[value.at as Stage['at']])) return false;
  return Object.entries(laterShapes).every(
    ([name, shape]) => value[name] === undefined || fits(value[name], shape),
  );
}

/** Nothing when it is not a state of this ballot: from another version, or spoilt. */
export function readKept(text: string | undefined, ballot: string): Kept | undefined {
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    const head = { version: 'number', ballot: 'string', step: 'number' } as const;
    if (!isObject(value) || !fits(value, head) || value.version !== 1) return undefined;
    return value.ballot === ballot && isStage(value.stage) ? (value as unknown as Kept) : undefined;
  } catch {
    return undefined;
  }
}
