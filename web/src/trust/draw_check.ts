// What a phone checks of a draw, without anybody's word: C1 to C6 at once, C7 after the delay. What
// the phone does not know itself is "not applicable", never "holds".
import { type Bytes, shortForm } from './bytes';
import { commit, calledHandles, delayInput, resultOrder } from './draw';
import {
  type Contribution,
  type Freeze,
  type PoolLine,
  type Reveal,
  readContributions,
  readFreeze,
  readPool,
  readReveal,
  writePoolLine,
  writeRule,
} from './draw_files';
import { freezeWindowMs, weakDelayMax } from './limits';
import { sha256Hex } from './sha256';
import { type FileHash, type LineFault, type Parsed, fileHash } from './text_file';

/** The bytes of the four files. */
export interface DrawFiles {
  pool: Bytes;
  contributions: Bytes;
  freeze: Bytes;
  reveal: Bytes;
}

/** What this phone knows of its own. What is absent is not compared. */
export interface OwnKnowledge {
  /** As published before anybody gave chance. */
  opened?: Partial<Pick<Freeze, 'draw' | 'commit' | 'rule' | 'delay' | 'publicRequired'>>;
  /** The card, the nonce it sent and that was accepted, its line as the pool was previewed. */
  card?: { handle: string; nonce?: string; poolLine?: string };
  /** The freeze hash on the big screen: 64 digits, or the 16 of the short form. */
  shown?: string;
  /** On one clock, in milliseconds: when the own nonce went, and when the freeze came. */
  times?: { nonceSent: number; freezeReceived: number };
}

/** What was published as the result. */
export interface ResultClaim {
  seed?: string;
  /** In order; under a quota list after list. */
  called?: string[];
}

export type DrawFault =
  // The form of the files: these come with a line.
  | 'pool_is_malformed'
  | 'contributions_are_malformed'
  | 'freeze_is_malformed'
  | 'reveal_is_malformed'
  // C1
  | 'secret_is_not_the_committed_one'
  | 'commit_is_not_the_opened_one'
  // C2
  | 'own_nonce_is_missing'
  | 'own_nonce_differs'
  // C3
  | 'own_line_is_missing'
  | 'own_line_differs'
  // C4
  | 'pool_is_not_the_frozen_one'
  | 'pool_count_differs'
  | 'contributions_are_not_the_frozen_ones'
  | 'contributions_count_differs'
  | 'public_text_is_missing'
  | 'public_text_was_not_agreed'
  | 'terms_are_not_the_opened_ones'
  // C5
  | 'freeze_is_not_the_shown_one'
  // C6
  | 'freeze_came_late'
  | 'freeze_came_before_the_nonce'
  // C7
  | 'seed_differs'
  | 'called_differ';

export type Abstention =
  | 'files_are_malformed'
  | 'gave_no_nonce'
  | 'saw_no_pool_line'
  | 'saw_no_freeze_hash'
  | 'took_no_times'
  | 'knows_no_result';

export type Verdict =
  | { verdict: 'holds' }
  | { verdict: 'fails'; code: DrawFault; others: DrawFault[]; where?: LineFault }
  | { verdict: 'not_applicable'; code: Abstention };

export const instantChecks = ['form', 'C1', 'C2', 'C3', 'C4', 'C5', 'C6'] as const;
export type InstantChecks = Record<(typeof instantChecks)[number], Verdict>;

/** What the files say, once they have the right form. */
export interface DrawInputs {
  pool: PoolLine[];
  contributions: Contribution[];
  freeze: Freeze;
  reveal: Reveal;
  freezeHash: string;
  /** x, of which the delay makes the seed. */
  delayInput: string;
}

const holds: Verdict = { verdict: 'holds' };
const abstain = (code: Abstention): Verdict => ({ verdict: 'not_applicable', code });

function judge(...faults: (DrawFault | false | undefined)[]): Verdict {
  const [code, ...others] = faults.filter((fault) => typeof fault === 'string');
  return code === undefined ? holds : { verdict: 'fails', code, others };
}

function checkCommit({ freeze, reveal }: DrawInputs, { opened = {} }: OwnKnowledge): Verdict {
  return judge(
    commit(freeze.draw, reveal.secret) !== freeze.commit && 'secret_is_not_the_committed_one',
    opened.commit !== undefined &&
      opened.commit !== freeze.commit &&
      'commit_is_not_the_opened_one',
  );
}

function checkNonce({ contributions }: DrawInputs, { card }: OwnKnowledge): Verdict {
  if (card?.nonce === undefined) return abstain('gave_no_nonce');
  const found = contributions.find(({ handle }) => handle === card.handle);
  if (!found) return judge('own_nonce_is_missing');
  return judge(found.nonce !== card.nonce && 'own_nonce_differs');
}

function checkPoolLine({ pool }: DrawInputs, { card }: OwnKnowledge): Verdict {
  if (card?.poolLine === undefined) return abstain('saw_no_pool_line');
  const found = pool.find(({ handle }) => handle === card.handle);
  if (!found) return judge('own_line_is_missing');
  return judge(writePoolLine(found) !== card.poolLine && 'own_line_differs');
}

