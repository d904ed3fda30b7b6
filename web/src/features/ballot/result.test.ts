import { readFileSync } from 'node:fs';

import { render } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';

import { language } from '../../i18n/catalogue.svelte';
import type { HallView, Verdict } from '../../protocol/views';
import ResultBars from './ResultBars.svelte';
import { countsOf, rateOf, remarkOn, thresholdOf, toneOf } from './result';

const { ballot } = JSON.parse(
  readFileSync('../schema/examples/valid/view.screen.closed.json', 'utf8'),
) as HallView;
if (!ballot?.result) throw new Error('the example has a result');
const { rule, result } = ballot;
const verdict = (changes: Partial<Verdict>): Verdict => ({ ...result.verdict, ...changes });

afterEach(() => language.set('zh'));

test('only a ballot that met its threshold is good', () => {
  expect(toneOf(verdict({ outcome: 'met' }))).toBe('good');
  for (const outcome of ['below', 'no_result', 'invalid'] as const) {
    expect(toneOf(verdict({ outcome }))).toBe('bad');
  }
});

test('a rate is printed where there is one', () => {
  expect(rateOf(verdict({ basis_points: 8992 }))).toBe('89.92%');
  expect(rateOf(verdict({ basis_points: 0 }))).toBe('0.00%');
  expect(rateOf(verdict({ basis_points: -1 }))).toBeUndefined();
});

test('what was missed is counted, what did not come about has a reason', () => {
  expect(remarkOn(verdict({ outcome: 'met' }))).toBeUndefined();
  expect(remarkOn(verdict({ outcome: 'below', votes_short: 2 }))).toBe('差 2 票');
  expect(remarkOn(verdict({ outcome: 'no_result', reason: 'no_quorum' }))).toBe(
    '收回票数未达到法定数',
  );
  expect(remarkOn(verdict({ outcome: 'invalid', reason: 'returned_exceeds_issued' }))).toBe(
    '收回票数多于发出票数',
  );
});

test('a threshold says whether reaching it is enough', () => {
  expect(thresholdOf({ ...rule, threshold_is_met_when_equal: true })).toBe('标准 90%');
  expect(thresholdOf({ ...rule, threshold_is_met_when_equal: false })).toBe('标准：高于 90%');
});

test('ballots are counted as issued, returned, valid, invalid', () => {
  const tally = { issued: 44, returned: 43, invalid: 2, votes: {} };
  const counts = countsOf({ ...result, tally, verdict: verdict({ valid: 41 }) });
  expect(counts.map(({ label, count }) => `${label} ${count}`)).toEqual([
    '发出 44',
    '收回 43',
    '有效 41',
    '无效 2',
  ]);
});

test('there is a bar for every option, chosen or not, in the language of the page', async () => {
  const idle = { option: 'idle', label: '弃权', label_en: '', weight: 0, counted: false };
  await language.set('en');
  const bars = { rule: { ...rule, options: [...rule.options, idle] }, result };
  const { container } = render(ResultBars, { props: bars });
  const lines = [...container.querySelectorAll('.line')].map(({ textContent }) => textContent);
  expect(lines).toEqual([
    'Satisfied16 votes',
    'Basically satisfied12 votes',
    'Not satisfied13 votes',
    '弃权0 votes',
  ]);
  const fills = [...container.querySelectorAll<HTMLElement>('.fill')];
  const tones = ['good', 'good', 'bad', 'plain'];
  expect(fills.map(({ classList }, at) => classList.contains(tones[at] ?? ''))).toEqual(
    tones.map(() => true),
  );
  expect(fills.map(({ style }) => Math.round(parseFloat(style.width)))).toEqual([39, 29, 32, 0]);
});
