// From a code to a sentence. The list is long and seldom needed at once, so it comes right behind the
// page instead of before it.
import { language } from './catalogue.svelte';
import { common } from './common';

type Sentences = Record<string, string>;

let sentences = $state.raw<{ zh: Sentences; en: Sentences } | undefined>();

export async function loadSentences(): Promise<void> {
  try {
    sentences = (await import('./codes')).codes.both;
  } catch {
    setTimeout(() => void loadSentences(), 3000);
  }
}
void loadSentences();

/** A newer server may have codes that this page does not know. */
export function sentence(code: string): string {
  if (code === 'network') return common.t.network;
  const all = sentences?.[language.locale];
  return (all && Object.hasOwn(all, code) ? all[code] : undefined) ?? common.t.notDone({ code });
}
