// HTTP with a sentence for what went wrong.
import { Problem } from '../../connection/http';
import { sentence } from '../../i18n/refusals';
import { tell } from '../../ui/toasts.svelte';

/** The answer, or nothing after a toast. */
export async function orTell<Answer>(request: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await request;
  } catch (error) {
    tell(sentence(error instanceof Problem ? error.code : 'network'), 'bad');
    return undefined;
  }
}
