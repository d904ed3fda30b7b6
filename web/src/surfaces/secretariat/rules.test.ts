import { readFileSync } from 'node:fs';

import { fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import type { HallView, SeriesView } from '../../protocol/views';
import { personCsv, personFilters, personHay, personRows } from './people';
import PersonForm from './PersonForm.svelte';
import RulesEditor from './RulesEditor.svelte';
import {
  ballotFrom,
  freshCategory,
  freshOption,
  presets,
  rulesDraft,
  rulesFrom,
  withTheirs,
} from './rules_draft';
import { clockFrom, fractionFrom, wholeFrom } from './rules_text';
import { edgesOf } from './trial';

const load = (name: string): unknown =>
  JSON.parse(readFileSync(`../schema/examples/valid/${name}.json`, 'utf8'));
const { series } = load('view.secretariat.closed') as SeriesView;
const desk = load('view.desk.closed') as HallView;
const { rules } = series;
if (!rules) throw new Error('the example has rules');

/** What the page asked the server, and what it is told. */
const asked: { rule: { base: string }; counts: unknown[] }[] = [];

beforeEach(() => {
  vi.stubGlobal('fetch', (_path: string, { body }: { body: string }) => {
    const question = JSON.parse(body) as (typeof asked)[number];
    asked.push(question);
    const verdict = { outcome: 'met', reason: '', basis_points: 9123, votes_short: 0 };
    const outcomes = question.counts.map(() => ({ verdict }));
    return Promise.resolve(new Response(JSON.stringify({ outcomes })));
  });
});
afterEach(() => {
  asked.length = 0;
  vi.unstubAllGlobals();
});

test('a threshold is read as it is typed, and never through a decimal number', () => {
  expect(fractionFrom('90%')).toEqual({ numerator: 9, denominator: 10 });
  expect(fractionFrom(' 90 ')).toEqual({ numerator: 9, denominator: 10 });
  expect(fractionFrom('92.5％')).toEqual({ numerator: 37, denominator: 40 });
  expect(fractionFrom('2/3')).toEqual({ numerator: 2, denominator: 3 });
  expect(fractionFrom('0')).toEqual({ numerator: 0, denominator: 1 });
  for (const text of ['', '0.9', '3/2', '1/0', '101%', '90.125%', '-1', 'ninety', '90 %%']) {
    expect(fractionFrom(text), text).toBeUndefined();
  }
});

test('a time is minutes and seconds, a number is whole', () => {
  expect(['2', '2:00', '0:30', '90:00', '1:02:03'].map(clockFrom)).toEqual([
    120_000, 120_000, 30_000, 5_400_000, 3_723_000,
  ]);
  expect(['', '2:60', 'x', '1:2:3:4'].map(clockFrom)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  expect(['12', '', '1.5', '-1'].map(wholeFrom)).toEqual([12, undefined, undefined, undefined]);
});

test('rules that nobody changed are the same rules, whatever they hold', () => {
  expect(rulesFrom(rulesDraft(rules), rules)).toEqual(rules);
  const graded = rulesDraft(rules);
  graded.ballot.options = presets.graded;
  graded.ballot.threshold = '2/3';
  const made = rulesFrom(graded, rules)?.ballot;
  expect(made?.options.map(({ weight, counted }) => [weight, counted])).toEqual([
    [100, true],
    [70, true],
    [30, true],
    [0, false],
  ]);
  expect(made?.threshold).toEqual({ numerator: 2, denominator: 3 });
  expect(rulesFrom(rulesDraft({ ...rules, ballot: made ?? rules.ballot }), rules)?.ballot).toEqual(
    made,
  );
});

test('a figure that is none leaves no rules to be sent', () => {
  const draft = rulesDraft(rules);
  draft.ballot.threshold = 'much';
  expect(rulesFrom(draft, rules)).toBeUndefined();
  expect(ballotFrom(draft.ballot)).toBeUndefined();
  const late = rulesDraft(rules);
  late.clocks.answer_clock.sign = 'soon';
  expect(rulesFrom(late, rules)).toBeUndefined();
});

test('a new option takes no name that is in use', () => {
  const options = presets.plain.map((one) => ({ ...one }));
  options.push(freshOption(options));
  options.push(freshOption(options));
  expect(new Set(options.map(({ option }) => option)).size).toBe(5);
});

test('the edge cases are asked for by the rule’s own options, and the uncounted one only where there is one', () => {
  expect(edgesOf(rules.ballot).map(({ name }) => name)).toEqual([
    'votes',
    'votes',
    'votes',
    'none',
    'noQuorum',
    'stuffed',
  ]);
  const graded = { ...rulesDraft(rules).ballot, options: presets.graded };
  const rule = ballotFrom(graded);
  if (!rule) throw new Error('the preset is a rule');
  const edges = edgesOf(rule);
  expect(edges.map(({ name }) => name)).toContain('uncounted');
  expect(edges[0]?.count.tally.votes).toEqual({ satisfied: 116, not_satisfied: 13 });
  for (const { count } of edges) {
    const votes = Object.values(count.tally.votes).reduce((sum, one) => sum + one, 0);
    expect(votes + count.tally.invalid).toBe(count.tally.returned);
    expect(count.tally.issued).toBeLessThanOrEqual(count.electorate.present);
  }
});

test('the editor shows the server’s verdicts, asks for each base, and sends what was typed', async () => {
  const act = vi.fn(() => Promise.resolve(true));
  const ondone = vi.fn();
  render(RulesEditor, { props: { rules, used: new Set<string>(), act, ondone } });
  await vi.waitFor(() => expect(screen.getAllByText('91.23%').length).toBeGreaterThan(9));
  expect(new Set(asked.map(({ rule }) => rule.base))).toEqual(
    new Set(['valid', 'returned', 'present', 'entitled']),
  );
  const field = screen.getByLabelText<HTMLInputElement>('标准（百分比或分数）');
  const type = (text: string) => {
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  };
  type('lots');
  await vi.waitFor(() => expect(screen.getByRole('alert').textContent).toContain('90%'));
  const save = screen.getByRole<HTMLButtonElement>('button', { name: '保存规则' });
  expect(save.disabled).toBe(true);
  type('85%');
  await vi.waitFor(() => expect(save.disabled).toBe(false));
  save.click();
  await vi.waitFor(() => expect(ondone).toHaveBeenCalled());
  const changed = { ...rules.ballot, threshold: { numerator: 17, denominator: 20 } };
  expect(act).toHaveBeenCalledWith('set_rules', {
    rules: { ...rules, ballot: changed },
    replaces: rules,
  });
});

test('rules that somebody else saved meanwhile are not undone: they are told, and taken over before one’s own are saved', async () => {
  const act = vi.fn(() => Promise.resolve(true));
  const props = { rules, used: new Set<string>(), act, ondone: vi.fn() };
  const { rerender } = render(RulesEditor, { props });
  await fireEvent.input(screen.getByLabelText('标准（百分比或分数）'), {
    target: { value: '85%' },
  });
  await rerender({ ...props, rules: JSON.parse(JSON.stringify(rules)) as typeof rules });
  expect(screen.queryByRole('alert')).toBeNull();

  const theirs = { ...rules, follow_ups_max: rules.follow_ups_max + 1 };
  await rerender({ ...props, rules: theirs });
  expect(screen.getByRole('alert').textContent).toContain('另一位工作人员刚刚修改了规则');
  const save = screen.getByRole<HTMLButtonElement>('button', { name: '保存规则' });
  expect(save.disabled).toBe(true);
  await fireEvent.click(screen.getByRole('button', { name: '采用新规则' }));
  expect(screen.queryByRole('alert')).toBeNull();
  await fireEvent.submit(save);
  const ballot = { ...rules.ballot, threshold: { numerator: 17, denominator: 20 } };
  expect(act).toHaveBeenCalledWith('set_rules', { rules: { ...theirs, ballot }, replaces: theirs });
});

test('one’s own rules that come back while they are saved are nobody else’s', async () => {
  let saved = (): void => undefined;
  const act = vi.fn(() => new Promise<boolean>((resolve) => (saved = () => resolve(true))));
  const props = { rules, used: new Set<string>(), act, ondone: vi.fn() };
  const { rerender } = render(RulesEditor, { props });
  await fireEvent.submit(screen.getByRole('button', { name: '保存规则' }));
  await rerender({ ...props, rules: { ...rules, follow_ups_max: rules.follow_ups_max + 1 } });
  expect(screen.queryByRole('alert')).toBeNull();
  saved();
  await vi.waitFor(() => expect(props.ondone).toHaveBeenCalled());
});

test('where both have changed the same, what was typed here stays, and of a list it stays as a whole', () => {
  const draft = rulesDraft(rules);
  draft.numbers.days = '99';
  draft.clocks.answer_clock.limit = '9:00';
  draft.categories.pop();
  const [first, ...rest] = rules.categories;
  if (!first) throw new Error('the example has categories');
  const theirs = {
    ...rules,
    report_due_ms: 5 * 86_400_000,
    answer_clock: { ...rules.answer_clock, bell_before_ms: 7_000 },
    support_orders: !rules.support_orders,
    categories: [{ ...first, quota: 9 }, ...rest],
  };
  const made = withTheirs(draft, rules, theirs);
  expect(made.numbers.days).toBe('99');
  expect(made.clocks.answer_clock).toMatchObject({ limit: '9:00', bell: '0:07' });
  expect(made.support_orders).toBe(theirs.support_orders);
  expect(made.categories).toEqual(draft.categories);
});

test('a category that somebody belongs to cannot be removed', () => {
  const used = new Set(['deputy']);
  render(RulesEditor, { props: { rules, used, act: vi.fn(), ondone: vi.fn() } });
  const removal = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });
  expect(removal('删除：人大代表').disabled).toBe(true);
  expect(removal('删除：政协委员').disabled).toBe(false);
});