/** What the freeze says of a file, against the file. */
function compare(frozen: FileHash, bytes: Bytes, differs: DrawFault, count: DrawFault) {
  const actual = fileHash(bytes);
  return [
    actual.sha256 !== frozen.sha256 && differs,
    actual.lines !== frozen.lines && count,
  ] as const;
}

function areOpenedTerms(freeze: Freeze, { rule, ...opened }: Partial<Freeze>): boolean {
  return (
    (opened.draw ?? freeze.draw) === freeze.draw &&
    (opened.delay ?? freeze.delay) === freeze.delay &&
    (opened.publicRequired ?? freeze.publicRequired) === freeze.publicRequired &&
    (rule === undefined || writeRule(rule) === writeRule(freeze.rule))
  );
}

function checkFreeze(
  { freeze, reveal }: DrawInputs,
  files: DrawFiles,
  { opened = {} }: OwnKnowledge,
): Verdict {
  const hasPublicText = reveal.publicText !== '-';
  return judge(
    ...compare(freeze.pool, files.pool, 'pool_is_not_the_frozen_one', 'pool_count_differs'),
    ...compare(
      freeze.contributions,
      files.contributions,
      'contributions_are_not_the_frozen_ones',
      'contributions_count_differs',
    ),
    freeze.publicRequired && !hasPublicText && 'public_text_is_missing',
    !freeze.publicRequired && hasPublicText && 'public_text_was_not_agreed',
    !areOpenedTerms(freeze, opened) && 'terms_are_not_the_opened_ones',
  );
}

function checkShown({ freezeHash }: DrawInputs, { shown }: OwnKnowledge): Verdict {
  if (shown === undefined) return abstain('saw_no_freeze_hash');
  const isSame = shown === freezeHash || shown === shortForm(freezeHash);
  return judge(!isSame && 'freeze_is_not_the_shown_one');
}

/** Whoever could choose inputs must not have had the time to try them out: shorter than any delay. */
function checkTimes({ times, card }: OwnKnowledge): Verdict {
  if (card?.nonce === undefined) return abstain('gave_no_nonce');
  if (times === undefined) return abstain('took_no_times');
  const waited = times.freezeReceived - times.nonceSent;
  return judge(
    waited < 0 && 'freeze_came_before_the_nonce',
    !(waited <= freezeWindowMs) && 'freeze_came_late',
  );
}

function malformed(read: [Parsed<unknown>, DrawFault][]): Verdict {
  const failed = read.flatMap(([parsed, code]) => (parsed.ok ? [] : [{ ...parsed, code }]));
  const [first, ...others] = failed;
  if (!first) return holds;
  const { code, line, fault } = first;
  return { verdict: 'fails', code, others: others.map((one) => one.code), where: { line, fault } };
}

/** All that is instant. Without the inputs when the files do not have the right form. */
export function checkInputs(
  files: DrawFiles,
  own: OwnKnowledge,
): { checks: InstantChecks; inputs?: DrawInputs } {
  const pool = readPool(files.pool);
  const contributions = readContributions(files.contributions);
  const freeze = readFreeze(files.freeze);
  const reveal = readReveal(files.reveal);
  if (!pool.ok || !contributions.ok || !freeze.ok || !reveal.ok) {
    const form = malformed([
      [pool, 'pool_is_malformed'],
      [contributions, 'contributions_are_malformed'],
      [freeze, 'freeze_is_malformed'],
      [reveal, 'reveal_is_malformed'],
    ]);
    const none = abstain('files_are_malformed');
    return { checks: { form, C1: none, C2: none, C3: none, C4: none, C5: none, C6: none } };
  }
  const freezeHash = sha256Hex(files.freeze);
  const inputs: DrawInputs = {
    pool: pool.file,
    contributions: contributions.file,
    freeze: freeze.file,
    reveal: reveal.file,
    freezeHash,
    delayInput: delayInput(freezeHash, reveal.file),
  };
  const checks = {
    form: holds,
    C1: checkCommit(inputs, own),
    C2: checkNonce(inputs, own),
    C3: checkPoolLine(inputs, own),
    C4: checkFreeze(inputs, files, own),
    C5: checkShown(inputs, own),
    C6: checkTimes(own),
  };
  return { checks, inputs };
}

/** C7, once the delay has given the seed. */
export function checkResult(inputs: DrawInputs, seed: string, claim: ResultClaim): Verdict {
  if (claim.seed === undefined && claim.called === undefined) return abstain('knows_no_result');
  const called = calledHandles(resultOrder(inputs.pool, inputs.freeze.rule, seed));
  return judge(
    claim.seed !== undefined && claim.seed !== seed && 'seed_differs',
    claim.called !== undefined && claim.called.join(' ') !== called.join(' ') && 'called_differ',
  );
}

/** Whether the operator had the time to try out inputs, whatever the checks say. */
export function isWeak({ freeze }: DrawInputs): boolean {
  return freeze.delay <= weakDelayMax;
}

/**
 * What a phone may say in one word: that it has verified the draw only if every check holds; that
 * what it could check holds; or that something is wrong.
 */
export function summary(checks: InstantChecks): 'verified' | 'nothing_wrong' | 'wrong' {
  const verdicts = Object.values(checks).map(({ verdict }) => verdict);
  if (verdicts.includes('fails')) return 'wrong';
  return verdicts.includes('not_applicable') ? 'nothing_wrong' : 'verified';
}
