// The one next thing to do, from what the desk sees.
import type { Begun } from '../../hearing/drafts.svelte';
import type { CommandBodies, CommandName } from '../../protocol/messages';
import type { Ballot, Draw, HallView, PhaseName } from '../../protocol/views';
import { drawnHeard } from '../draw/state';
import { tickedFor } from '../floor/answering';

export type StepKey =
  | 'start_check_in'
  | 'start_report'
  | 'start_inquiry'
  | 'open_draw'
  | 'collect_nonces'
  | 'call_drawn'
  | 'call_next'
  | 'start_answer'
  | 'close_question'
  | 'to_ballot'
  | 'lock_rule'
  | 'open_ballot'
  | 'close_ballot'
  | 'to_result'
  | 'publish'
  | 'close_hearing';

export type WaitKey =
  | 'nonces'
  | 'dice'
  | 'redraw'
  | 'slow_step'
  | 'drawn_to_answer'
  | 'votes'
  | 'paper'
  | 'signatures'
  | 'over';

export interface Step {
  key: StepKey;
  name: CommandName;
  body: CommandBodies[CommandName];
  /** Everybody in the hall notices it, or it cannot be taken back: asks once more. */
  confirm: boolean;
  /** On the server's clock; not before. */
  from?: number;
}
export type Next = Step | { waitFor: WaitKey };

function step<Name extends CommandName>(
  key: StepKey,
  name: Name,
  body: CommandBodies[Name],
  confirm = false,
): Step {
  return { key, name, body, confirm };
}

const advance = (key: StepKey, to: PhaseName) =>
  step(key, 'advance_phase', { to, reason: '' }, true);

/** What the ordinary draw is: one person of all, with the long delay and no throw. */
export const ordinaryDraw: CommandBodies['open_draw'] = {
  rule: { kind: 'any', count: 1, quotas: [] },
  pace: 'normal',
  public_dice: false,
  reason: '',
};

function inDraw(draw: Draw): Next | undefined {
  switch (draw.state) {
    case 'opened':
      return {
        ...step('collect_nonces', 'collect_nonces', { draw: draw.draw }),
        from: draw.collect_from,
      };
    case 'collecting':
      return { waitFor: 'nonces' };
    case 'frozen':
      return { waitFor: 'dice' };
    case 'revealed':
      return { waitFor: 'slow_step' };
    case 'drawn':
      return step('call_drawn', 'call_drawn', { draw: draw.draw });
    case 'called':
      return { waitFor: 'drawn_to_answer' };
    case 'accepted':
    case 'declined':
    case 'absent':
    case 'voided':
      return undefined;
  }
}

type Ticked = Begun['answering'] | undefined;

function inInquiry(view: HallView, ticked: Ticked): Next {
  const { turn, next } = view.floor;
  if (turn) {
    return turn.stage === 'answer'
      ? step('close_question', 'close_question', { question: turn.question })
      : step('start_answer', 'start_answer', {
          question: turn.question,
          units: tickedFor(turn.question, ticked),
        });
  }
  const drawing = view.draw && inDraw(view.draw);
  if (drawing) return drawing;
  if (next) return step('call_next', 'call_question', { question: next.question });
  if (drawnHeard(view) < (view.hearing_rules?.draws_required ?? 0)) {
    // Another draw has a reason, which somebody writes.
    return view.draw ? { waitFor: 'redraw' } : step('open_draw', 'open_draw', ordinaryDraw);
  }
  return advance('to_ballot', 'ballot');
}

function inBallot(ballot: Ballot | undefined): Next {
  switch (ballot?.state) {
    case undefined:
    case 'voided':
      return step('lock_rule', 'lock_ballot_rule', {});
    case 'locked':
      return step('open_ballot', 'open_ballot', { ballot: ballot.ballot, mode: 'secret' }, true);
    case 'open':
      return step('close_ballot', 'close_ballot', { ballot: ballot.ballot }, true);
    case 'closing':
      return { waitFor: 'votes' };
    case 'closed':
    case 'published':
      return advance('to_result', 'result');
  }
}

function inResult(ballot: Ballot | undefined): Next {
  if (ballot?.state !== 'closed') return advance('close_hearing', 'closed');
  const paper = ballot.counts?.paper_state;
  if (paper !== undefined && paper !== 'none' && paper !== 'agreed') return { waitFor: 'paper' };
  if ((ballot.signatures?.length ?? 0) < 2) return { waitFor: 'signatures' };
  return step('publish', 'publish_result', { ballot: ballot.ballot }, true);
}

export function nextStep(view: HallView, ticked: Ticked): Next {
  switch (view.phase.name) {
    case 'draft':
      return advance('start_check_in', 'check_in');
    case 'check_in':
      return advance('start_report', 'report');
    case 'report':
      return advance('start_inquiry', 'inquiry');
    case 'inquiry':
      return inInquiry(view, ticked);
    case 'ballot':
      return inBallot(view.ballot);
    case 'result':
      return inResult(view.ballot);
    case 'closed':
      return { waitFor: 'over' };
  }
}
