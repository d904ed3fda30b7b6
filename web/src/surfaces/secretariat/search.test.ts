import { beforeAll, expect, test } from 'vitest';

import { language } from '../../i18n/catalogue.svelte';
import type { BoardLine } from '../../protocol/views';
import { sectionsOf } from './search';
import type { Found } from './search';

beforeAll(() => language.ready());

const none = { count: 0, found: [] };
const empty: Found = {
  questions: none,
  answers: none,
  duties: none,
  instructions: none,
  people: none,
};
const hearings = { h01: { title: '制造业攻势' } } as unknown as Record<string, BoardLine>;
const one = { hearing: 'h01', id: 'q1', text: '为何慢？', about: 'A-0007' };

test('what is found stands by its kind, and leads to its place', () => {
  const sections = sectionsOf(
    {
      ...empty,
      questions: { count: 31, found: [one] },
      duties: { count: 1, found: [{ ...one, id: 'r1', text: '', about: '工信局' }] },
    },
    hearings,
  );
  expect(sections.map(({ title, count }) => [title, count])).toEqual([
    ['提问', 31],
    ['书面报告', 1],
  ]);
  expect(sections[0]?.lines[0]).toMatchObject({
    text: '为何慢？',
    about: 'A-0007 · 制造业攻势',
    href: '/moderator?hearing=h01',
  });
  expect(sections[1]?.lines[0]).toMatchObject({
    text: '工信局',
    href: '?hearing=h01&tab=after',
  });
});

test('a person leads to the first hearing on whose roster they are', () => {
  const person = {
    participant: 'A-0001',
    name: '欧阳娜',
    organisation: '海洋局',
    title: '',
    seat: '',
  };
  const found = [
    { ...person, hearings: ['h01', 'h02'] },
    { ...person, participant: 'A-0002', hearings: [] },
  ];
  const [people] = sectionsOf({ ...empty, people: { count: 2, found } }, hearings);
  expect(people?.lines[0]).toEqual({
    text: '欧阳娜 A-0001',
    about: '海洋局 · 制造业攻势、h02',
    href: '?hearing=h01&tab=people',
  });
  expect(people?.lines[1]?.href).toBe('');
  const everywhere = { ...person, hearings: ['h01', 'h02', 'h03', 'h04'] };
  const [many] = sectionsOf({ ...empty, people: { count: 1, found: [everywhere] } }, hearings);
  expect(many?.lines[0]?.about).toBe('海洋局 · 制造业攻势等 4 场');
});
