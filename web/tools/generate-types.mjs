// Writes src/protocol/generated.ts from ../schema/protocol/v1. `--print` writes to standard output
// instead: a test compares.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { compile } from 'json-schema-to-typescript';

const folder = new URL('../../schema/protocol/v1/', import.meta.url);
const target = new URL('../src/protocol/generated.ts', import.meta.url);

const banner = '// Generated from schema/protocol/v1 by `npm run types`. Do not edit.';

/** One schema that names all of them, so that what they share is written once. */
function everything() {
  const files = readdirSync(folder).filter((name) => name.endsWith('.schema.json'));
  const properties = {};
  for (const file of files.sort()) {
    const schema = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
    if (schema.type !== undefined || schema.oneOf !== undefined || schema.anyOf !== undefined) {
      properties[schema.title] = { $ref: file };
    }
  }
  return { title: 'Protocol', type: 'object', additionalProperties: false, properties };
}

/** Every description is in the schema, where it can be kept true. */
function withoutComments(text) {
  return text.replace(/^\s*\/\*\*[\s\S]*?\*\/\n/gm, '');
}

export async function generate() {
  const text = await compile(everything(), 'Protocol', {
    cwd: fileURLToPath(folder),
    bannerComment: '',
    additionalProperties: false,
    enableConstEnums: false,
    ignoreMinAndMaxItems: true,
    style: { singleQuote: true, printWidth: 100 },
  });
  return `${banner}\n\n${withoutComments(text).trim()}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = await generate();
  if (process.argv.includes('--print')) process.stdout.write(text);
  else writeFileSync(target, text);
}
