// What is happening is said as it is, of a ballot in every state too; and told aloud when it changes.
import { readFileSync } from 'node:fs';

import { render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';

import type { HallView } from '../../protocol/views';
import WhatNow from './WhatNow.svelte';

const viewOf = (state: string): HallView =>
  JSON.parse(
    readFileSync(`../schema/examples/valid/view.attendee.${state}.json`, 'utf8'),
  ) as HallView;

const { ballot: _ballot, ...unopened } = viewOf('ballot_open');

test.each([
  ['before it opens', unopened as HallView, '即将进行满意度测评。'],
  ['open', viewOf('ballot_open'), '正在进行满意度测评。由主持人宣布截止，截止前可以更改。'],
  ['closed', viewOf('ballot_closed'), '投票已截止。正在计票，请稍候。'],
  ['void', viewOf('ballot_voided'), '本次测评已作废：设备故障。'],
])('a ballot is told of as it is: %s', (_name, view, words) => {
  render(WhatNow, { view, me: undefined, offset: 0, onask: vi.fn() });
  expect(screen.getByRole('status').textContent.replaceAll(/\s/g, '')).toBe(words);
});
