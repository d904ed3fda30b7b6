// @vitest-environment node
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';

import { describe, expect, test } from 'vitest';

// What a folder of src may use besides itself. The arrows point down, and surfaces never meet.
const layers: Record<string, string[]> = {
  protocol: [],
  trust: [],
  ui: [],
  connection: ['protocol'],
  i18n: ['connection', 'protocol'],
  hearing: ['connection', 'protocol'],
  features: ['ui', 'hearing', 'i18n', 'protocol', 'connection', 'trust'],
  surfaces: ['features', 'ui', 'hearing', 'i18n', 'protocol', 'connection', 'trust'],
};

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(ts|svelte)$/.test(name))
  .map((name) => join('src', name));

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map((match) =>
    relative('src', normalize(join(dirname(file), match[1] ?? ''))),
  );
}

const layerOf = (path: string) => path.split('/')[0] ?? '';
const surfaceOf = (path: string) => path.split('/')[1] ?? '';

describe('who may use whom', () => {
  test.each(files)('%s', (file) => {
    const here = relative('src', file);
    for (const target of importsOf(file)) {
      const [from, to] = [layerOf(here), layerOf(target)];
      if (from === to) {
        if (from === 'surfaces') expect(surfaceOf(target)).toBe(surfaceOf(here));
        continue;
      }
      expect(layers[from], `${here} uses ${target}`).toContain(to);
    }
  });
});

test('only the connection talks to the network', () => {
  const talkers = files.filter((file) =>
    /\b(fetch\(|new WebSocket)/.test(readFileSync(file, 'utf8')),
  );
  expect(talkers.every((file) => file.startsWith('src/connection/'))).toBe(true);
});

test('a component has at most 200 lines', () => {
  const long = files
    .filter((file) => file.endsWith('.svelte'))
    .map((file) => [file, readFileSync(file, 'utf8').split('\n').length - 1] as const)
    .filter(([, lines]) => lines > 200);
  expect(long).toEqual([]);
});

test('every form is sent by its button, which waits for the answer, and by nothing else', () => {
  const forms = files
    .filter((file) => file.endsWith('.svelte'))
    .map((file) => [file, readFileSync(file, 'utf8')] as const)
    .filter(([, text]) => text.includes('<form'));
  expect(forms.length).toBeGreaterThan(10);
  for (const [file, text] of forms) {
    expect(text.includes('onsubmit'), file).toBe(false);
    const count = (what: RegExp) => text.match(what)?.length;
    expect(count(/type="submit"[^>]*\sonpress=/g), file).toBe(count(/<form/g));
  }
});

test('no component holds Chinese of its own: words live in i18n', () => {
  const speaking = files
    .filter((file) => file.endsWith('.svelte'))
    .filter((file) => /[\u4e00-\u9fff]/.test(readFileSync(file, 'utf8')));
  expect(speaking).toEqual([]);
});

test('no style attribute in mark-up: the content security policy forbids it', () => {
  const styled = files
    .filter((file) => file.endsWith('.svelte'))
    .filter((file) => /<[a-z][^>]*\sstyle=/.test(readFileSync(file, 'utf8')));
  expect(styled).toEqual([]);
});

test('what a phone shows needs no style newer than Chromium 86 and Safari 14', () => {
  const newer = /:has\(|\binset:|-block:|-inline:|:is\(|@container|@layer|color-mix\(/;
  const phones = files
    .filter((file) => file.endsWith('.svelte'))
    .filter((file) => !/surfaces\/(moderator|screen|secretariat)/.test(file));
  const modern = phones.filter((file) => newer.test(readFileSync(file, 'utf8')));
  expect(phones.length).toBeGreaterThan(30);
  expect(modern).toEqual([]);
});