test('somebody is found by a name of two characters, by seat and by number, and filtered by rights', () => {
  const line = { category: 'deputy', present: true, turns: 0, turns_before: 0 };
  const all = { may_question: true, may_vote: true, in_draw_pool: true };
  const rows = personRows({
    'A-2': { ...line, ...all, name: '李娜', seat: '3排1号' },
    'A-1': { ...line, ...all, may_vote: false, name: '王建国', organisation: '李村街道' },
  });
  expect(rows.map(({ id }) => id)).toEqual(['A-1', 'A-2']);
  expect(rows.filter((row) => personHay(row).includes('李娜')).map(({ id }) => id)).toEqual([
    'A-2',
  ]);
  const byRights = personFilters(desk).find(({ id }) => id === 'rights');
  const having = (value: string) => rows.filter((row) => byRights?.accepts(row, value)).length;
  expect([having('vote'), having('none'), having('question')]).toEqual([1, 1, 0]);
});

test('one person is a roster of one row, whatever the name holds', () => {
  const person = { id: 'A-1', category: 'deputy', organisation: '', title: '', seat: '' };
  expect(personCsv({ ...person, name: '"王", 一', may: ['question'] })).toBe(
    'id,name,category,organisation,title,seat,may_question,may_vote,in_draw_pool\r\n' +
      '"A-1","""王"", 一","deputy","","","","yes","no","no"\r\n',
  );
});

