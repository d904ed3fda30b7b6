// Lists every file of `dist` with its SHA-256, as `sha256sum` writes and reads it: who builds the pages
// from the source can compare them with those that a server hands out.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const dist = fileURLToPath(new URL('../dist', import.meta.url));

const lines = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !entry.name.endsWith('.gz'))
  .map((entry) => join(entry.parentPath, entry.name))
  .filter((file) => !relative(dist, file).startsWith('.'))
  .map((file) => [relative(dist, file), createHash('sha256').update(readFileSync(file))])
  .map(([name, hash]) => `${hash.digest('hex')}  ${name}\n`)
  .sort((one, other) => (one.slice(66) < other.slice(66) ? -1 : 1));
writeFileSync(join(dist, 'sha256sums.txt'), lines.join(''));
