// From a component's wish to a command, and from a refusal to a sentence.
import type { Act, Live } from '../../hearing/hearing.svelte';
import { sentence } from '../../i18n/refusals';
import { tell } from '../../ui/toasts.svelte';

export function actOn<View>(live: Live<View>): Act {
  return async (name, body) => {
    const outcome = await live.send(name, body);
    if (!outcome.ok) tell(sentence(outcome.code), 'bad');
    return outcome.ok;
  };
}
