// Lays `x.gz` beside every file of `dist` that is worth it. The server sends that one to whoever takes it,
// and compresses nothing itself; so it may take its time: zopfli's files are a twenty-fifth smaller than
// those of zlib at its best.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { gzipAsync } from '@gfx/zopfli';

const dist = fileURLToPath(new URL('../dist', import.meta.url));
const compressible = new Set(['.css', '.html', '.js', '.json', '.svg', '.txt', '.webmanifest']);
/** What saves less than a twentieth is not worth a second file. */
const mostOfPlain = 0.95;

for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
  const file = join(entry.parentPath, entry.name);
  if (!entry.isFile() || !compressible.has(extname(entry.name))) continue;
  const plain = readFileSync(file);
  const gzipped = await gzipAsync(plain, { numiterations: 15 });
  if (gzipped.length <= plain.length * mostOfPlain) writeFileSync(`${file}.gz`, gzipped);
}
