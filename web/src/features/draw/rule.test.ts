import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import type { HallView } from '../../protocol/views';
import { ruleOf, ruleText } from './rule';

const view = JSON.parse(
  readFileSync('../schema/examples/valid/view.desk.inquiry.json', 'utf8'),
) as HallView;
const [first = '', second = ''] = Object.entries(view.rules.categories)
  .sort(([, a], [, b]) => a.place - b.place)
  .map(([category]) => category);

test('of all, and in turn, one to ten people are drawn', () => {
  expect(ruleOf(view, 'any', '1', {})).toEqual({ kind: 'any', count: 1, quotas: [] });
  expect(ruleOf(view, 'alternate', '10', {})?.count).toBe(10);
  for (const count of ['', '0', '11', '1.5', '-1']) {
    expect(ruleOf(view, 'any', count, {})).toBeUndefined();
  }
});

test('quotas are called in the order of the categories, and their sum is the count', () => {
  expect(ruleOf(view, 'quota', '1', { [second]: '2', [first]: '1' })).toEqual({
    kind: 'quota',
    count: 3,
    quotas: [
      { stratum: first, count: 1 },
      { stratum: second, count: 2 },
    ],
  });
});

test('quotas of nobody, of parts of people or of too many are no rule', () => {
  for (const quotas of [
    {},
    { [first]: '0' },
    { [first]: '0.5' },
    { [first]: '-1', [second]: '2' },
  ]) {
    expect(ruleOf(view, 'quota', '1', quotas)).toBeUndefined();
  }
  expect(ruleOf(view, 'quota', '1', { [first]: '6', [second]: '5' })).toBeUndefined();
});

test('a rule says in words whom it draws', () => {
  expect(ruleText(view, { kind: 'any', count: 1, quotas: [] })).toBe('全体中抽 1 人');
  const quotas = [{ stratum: first, count: 2 }];
  expect(ruleText(view, { kind: 'quota', count: 2, quotas })).toBe(
    `${view.rules.categories[first]?.label} 2 人`,
  );
});
