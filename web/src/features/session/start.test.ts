import { readFileSync } from 'node:fs';

import { afterEach, expect, test } from 'vitest';

import { language } from '../../i18n/catalogue.svelte';
import { desk } from '../../i18n/desk';
import { screen } from '../../i18n/screen';
import { secretariat } from '../../i18n/secretariat';
import Toasts from '../../ui/Toasts.svelte';
import { start } from './start';

afterEach(async () => {
  await language.set('zh');
  language.title = undefined;
});

const titleIn = (file: string) => /<title>(.*)<\/title>/.exec(readFileSync(file, 'utf8'))?.[1];

test.each([
  ['index.html', undefined, 'Rostrum'],
  ['moderator.html', desk, 'Rostrum · Desk'],
  ['screen.html', screen, 'Rostrum · Screen'],
  ['secretariat.html', secretariat, 'Rostrum · Secretariat'],
])('%s keeps its title in Chinese, and has another in English', async (file, surface, english) => {
  document.body.innerHTML = '<div id="app"></div>';
  document.title = '';
  await start(Toasts as never, surface);
  expect(document.title).toBe(titleIn(file));
  await language.set('en');
  expect(document.title).toBe(english);
});
