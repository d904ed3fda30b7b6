import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import type { HallView } from '../../protocol/views';
import { pictureOf, pinOf, pins, sceneOf, shownOf } from './scene';

const view = (name: string) =>
  JSON.parse(readFileSync(`../schema/examples/valid/view.screen.${name}.json`, 'utf8')) as HallView;

test.each([
  ['draft', 'welcome'],
  ['inquiry', 'speaker'],
  ['draw_called', 'draw'],
  ['ballot_open', 'ballot'],
  ['ballot_closed', 'ballot'],
  ['closed', 'closing'],
] as const)('%s is shown as %s', (example, scene) => {
  expect(sceneOf(view(example))).toBe(scene);
});

test('a published result is the scene of its phase', () => {
  const closed = view('closed');
  expect(sceneOf({ ...closed, phase: { name: 'result', since: 0 } })).toBe('result');
});

test('before the first page of a report the hall sees the figures, and the clock with them', () => {
  const report = { ...view('draft'), phase: { name: 'report' as const, since: 0 } };
  expect(sceneOf(report)).toBe('scoreboard');
  expect(
    sceneOf({ ...report, slides: { file: 'a.pdf', sha256: 'a'.repeat(64), pages: 9, page: 1 } }),
  ).toBe('report');
  const { campaign: _campaign, ...bare } = report;
  expect(sceneOf(bare)).toBe('report');
});

test.each(pins)('a screen that stays on %s shows something in every phase', (pin) => {
  for (const name of ['draft', 'inquiry', 'draw_called', 'ballot_open', 'closed']) {
    const shown = shownOf(view(name), pin);
    expect([pin, 'speaker', sceneOf(view(name))]).toContain(shown);
  }
});

test('a screen stays where it was told to, whatever the hall does', () => {
  expect(shownOf(view('ballot_open'), 'scoreboard')).toBe('scoreboard');
  expect(shownOf(view('closed'), 'welcome')).toBe('welcome');
  expect(shownOf(view('closed'), 'result')).toBe('result');
  expect(shownOf(view('inquiry'), 'floor')).toBe('speaker');
  expect(shownOf(view('inquiry'), undefined)).toBe('speaker');
});

test('a screen told to stay on what is not there yet goes with the hall', () => {
  expect(shownOf(view('ballot_open'), 'result')).toBe('ballot');
  expect(shownOf(view('draft'), 'draw')).toBe('welcome');
  const { campaign: _campaign, ...bare } = view('draft');
  expect(shownOf(bare, 'scoreboard')).toBe('welcome');
});

test('only the names of scenes are pins', () => {
  expect(pinOf('scoreboard')).toBe('scoreboard');
  expect(pinOf('speaker')).toBeUndefined();
  expect(pinOf('')).toBeUndefined();
  expect(pinOf(null)).toBeUndefined();
});

test('the next speaker is another picture, and a new stage of the same turn is not', () => {
  const inquiry = view('inquiry');
  const turn = inquiry.floor.turn;
  if (!turn) throw new Error('the example has no turn');
  const after = (changes: Partial<typeof turn>) =>
    pictureOf(
      { ...inquiry, floor: { ...inquiry.floor, turn: { ...turn, ...changes } } },
      'speaker',
    );
  expect(after({ stage: 'answer' })).toBe(after({ stage: 'follow_up' }));
  expect(after({ question: 'q99' })).not.toBe(after({}));
});
