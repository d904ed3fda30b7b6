import { afterEach, expect, test } from 'vitest';

import { language } from '../../i18n/catalogue.svelte';
import { erasuresOf, outlookOf } from './names_kept';

const day = 86_400_000;
const kept = { people: 130, kept_ms: 180 * day, waits_for: [], erasures: [] };

afterEach(() => language.set('zh'));

test('the office reads when names are erased, or what that waits for', async () => {
  await language.set('en');
  expect(outlookOf({ ...kept, due: Date.UTC(2021, 6, 22) })).toContain('22 July 2021');
  expect(outlookOf({ ...kept, waits_for: ['h02', 'h03'] })).toContain('under way: h02, h03');
  expect(outlookOf(kept)).toContain('180 days after the last hearing.');
});

test('where names are not erased by themselves, the office reads how', async () => {
  await language.set('en');
  expect(outlookOf({ people: 130, waits_for: [], erasures: [] })).toContain('rostrum erase');
});

test('what was erased is told, and of names that are gone nothing else', () => {
  const at = Date.UTC(2021, 6, 22);
  const erasures = [
    { at, names: 8, hearing: 'h01' },
    { at, names: 122 },
  ];
  expect(outlookOf({ ...kept, people: 0, erasures })).toBeUndefined();
  const told = erasuresOf({ ...kept, people: 0, erasures });
  expect(told[0]).toContain('h01 的 8 人');
  expect(told[1]).toContain('122 人');
});
