// This phone's own check of a draw: it remembers what was shown before, compares it with the files once
// they are public (C1 to C6), repeats the slow step (C7), and tells the hall what came of it.
import { getBytes } from '../../connection/http';
import { tabStorage } from '../../connection/storage';
import type { Keeper } from '../../connection/storage';
import { keptName } from '../../hearing/kept_name';
import type { Place } from '../../hearing/kept_name';
import type { CommandBodies } from '../../protocol/messages';
import type { Draw, Me } from '../../protocol/views';
import type { DrawFiles, DrawInputs, OwnKnowledge } from '../../trust/draw_check';
import type { Rule } from '../../trust/draw_files';
import { freezeWindowMs } from '../../trust/limits';
import type * as checking from './checking';
import type { FailedCheck } from './checking';
import type { GivenNonce, GivenNonces } from './nonces';
import { Vigil } from './vigil';

export type Checking = Pick<typeof checking, 'judgeInputs' | 'judgeResult' | 'recompute'>;
export type Report = (body: CommandBodies['report_draw_check']) => void;

/** What this phone saw with its own eyes, before anything could depend on it. */
interface Seen {
  opened: Pick<Draw, 'id' | 'commit' | 'rule' | 'delay' | 'public_dice'>;
  poolLine?: string;
  /** Attentive: this page was there from its nonce on until then. */
  freeze?: { sha256: string; at: number; attentive: boolean };
}

function ruleOf({ kind, count, quotas }: Draw['rule']): Rule {
  return kind === 'quota' ? { kind, parts: quotas } : { kind, count };
}

/** As it has to stand in pool.txt. */
export function poolLineOf(me: Me | undefined): string | undefined {
  const line = me?.role === 'attendee' ? me.draw_pool : undefined;
  if (me === undefined || line?.stratum === undefined || line.weight === undefined)
    return undefined;
  const reason = line.reason === undefined ? '' : ` ${line.reason.replaceAll('_', '-')}`;
  return `${me.id} ${line.stratum} ${line.weight}${reason}`;
}

export class Verification {
  /** Of the draw that is followed. */
  inputs = $state.raw<'verified' | 'nothing_wrong' | 'wrong' | undefined>();
  seed = $state.raw<'verified' | 'wrong' | undefined>();
  failed = $state.raw<FailedCheck | undefined>();
  /** Of the repetition, 0 to 1; nothing while it does not run or cannot tell. */
  progress = $state.raw<number | undefined>();

  private draw = '';
  private checked: DrawInputs | undefined;
  private busy = false;
  private cancel: () => void = () => undefined;
  private readonly vigil: Vigil;

  constructor(
    private readonly place: Place,
    private readonly given: GivenNonces,
    private readonly report: Report,
    /** What compares and computes is large, and comes behind the page. */
    private readonly checking: () => Promise<Checking>,
    private readonly keeper: Keeper = tabStorage,
    private readonly now: () => number = Date.now,
  ) {
    this.vigil = new Vigil(now);
  }

  /** Called with every change; does each thing once. */
  follow(draw: Draw, me: Me | undefined): void {
    if (draw.draw !== this.draw) this.begin(draw);
    this.remember(draw, me);
    if (draw.secret === undefined || draw.state === 'voided' || this.busy) return;
    if (this.inputs === undefined) void this.once(() => this.checkInputs(draw, me));
    else if (draw.seed !== undefined && this.checked && this.seed === undefined)
      void this.once(() => this.repeat(draw));
  }

  /** The connection is not there. */
  interrupt(): void {
    this.vigil.interrupt();
  }

  stop(): void {
    this.cancel();
    this.vigil.end();
  }

  private begin(draw: Draw): void {
    this.stop();
    this.draw = draw.draw;
    this.inputs = this.seed = this.failed = this.progress = undefined;
    this.checked = undefined;
  }

  private async once(work: () => Promise<void>): Promise<void> {
    this.busy = true;
    try {
      await work();
    } catch {
      // The files did not come: the next change of the view tries again.
    } finally {
      this.busy = false;
    }
  }

  private remember(draw: Draw, me: Me | undefined): void {
    const seen = this.seen(draw.draw);
    const before = draw.state === 'opened' || draw.state === 'collecting';
    if (before) this.vigil.begin();
    const next: Seen | undefined = before
      ? {
          opened: {
            id: draw.id,
            commit: draw.commit,
            rule: draw.rule,
            delay: draw.delay,
            public_dice: draw.public_dice,
          },
          ...seen,
        }
      : seen;
    if (!next) return;
    const line = poolLineOf(me);
    if (before && line !== undefined) next.poolLine ??= line;
    if (draw.freeze) next.freeze ??= this.freezeAsItComes(draw.draw, draw.freeze.sha256);
    this.keeper.setItem(this.key(draw.draw), JSON.stringify(next));
  }

