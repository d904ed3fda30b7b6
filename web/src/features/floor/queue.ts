// The floor, sorted for the eye. The order itself is the server's.
import { common } from '../../i18n/common';
import type { Floor, Proposal, Question } from '../../protocol/views';

export type Entry = [id: string, question: Question];

export function waiting(floor: Floor, queue?: string): Entry[] {
  return Object.entries(floor.questions)
    .filter(([, question]) => question.state === 'waiting')
    .filter(([, question]) => queue === undefined || question.queue === queue)
    .sort(([, a], [, b]) => (a.place ?? 0) - (b.place ?? 0) || a.asked_at - b.asked_at);
}

/** Who stands before or behind a question in its queue. */
export function beside(floor: Floor, id: string, step: 1 | -1): string | undefined {
  const queue = waiting(floor, floor.questions[id]?.queue);
  const at = queue.findIndex(([one]) => one === id);
  return at < 0 ? undefined : queue[at + step]?.[0];
}

export function pending(floor: Floor): Entry[] {
  return Object.entries(floor.questions)
    .filter(([, question]) => question.state === 'pending')
    .sort(([, a], [, b]) => a.asked_at - b.asked_at);
}

/** What had the floor, the latest first. */
export function spoken(floor: Floor): Entry[] {
  return Object.entries(floor.questions)
    .filter(([, question]) => question.state === 'closed')
    .sort(([, a], [, b]) => (b.turn_number ?? 0) - (a.turn_number ?? 0));
}

export function setAside(floor: Floor): Entry[] {
  const aside = new Set(['returned', 'merged', 'withdrawn']);
  return Object.entries(floor.questions)
    .filter(([, question]) => aside.has(question.state))
    .sort(([, a], [, b]) => b.asked_at - a.asked_at);
}

/** Why the fair rotation proposes this one. */
export function whyNext(next: Proposal): string {
  const reason = common.t.reason[next.reason];
  const text = typeof reason === 'string' ? reason : reason(next);
  return next.first_of_turns ? `${text} · ${common.t.firstOfTurns}` : text;
}
