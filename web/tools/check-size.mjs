// What a page loads at first, gzipped, counted from the built HTML, against `.size-limit.json`: a phone
// in a full hall must not load much, and never a line of another surface.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const limits = JSON.parse(readFileSync(new URL('../.size-limit.json', import.meta.url), 'utf8'));
const surfaceOf = (page) => (page === 'index' ? 'attendee' : page);
let failed = false;

for (const [page, limit] of Object.entries(limits)) {
  const html = readFileSync(new URL(`../dist/${page}.html`, import.meta.url), 'utf8');
  const files = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)].map(
    (m) => m[1],
  );
  const bytes = files
    .map((file) => readFileSync(new URL(`../dist/${file}`, import.meta.url)))
    .reduce((sum, content) => sum + gzipSync(content, { level: 9 }).length, 0);
  const kilobytes = Math.round(bytes / 100) / 10;
  const others = Object.keys(limits).filter((name) => name !== page);
  const strangers = files.filter((file) =>
    others.some((name) => file.startsWith(`assets/${surfaceOf(name)}-`)),
  );
  console.log(`${page}: ${String(kilobytes)} of ${limit} gzip in ${String(files.length)} files`);
  if (!(kilobytes <= Number.parseFloat(limit))) failed = true;
  if (strangers.length > 0) {
    console.error(`${page} loads code of another page: ${strangers.join(', ')}`);
    failed = true;
  }
}
if (failed) process.exit(1);
