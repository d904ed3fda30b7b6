// Takes a ballot pocket forward: does what it asks for and tells it what came of it. Whatever breaks
// in between, the next call does again.
import type { BallotTerms, Cast } from './ballot';
import type { BallotCraft } from './ballot_craft';
import type { BallotPocket, Task } from './ballot_pocket';

/** What a server answers. A refusal is final until the person or the hearing moves on. */
export type Answer = { ok: true; value: string } | { ok: false; code: string };

/** What is needed to vote. The two ways throw when the network fails. */
export interface Hands {
  craft: BallotCraft;
  /** Blinded message, in hexadecimal → blind signature, in hexadecimal. */
  issue: (ballot: string, blinded: string) => Promise<Answer>;
  /** Vote → receipt, base64. Must carry neither cookie nor anything else of the person. */
  cast: (body: CastBody) => Promise<Answer>;
  /** With which receipts are signed, in hexadecimal. */
  serverKey: string;
}

/** A vote as it is sent. */
export interface CastBody {
  ballot: string;
  pk: string;
  seq: number;
  choice: string;
  prefix: string;
  rsa_sig: string;
  ed_sig: string;
}

export type Outcome =
  | { kind: 'went_on' }
  /** Nothing to do before that instant. */
  | { kind: 'wait'; until: number }
  /** Nothing to do before the person chooses, or at all. */
  | { kind: 'choose' | 'rest' }
  | { kind: 'refused'; at: 'issue' | 'cast'; code: string };

/** The box knows a higher number of this voter. */
export const oldSeqCode = 'seq_is_old';

const wentOn: Outcome = { kind: 'went_on' };
type TaskOf<Kind extends Task['kind']> = Extract<Task, { kind: Kind }>;

export function castBody(ballot: string, cast: Cast): CastBody {
  const { voter, seq, choice, prefix, token, signature } = cast;
  return { ballot, pk: voter, seq, choice, prefix, rsa_sig: token, ed_sig: signature };
}

async function issue(
  pocket: BallotPocket,
  terms: BallotTerms,
  hands: Hands,
  { request }: TaskOf<'issue'>,
): Promise<Outcome> {
  const answer = await hands.issue(terms.ballot, request.blinded);
  if (!answer.ok) return { kind: 'refused', at: 'issue', code: answer.code };
  const token = await hands.craft.takeToken(terms, request, answer.value);
  if (token === undefined) return { kind: 'refused', at: 'issue', code: 'token_does_not_verify' };
  pocket.issued(request.voter, token);
  return wentOn;
}

async function cast(
  pocket: BallotPocket,
  terms: BallotTerms,
  { craft, ...hands }: Hands,
  { secret, seq, choice }: TaskOf<'cast'>,
): Promise<Outcome> {
  const made = await craft.makeCast(terms, secret, seq, choice);
  const answer = await hands.cast(castBody(terms.ballot, made));
  if (!answer.ok && answer.code === oldSeqCode && pocket.raise(seq)) return wentOn;
  if (!answer.ok) return { kind: 'refused', at: 'cast', code: answer.code };
  if (!(await craft.verifiesReceipt(terms, made, answer.value, hands.serverKey))) {
    return { kind: 'refused', at: 'cast', code: 'receipt_does_not_verify' };
  }
  pocket.receipted(seq, await craft.lineHash(made), answer.value);
  return wentOn;
}

/** One step. To be called again at once after `went_on`, and after a pause when it throws. */
export async function takeStep(
  pocket: BallotPocket,
  terms: BallotTerms,
  hands: Hands,
  now: number,
): Promise<Outcome> {
  const task = pocket.next(now);
  switch (task.kind) {
    case 'prepare':
      pocket.prepared(await hands.craft.prepare(terms));
      return wentOn;
    case 'issue':
      return issue(pocket, terms, hands, task);
    case 'cast':
      return cast(pocket, terms, hands, task);
    default:
      return task;
  }
}
