// Words that were sent and not taken are not lost: they come back to where they were written.
import type { Outcome } from '../../connection/outbox';
import type { Begun, Drafts } from '../../hearing/drafts.svelte';
import { attendee } from '../../i18n/attendee';
import { sentence } from '../../i18n/refusals';
import type { Command, CommandBodies } from '../../protocol/messages';
import { tell } from '../../ui/toasts.svelte';

/** Time enough to copy by hand what stands nowhere else. */
const readForMs = 60_000;

export function giveBack(drafts: Drafts, asked: Begun['question'], code: string): void {
  const why = sentence(code);
  if (drafts.of('question')?.text) {
    // Another question has been begun in its place.
    tell(attendee.t.notSent({ why, words: asked.text }), 'bad', { ms: readForMs });
  } else {
    drafts.keep('question', asked);
    tell(attendee.t.givenBack({ why }), 'bad');
  }
}

/** What became of a command from before the page was loaded anew: nothing else on it waits for that. */
export function tellUnheard(drafts: Drafts, { name, body }: Command, outcome: Outcome): void {
  if (outcome.ok) return;
  if (name === 'ask_question') giveBack(drafts, body as CommandBodies[typeof name], outcome.code);
  else tell(sentence(outcome.code), 'bad');
}
