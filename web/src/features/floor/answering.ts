// Whom the desk ticks to answer, before the answer begins.
import type { Begun } from '../../hearing/drafts.svelte';

/** What was ticked for one question is nothing to the next. */
export function tickedFor(question: string, ticked: Begun['answering'] | undefined): string[] {
  return ticked?.question === question ? ticked.units : [];
}