  private freezeAsItComes(draw: string, sha256: string): NonNullable<Seen['freeze']> {
    const given = this.given.of(draw);
    const attentive = given !== undefined && this.vigil.hasLastedSince(given.sentAt);
    this.vigil.end();
    return { sha256, at: this.now(), attentive };
  }

  /** Nothing when the freeze seems late, or too early, and may only have been seen so. */
  private timesOf(given: GivenNonce | undefined, freeze: Seen['freeze']): OwnKnowledge['times'] {
    if (!given || !freeze) return undefined;
    const waited = freeze.at - given.sentAt;
    if (!freeze.attentive && !(waited >= 0 && waited <= freezeWindowMs)) return undefined;
    return { nonceSent: given.sentAt, freezeReceived: freeze.at };
  }

  private knowledge(draw: Draw, me: Me | undefined): OwnKnowledge {
    const seen = this.seen(draw.draw);
    const given =
      me?.role === 'attendee' && me.draw_pool?.contributed ? this.given.of(draw.draw) : undefined;
    const times = this.timesOf(given, seen?.freeze);
    return {
      ...(seen
        ? {
            opened: {
              draw: seen.opened.id,
              commit: seen.opened.commit,
              rule: ruleOf(seen.opened.rule),
              delay: seen.opened.delay,
              publicRequired: seen.opened.public_dice,
            },
          }
        : {}),
      ...(seen?.freeze ? { shown: seen.freeze.sha256 } : {}),
      card: {
        handle: this.place.subject,
        ...(given ? { nonce: given.nonce } : {}),
        ...(seen?.poolLine === undefined ? {} : { poolLine: seen.poolLine }),
      },
      ...(times ? { times } : {}),
    };
  }

  private async files(draw: string): Promise<DrawFiles> {
    const folder = `/hearings/${encodeURIComponent(this.place.hearing)}/draws/${encodeURIComponent(draw)}`;
    const [pool, contributions, freeze, reveal] = await Promise.all([
      getBytes(`${folder}/pool.txt`),
      getBytes(`${folder}/contrib.txt`),
      getBytes(`${folder}/freeze.txt`),
      getBytes(`${folder}/reveal.txt`),
    ]);
    return { pool, contributions, freeze, reveal };
  }

  private async checkInputs(draw: Draw, me: Me | undefined): Promise<void> {
    const [{ judgeInputs }, files] = await Promise.all([this.checking(), this.files(draw.draw)]);
    if (this.draw !== draw.draw) return;
    const { outcome, failed, inputs } = judgeInputs(files, this.knowledge(draw, me));
    this.inputs = outcome;
    this.failed = failed;
    this.checked = inputs;
    if (failed !== undefined) this.tell(draw.draw, 'fault', failed);
    else if (outcome === 'verified') this.tell(draw.draw, 'inputs_hold');
    if (draw.seed !== undefined) await this.repeat(draw);
  }

  private async repeat(draw: Draw): Promise<void> {
    if (!this.checked || draw.seed === undefined) return;
    const { recompute, judgeResult } = await this.checking();
    const run = recompute(this.checked, (done) => (this.progress = done));
    this.cancel = run.cancel;
    const seed = await run.seed;
    this.progress = undefined;
    if (seed === undefined || this.draw !== draw.draw) return;
    const holds = judgeResult(this.checked, seed, { seed: draw.seed });
    this.seed = holds ? 'verified' : 'wrong';
    if (!holds) this.failed = 'c7';
    this.tell(draw.draw, holds ? 'seed_holds' : 'fault', holds ? undefined : 'c7');
  }

  private tell(
    draw: string,
    outcome: CommandBodies['report_draw_check']['outcome'],
    code?: FailedCheck,
  ): void {
    this.report({ draw, outcome, ...(code === undefined ? {} : { code }) });
  }

  private seen(draw: string): Seen | undefined {
    const text = this.keeper.getItem(this.key(draw));
    if (text === null) return undefined;
    try {
      return JSON.parse(text) as Seen;
    } catch {
      return undefined;
    }
  }

  private key(draw: string): string {
    return keptName('draw', this.place, draw);
  }
}