test('a category is added under a key that is free, and taken away again', () => {
  const draft = rulesDraft(rules);
  draft.categories.push(freshCategory(draft.categories));
  draft.categories.push({
    ...freshCategory(draft.categories),
    label: ' 专家 ',
    label_en: 'Expert',
  });
  const keys = draft.categories.map(({ category }) => category);
  expect(new Set(keys).size).toBe(rules.categories.length + 2);
  for (const key of keys) expect(key).toMatch(/^[a-z0-9-]+$/);
  draft.categories.splice(rules.categories.length, 1);
  const added = rulesFrom(draft, rules)?.categories.at(-1);
  expect(added).toEqual({ category: keys.at(-1), label: '专家', label_en: 'Expert', quota: 1 });
  draft.categories.pop();
  expect(rulesFrom(draft, rules)).toEqual(rules);
});

test('whether the screen shows the pulse is in the rules once somebody has decided it', () => {
  const { pulse_on_screen: _pulse, ...silent } = rules;
  const draft = rulesDraft(silent);
  expect(rulesFrom(draft, silent)).toEqual(silent);
  draft.pulse_on_screen = true;
  const shown = rulesFrom(draft, silent);
  expect(shown?.pulse_on_screen).toBe(true);
  draft.pulse_on_screen = false;
  expect(shown && rulesFrom(draft, shown)?.pulse_on_screen).toBe(false);
});

test('somebody new needs no number, and is nobody who is there already', async () => {
  const sent: string[] = [];
  vi.stubGlobal('fetch', (_path: string, { body }: { body: string }) => {
    sent.push(body);
    return Promise.resolve(new Response('{}'));
  });
  const there = Object.values(desk.roster ?? {}).find(({ name }) => name !== undefined);
  const ondone = vi.fn();
  render(PersonForm, { props: { id: 'h01', view: desk, person: undefined, ondone } });
  const type = (label: string, value: string) =>
    fireEvent.input(screen.getByLabelText(label), { target: { value } });
  const submit = () => fireEvent.click(screen.getByRole('button', { name: '保存' }));
  await type('姓名', there?.name ?? '');
  await type('单位', there?.organisation ?? '');
  await submit();
  await vi.waitFor(() => screen.getByRole('alert'));
  expect(sent).toEqual([]);
  await type('姓名', '新来的人');
  await submit();
  await vi.waitFor(() => expect(ondone).toHaveBeenCalled());
  expect(sent.join()).toContain('"","新来的人"');
});
