// From a code to a sentence.
import type { Catalogue } from './catalogue.svelte';
import { codes } from './codes';
import { common } from './common';

type Sentences = Catalogue<Record<string, string>>;

const lists: Sentences[] = [codes];

/** For pages that can be refused more. */
export function alsoSay(sentences: Sentences): void {
  lists.push(sentences);
}

/** A newer server may have codes that this page does not know. */
export function sentence(code: string): string {
  if (code === 'network') return common.t.network;
  const list = lists.find(({ t }) => Object.keys(t).includes(code));
  return list?.t[code] ?? common.t.notDone({ code });
}
