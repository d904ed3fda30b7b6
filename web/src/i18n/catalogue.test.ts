import { afterEach, expect, test } from 'vitest';

import { catalogue, language } from './catalogue.svelte';

interface Words {
  greeting: string;
}

/** Words that come when the test says so. */
function slow(greeting: string) {
  let arrive: () => void = () => undefined;
  const words = new Promise<{ words: Words }>((resolve) => {
    arrive = () => resolve({ words: { greeting } });
  });
  return { load: () => words, arrive };
}

const soon = (greeting: string) => () => Promise.resolve({ words: { greeting } });

afterEach(() => language.set('zh'));

test('a page keeps its language until every word of the other is there', async () => {
  const english = slow('Welcome');
  const hall = catalogue<Words>({ zh: soon('欢迎'), en: english.load });
  await language.ready();
  const switched = language.set('en');
  await new Promise((resolve) => setTimeout(resolve));
  expect(hall.t.greeting).toBe('欢迎');
  expect(document.documentElement.lang).toBe('zh-CN');
  english.arrive();
  await switched;
  expect(hall.t.greeting).toBe('Welcome');
  expect(document.documentElement.lang).toBe('en');
});

test('a part that comes while the language changes has its words in the new one', async () => {
  const english = slow('Welcome');
  catalogue<Words>({ zh: soon('欢迎'), en: english.load });
  await language.ready();
  const switched = language.set('en');
  const late = catalogue<Words>({ zh: soon('再见'), en: soon('Goodbye') });
  const ready = language.ready();
  english.arrive();
  await Promise.all([switched, ready]);
  expect(late.t.greeting).toBe('Goodbye');
});

test('who changes back before the words are there stays', async () => {
  const english = slow('Welcome');
  const hall = catalogue<Words>({ zh: soon('欢迎'), en: english.load });
  const switched = language.set('en');
  await language.set('zh');
  english.arrive();
  await switched;
  expect(hall.t.greeting).toBe('欢迎');
});

test('the language that was chosen is kept even when its words are not there yet', () => {
  catalogue<Words>({ zh: soon('欢迎'), en: slow('Welcome').load });
  void language.set('en');
  expect(localStorage.getItem('rostrum.locale')).toBe('en');
});
