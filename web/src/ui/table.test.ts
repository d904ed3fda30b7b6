import { render, screen, within } from '@testing-library/svelte';
import { createRawSnippet } from 'svelte';
import type { Component } from 'svelte';
import { expect, test, vi } from 'vitest';

import Table from './Table.svelte';
import { firstPlace, found, orderOf, pageOf, placeFrom, sorted, sortedBy } from './table';
import type { Column, Filter, TablePlace } from './table';

interface Line {
  id: string;
  name: string;
  votes?: number;
}

const lines: Line[] = [
  { id: 'a', name: '张伟', votes: 30 },
  { id: 'b', name: '欧阳娜娜', votes: 9 },
  { id: 'c', name: '李娜' },
  { id: 'd', name: 'Ana Li', votes: 30 },
];
const columns: Column<Line>[] = [
  { id: 'name', text: 'Name', by: ({ name }) => name },
  { id: 'votes', text: 'Votes', by: ({ votes }) => votes, digits: true },
  { id: 'note', text: 'Note' },
];
const counted: Filter<Line> = {
  id: 'counted',
  label: 'Counted',
  options: [
    { value: 'yes', text: 'Counted' },
    { value: 'no', text: 'Missing' },
  ],
  accepts: ({ votes }, value) => (votes !== undefined) === (value === 'yes'),
};
const hay = ({ id, name }: Line) => `${id} ${name}`;
const at = (changes: Partial<TablePlace>): TablePlace => ({ ...firstPlace, ...changes });
const ids = (rows: Line[]) => rows.map(({ id }) => id).join('');
const find = (place: Partial<TablePlace>) => ids(found(lines, at(place), [counted], hay));
const sort = (place: Partial<TablePlace>) => ids(sorted(lines, at(place), columns, 'zh-CN'));

test('a Chinese name of two characters is found, alone and inside a longer one', () => {
  expect(find({ text: '李娜' })).toBe('c');
  expect(find({ text: '娜' })).toBe('bc');
  expect(find({ text: ' LI  ana ' })).toBe('d');
  expect(find({ text: '王' })).toBe('');
});

test('words and filters narrow together, and an empty filter narrows nothing', () => {
  expect(find({ chosen: { counted: 'yes' } })).toBe('abd');
  expect(find({ chosen: { counted: 'yes' }, text: '娜' })).toBe('b');
  expect(find({ chosen: { counted: '' } })).toBe('abcd');
});

test('numbers are sorted as numbers, names as the language has them, what is missing last', () => {
  expect(sort({ sort: 'votes' })).toBe('badc');
  expect(sort({ sort: 'votes', down: true })).toBe('adbc');
  expect(sort({ sort: 'name' })).toMatch(/^(d?)cba\1|^cbad$/);
  expect(sort({ sort: 'unheard_of' })).toBe('abcd');
});

test('a head turns from upwards to downwards to none, back on the first page', () => {
  const once = sortedBy(at({ page: 3 }), 'votes');
  expect([once.page, orderOf(once, 'votes'), orderOf(once, 'name')]).toEqual([
    0,
    'ascending',
    'none',
  ]);
  const twice = sortedBy(once, 'votes');
  expect(orderOf(twice, 'votes')).toBe('descending');
  expect(orderOf(sortedBy(twice, 'votes'), 'votes')).toBe('none');
});

test('a page that is no longer there shows the last one', () => {
  expect(pageOf(lines, 0, 3).rows.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  expect(pageOf(lines, 9, 3)).toEqual({ rows: [lines[3]], at: 1, pages: 2 });
  expect(pageOf([], 9, 3)).toEqual({ rows: [], at: 0, pages: 1 });
});

test('what was kept is a place again, whatever it holds', () => {
  const kept = at({ text: '李', chosen: { counted: 'no' }, sort: 'votes', down: true, page: 2 });
  expect(placeFrom(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
  for (const bad of [undefined, null, 7, 'x', {}, { page: -1, sort: 3, text: [], chosen: 1 }]) {
    expect(placeFrom(bad)).toEqual(firstPlace);
  }
});

const words = {
  all: 'all',
  order: 'order',
  asPlanned: 'as planned',
  clear: 'clear',
  nothingFound: 'nothing found',
  previous: 'previous',
  next: 'next',
  count: ({ shown, all }: { shown: number; all: number }) => `${shown} of ${all}`,
  page: ({ page, pages }: { page: number; pages: number }) => `page ${page} of ${pages}`,
};
const cell = createRawSnippet((row: () => Line, column: () => string) => ({
  render: () => `<span>${column() === 'name' ? row().name : (row().votes ?? '—')}</span>`,
}));

function show() {
  const props = {
    caption: 'people',
    columns,
    rows: lines,
    key: ({ id }: Line) => id,
    cell,
    place: firstPlace,
    words,
    searchLabel: 'search',
    hay,
    filters: [counted],
    language: 'zh-CN',
    pageSize: 3,
  };
  // The rows' type is the component's own parameter, which the library cannot name.
  render(Table as unknown as Component<typeof props>, { props });
}

const names = () =>
  within(screen.getByRole('table', { name: 'people' }))
    .getAllByRole('rowheader')
    .map(({ textContent }) => textContent);

test('a table says how it is sorted, and is sorted by the button in its head', async () => {
  show();
  expect(names()).toEqual(['张伟', '欧阳娜娜', '李娜']);
  const head = screen.getByRole('columnheader', { name: 'Votes' });
  expect(head.getAttribute('aria-sort')).toBe('none');
  expect(screen.getByRole('columnheader', { name: 'Note' }).getAttribute('aria-sort')).toBeNull();
  within(head).getByRole('button').click();
  await vi.waitFor(() => expect(names()).toEqual(['欧阳娜娜', '张伟', 'Ana Li']));
  expect(head.getAttribute('aria-sort')).toBe('ascending');
});

test('a table tells how many it found, has its other pages, and can be cleared', async () => {
  show();
  screen.getByRole('button', { name: 'next' }).click();
  await vi.waitFor(() => expect(names()).toEqual(['Ana Li']));
  const field = screen.getByLabelText<HTMLInputElement>('search');
  field.value = '无人';
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await vi.waitFor(() => expect(screen.queryByText('nothing found')).not.toBeNull());
  expect(screen.getByText(/0 of 4/)).toBeTruthy();
  screen.getByRole('button', { name: 'clear' }).click();
  await vi.waitFor(() => expect(names()).toEqual(['张伟', '欧阳娜娜', '李娜']));
});
