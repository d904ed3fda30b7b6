import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { words as english } from '../../i18n/en/intake_codes';
import { words as chinese } from '../../i18n/zh/intake_codes';
import { queryOf, withColumn } from './preview';
import type { FileRead } from './preview';

const column = (number: number, field: string) => ({
  column: number,
  letter: 'A',
  heading: '',
  field,
  example: '',
});

const file: FileRead = {
  format: 'xlsx',
  encoding: '',
  sheet: '名单',
  sheets: ['名单'],
  first_rows: [],
  header: 2,
  columns: [column(1, ''), column(2, 'name'), column(3, 'category')],
};

describe('the columns that are sent', () => {
  test('keep what was found when one is corrected', () => {
    expect(withColumn(file, 1, 'seat')).toEqual({ name: 2, category: 3, seat: 1 });
  });
  test('move a field to another column', () => {
    expect(withColumn(file, 1, 'name')).toEqual({ name: 1, category: 3 });
  });
  test('say that a field is in none', () => {
    expect(withColumn(file, 3, '')).toEqual({ name: 2, category: 0 });
  });
  test('are part of the query with everything else that was chosen', () => {
    const query = new URLSearchParams(
      queryOf({ sheet: '一 & 二', header: 3, columns: { name: 1, seat: 0 } }, { preview: 'true' }),
    );
    expect(Object.fromEntries(query)).toEqual({
      preview: 'true',
      sheet: '一 & 二',
      header: '3',
      columns: 'name:1,seat:0',
    });
  });
});

test('what is said of a file is the same on the page as on the command line', () => {
  const source = readFileSync('../server/src/intake/fault.cpp', 'utf8');
  const table = source.slice(source.indexOf('faults{{'), source.indexOf('}};'));
  const literal = String.raw`((?:"[^"]*"\s*)+)`;
  const entry = new RegExp(String.raw`\{\s*${literal},\s*${literal},\s*${literal}\}`, 'g');
  const joined = (text = '') => text.replaceAll(/"\s*"/g, '').replaceAll('"', '').trim();
  const found = [...table.matchAll(entry)].map((one) => one.slice(1, 4).map(joined));
  expect(found.length).toBeGreaterThan(40);
  expect(Object.fromEntries(found.map(([code, zh]) => [code, zh]))).toEqual(chinese);
  expect(Object.fromEntries(found.map(([code, , en]) => [code, en]))).toEqual(english);
});
