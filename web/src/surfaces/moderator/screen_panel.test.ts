// The desk's preview of the hall's screen.
import { readFileSync } from 'node:fs';

import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { beforeAll, beforeEach, expect, test } from 'vitest';

import type { HallView } from '../../protocol/views';
import ScreenPanel from './ScreenPanel.svelte';

const view = JSON.parse(
  readFileSync('../schema/examples/valid/view.desk.inquiry.json', 'utf8'),
) as HallView;

beforeAll(() => {
  const { happyDOM } = window as unknown as {
    happyDOM: { settings: Record<string, boolean> };
  };
  happyDOM.settings.disableIframePageLoading = true;
});
beforeEach(() => localStorage.clear());

const frame = () => document.querySelector('iframe');

async function open(): Promise<void> {
  const details = document.querySelector('details');
  if (!details) throw new Error('there is nothing to open');
  details.open = true;
  await fireEvent(details, new Event('toggle'));
}

test('what the hall sees is named at all times, and loaded once somebody wants to see it', async () => {
  render(ScreenPanel, { props: { hearing: 'h01', view } });
  expect(screen.getByText('发言席')).toBeTruthy();
  expect(frame()).toBeNull();
  await open();
  expect(frame()?.getAttribute('src')).toBe('/screen?hearing=h01&lang=zh');
});

test('nothing in the preview can be reached or may leave its frame', async () => {
  render(ScreenPanel, { props: { hearing: 'h01', view } });
  await open();
  expect(frame()?.title).toBe('大屏预览：发言席');
  expect(frame()?.tabIndex).toBe(-1);
  expect(frame()?.closest('[inert]')).not.toBeNull();
  expect(frame()?.getAttribute('sandbox')).toBe('allow-scripts allow-same-origin');
});

test('a preview that was left open is open again on this device', async () => {
  render(ScreenPanel, { props: { hearing: 'h01', view } });
  await open();
  cleanup();
  render(ScreenPanel, { props: { hearing: 'h01', view } });
  expect(frame()).not.toBeNull();
});
