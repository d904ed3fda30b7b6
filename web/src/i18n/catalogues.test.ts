import { readFileSync, readdirSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { attendee } from './attendee';
import { language } from './catalogue.svelte';
import { codes } from './codes';
import { common } from './common';
import { desk } from './desk';
import { hall } from './hall';
import { joining } from './join';
import { loadSentences, sentence } from './refusals.svelte';
import { screen } from './screen';
import { secretariat } from './secretariat';
import { entry } from './session';

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

const both = codes.both as unknown as Record<'zh' | 'en', Record<string, string>>;

describe.each(['zh', 'en'] as const)('in %s', (locale) => {
  test.each(enumOf('refusals'))('the refusal %s has a sentence', (code) => {
    expect(both[locale][code]).toBeTruthy();
  });
  test.each(enumOf('server_messages', 'error_code'))('the error %s has a sentence', (code) => {
    expect(both[locale][code]).toBeTruthy();
  });
});

/** Only a defect of a page or a program of somebody's own meets these. */
const forProgrammers = new Set([
  'malformed_request',
  'malformed_target',
  'method_not_allowed',
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

test.each(problemsOfServer())('the problem %s of HTTP has a sentence', (code) => {
  expect(both.zh[code]).toBeTruthy();
  expect(both.en[code]).toBeTruthy();
});

function leaves(value: unknown, path = ''): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, one]) => leaves(one, `${path}.${key}`));
}

const all = { attendee, codes, common, desk, entry, hall, joining, screen, secretariat };

describe.each(Object.entries(all))('the catalogue %s', (_, catalogue) => {
  const zh = leaves(catalogue.both.zh);
  const en = leaves(catalogue.both.en);

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
  await loadSentences();
  language.set('en');
  expect(sentence('already_signed')).toBe('You have signed already.');
  expect(sentence('from_the_future')).toContain('from_the_future');
  language.set('zh');
  expect(sentence('already_signed')).toBe('您已签字。');
});
