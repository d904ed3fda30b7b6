import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import type { HallView } from '../../protocol/views';
import { sceneOf, textSize } from './scene';

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

test('a longer text is written smaller, and Chinese counts double', () => {
  expect(textSize('短')).toBe(textSize('short'));
  expect(textSize('字'.repeat(60))).toBeLessThan(textSize('a'.repeat(60)));
  expect(textSize('字'.repeat(500))).toBeGreaterThanOrEqual(1.4);
});
