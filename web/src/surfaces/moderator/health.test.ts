// What the desk sees of the hall's connections, and of who has no ballot yet.
import { readFileSync } from 'node:fs';

import { render, screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import type { HallHealth, HallView } from '../../protocol/views';
import BallotTab from './BallotTab.svelte';
import HealthPanel from './HealthPanel.svelte';

const deskView = (name: string) =>
  JSON.parse(readFileSync(`../schema/examples/valid/view.desk.${name}.json`, 'utf8')) as HallView;

const view = deskView('inquiry');
const people = (changes: object) => ({
  ...{ connected: 0, slow: 0, away: 0, never: 0, never_present: 0 },
  ...changes,
});

function panel(changes: Partial<HallHealth> = {}, shown = view) {
  const categories = {
    citizen: people({ connected: 2, away: 1 }),
    deputy: people({ connected: 5, slow: 1, never: 3, never_present: 2 }),
  };
  const pages = { connected: 1, slow: 0 };
  const health: HallHealth = { categories, screens: pages, observers: pages, ...changes };
  render(HealthPanel, { props: { view: shown, health } });
  return screen.getAllByRole('row').map((row) =>
    within(row)
      .getAllByRole(row.closest('thead') ? 'columnheader' : 'cell')
      .map((cell) => cell.textContent.replace(/\s+/g, ' ').trim()),
  );
}

test('connected, lost and never connected are counted by category and in all', () => {
  const [, deputy, citizen, all] = panel();
  expect(deputy).toEqual(['5 较慢 1', '0', '3 其中到会 2']);
  expect(citizen).toEqual(['2', '1', '0']);
  expect(all).toEqual(['7 较慢 1', '1', '3 其中到会 2']);
  expect(screen.queryByText('没有大屏在线')).toBeNull();
});

test('two categories of one name are two lines', () => {
  const { citizen, deputy } = view.rules.categories;
  if (!citizen || !deputy) throw new Error('the example has both');
  const categories = { ...view.rules.categories, citizen: { ...citizen, label: deputy.label } };
  expect(panel({}, { ...view, rules: { ...view.rules, categories } })).toHaveLength(4);
});

test('a hall without a screen is told so', () => {
  panel({ screens: { connected: 0, slow: 0 } });
  expect(screen.getByText('没有大屏在线')).toBeTruthy();
});

test('who has no ballot yet is a number, and a category only where the server tells it', () => {
  const open = deskView('ballot_open');
  const missing = { total: 13, by_category: { citizen: 7 } };
  const ballot = { ...open.ballot, missing } as HallView['ballot'];
  const act = () => Promise.resolve(true);
  const shown = { ...open, ballot } as HallView;
  render(BallotTab, { props: { view: shown, role: 'moderator', act, subject: 'm', offset: 0 } });
  const list = screen.getByText('13 人').closest('ul');
  expect(list?.textContent.replace(/\s+/g, ' ').trim()).toBe('13 人 市民代表 7');
});
