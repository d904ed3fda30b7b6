import { readFileSync, readdirSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { language } from './catalogue.svelte';
import { alsoSay, sentence } from './refusals';
import { staffCodes } from './staff_codes';

const schemas = '../schema/protocol/v1';

function enumOf(file: string, definition?: string): string[] {
  const schema = JSON.parse(readFileSync(`${schemas}/${file}.schema.json`, 'utf8')) as {
    enum?: string[];
    definitions?: Record<string, { enum?: string[] }>;
  };
  const found = definition === undefined ? schema.enum : schema.definitions?.[definition]?.enum;
  if (!found) throw new Error(`${file} has no list of ${definition ?? 'codes'}`);
  return found;
}

type Words = Record<string, unknown>;
type Module = { words: Words };

/** By language, then by catalogue. */
const files = {
  zh: import.meta.glob<Module>('./zh/*.ts', { eager: true }),
  en: import.meta.glob<Module>('./en/*.ts', { eager: true }),
};
const catalogues = Object.keys(files.zh).map((path) => path.slice('./zh/'.length));
const wordsOf = (locale: 'zh' | 'en', name: string): Words => {
  const found = files[locale][`./${locale}/${name}`];
  if (!found) throw new Error(`${name} is missing in ${locale}`);
  return found.words;
};
const codeLists = ['codes.ts', 'staff_codes.ts', 'voting_codes.ts', 'slide_faults.ts'];
const sentencesIn = (locale: 'zh' | 'en'): Words =>
  Object.assign({}, ...codeLists.map((name) => wordsOf(locale, name))) as Words;
const both = {
  zh: sentencesIn('zh'),
  en: sentencesIn('en'),
};

describe.each(['zh', 'en'] as const)('in %s', (locale) => {
  test.each(enumOf('refusals'))('the refusal %s has a sentence', (code) => {
    expect(both[locale][code]).toBeTruthy();
  });
  test.each(enumOf('server_messages', 'error_code'))('the error %s has a sentence', (code) => {
    expect(both[locale][code]).toBeTruthy();
  });
  test.each(['message_too_large', 'not_sent_in_time', 'record_is_another'])(
    'what the page itself does not do has a sentence: %s',
    (code) => {
      expect(both[locale][code]).toBeTruthy();
    },
  );
});

/** Only a defect of a page or a program of somebody's own meets these. */
const forProgrammers = new Set([
  'malformed_request',
  'malformed_target',
  'method_not_allowed',
  'range_not_satisfiable',
  'says_who_it_is',
  'unknown_format',
  'unknown_subprotocol',
  'upgrade_required',
]);

function problemsOfServer(): string[] {
  const folder = '../server/src/net';
  const texts = readdirSync(folder)
    .filter((name) => name.endsWith('.cpp'))
    .map((name) => readFileSync(`${folder}/${name}`, 'utf8'));
  const found = texts.flatMap((text) => [...text.matchAll(/problem\(\d+, "(\w+)"/g)]);
  return [...new Set(found.map(([, code = '']) => code))].filter(
    (code) => !forProgrammers.has(code),
  );
}

function faultsOfSlides(): string[] {
  const text = readFileSync('../server/src/slides/fault.cpp', 'utf8');
  return [...text.matchAll(/return "(\w+)"/g)].map(([, name = '']) => name);
}

test.each(faultsOfSlides())('the fault %s of slides has a sentence', (code) => {
  expect(both.zh[code]).toBeTruthy();
  expect(both.en[code]).toBeTruthy();
});

test.each(problemsOfServer())('the problem %s of HTTP has a sentence', (code) => {
  expect(both.zh[code]).toBeTruthy();
  expect(both.en[code]).toBeTruthy();
});

function leaves(value: unknown, path = ''): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, one]) => leaves(one, `${path}.${key}`));
}

test('both languages have the same catalogues', () => {
  expect(catalogues.length).toBeGreaterThan(8);
  expect(Object.keys(files.en).map((path) => path.slice('./en/'.length))).toEqual(catalogues);
});

test('no sentence is in two lists of codes: who needs one list alone loads that alone', () => {
  const all = codeLists.flatMap((name) => Object.keys(wordsOf('zh', name)));
  expect(all.filter((code, at) => all.indexOf(code) !== at)).toEqual([]);
});

describe.each(catalogues)('the catalogue %s', (name) => {
  const zh = leaves(wordsOf('zh', name));
  const en = leaves(wordsOf('en', name));

  test('has the same entries in both languages', () => {
    expect(en.map(([path]) => path)).toEqual(zh.map(([path]) => path));
  });
  test('leaves nothing empty', () => {
    expect([...zh, ...en].filter(([, text]) => text === '')).toEqual([]);
  });
  test('has no Chinese in its English', () => {
    const mixed = en.filter(
      ([path, text]) => /[\u4e00-\u9fff]/.test(String(text)) && path !== '.chinese',
    );
    expect(mixed).toEqual([]);
  });
});

test('a code is said in the language of the page, and an unknown code is shown', async () => {
  alsoSay(staffCodes);
  await language.set('en');
  expect(sentence('already_signed')).toBe('You have signed already.');
  expect(sentence('from_the_future')).toContain('from_the_future');
  expect(sentence('toString')).toContain('toString');
  await language.set('zh');
  expect(sentence('already_signed')).toBe('您已签字。');
});
