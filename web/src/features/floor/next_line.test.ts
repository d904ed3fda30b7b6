// Who is next, or why nobody is.
import { readFileSync } from 'node:fs';

import { render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import type { HallView } from '../../protocol/views';
import NextLine from './NextLine.svelte';

const view = JSON.parse(
  readFileSync('../schema/examples/valid/view.attendee.inquiry.json', 'utf8'),
) as HallView;
const { next: _next, ...unproposed } = view.floor;

test('while a draw holds back all who wait, the draw is said to come first', () => {
  render(NextLine, { view: { ...view, floor: unproposed } });
  expect(screen.getByText('先完成抽签')).toBeTruthy();
});

test('where nobody waits that is said', () => {
  render(NextLine, { view: { ...view, floor: { ...unproposed, questions: {} } } });
  expect(screen.getByText('暂无等候的提问')).toBeTruthy();
});
