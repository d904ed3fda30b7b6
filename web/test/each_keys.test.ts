// @vitest-environment node
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

import { parse } from 'svelte/compiler';
import { expect, test } from 'vitest';

// A key that is there twice ends the whole page. So a list is keyed by its places, by ids, or by one of
// these; never by words that somebody wrote.
const unique: Record<string, string[]> = {
  'a list of our own': [
    'ChartKey tone',
    'ComparisonChart tick',
    'Corner pin',
    'DownloadsPanel count',
    'DownloadsPanel format',
    'DownloadsPanel paper.name',
    'HallFields name',
    'MyQuestionCard verdict',
    'OpenBallotDialog key',
    'OpenBallotDialog one',
    'PhaseSteps phase',
    'PromptPanel kind',
    'PulseBars verdict',
    'PulseCard verdict',
    'RuleTrial base',
    'RulesPanel clock',
    'SeriesFilePanel format',
    'SmallChannels channel',
    'SpeakerScene verdict',
  ],
  'the keys of an object or a map': [
    'BallotTab category',
    'CountPanel teller',
    'DrawOpening category',
    'DrawPool stratum',
    'DrawSummary reason',
    'DutyBoard one.unit',
    'KeysDialog key',
    'MyQuestionCard unit',
    'PresenceTab category',
    'Result category',
  ],
  'a number, or an id by another name': [
    'IssuedLists one.key',
    'ColumnMap column.column',
    'DrawWork card',
    'DutyFiles file.round',
    'DutyList question',
    'IssuedList card.participant',
  ],
  'rules that have it twice are refused': [
    'BallotScene option.option',
    'BallotTab option.option',
    'Choices option.option',
    'CountPanel option.option',
    'PaperForm option.option',
    'ResultBars option.option',
    'RuleText option.option',
    'RuleTrial option.option',
    'RulesPanel category.category',
  ],
  'categories, and two queues that no category may be called': [
    'FloorScene queue',
    'QueuePanel queue',
  ],
  'whoever uses it says what tells its lines apart': [
    'DraftList keyOf(draft)',
    'Options option.value',
    'Table key(row)',
  ],
};
const excused = Object.values(unique).flat();

interface Each {
  component: string;
  /** The name of the place in the list. */
  index: string | undefined;
  key: string;
}

interface Part {
  type?: string;
  index?: string;
  key?: { start: number; end: number } | null;
}

function partsOf(value: unknown): Part[] {
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.values(value).flatMap(partsOf);
  return 'type' in value ? [value as Part, ...below] : below;
}

function eachIn(path: string): Each[] {
  const text = readFileSync(path, 'utf8');
  return partsOf(parse(text, { modern: true }).fragment)
    .filter(({ type }) => type === 'EachBlock')
    .map(({ index, key }) => ({
      component: basename(path, '.svelte'),
      index,
      key: key ? text.slice(key.start, key.end) : '',
    }));
}

const isPlaceOrId = ({ index, key }: Each) => key === index || /(^|\.)id$/.test(key);

const others = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.svelte'))
  .flatMap((name) => eachIn(join('src', name)))
  .filter((list) => !isPlaceOrId(list))
  .map(({ component, key }) => `${component} ${key}`);

test('every list is keyed by what cannot be there twice', () => {
  expect(others.filter((list) => !excused.includes(list))).toEqual([]);
});

test('no key is excused that is not used any more', () => {
  expect(excused.filter((list) => !others.includes(list))).toEqual([]);
});
