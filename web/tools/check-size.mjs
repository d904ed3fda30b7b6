// What a page loads at first, gzipped, counted from the built HTML: a phone in a full hall must not
// load much, and never a line of another surface.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const budgets = { index: 50, moderator: 68, screen: 50, secretariat: 60 }; // kB
let failed = false;

for (const [page, budget] of Object.entries(budgets)) {
  const html = readFileSync(new URL(`../dist/${page}.html`, import.meta.url), 'utf8');
  const files = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)].map(
    (m) => m[1],
  );
  const bytes = files
    .map((file) => readFileSync(new URL(`../dist/${file}`, import.meta.url)))
    .reduce((sum, content) => sum + gzipSync(content, { level: 9 }).length, 0);
  const kilobytes = Math.round(bytes / 100) / 10;
  const others = ['attendee', 'moderator', 'screen', 'secretariat'].filter(
    (name) => name !== (page === 'index' ? 'attendee' : page),
  );
  const strangers = files.filter((file) =>
    others.some((name) => file.startsWith(`assets/${name}-`)),
  );
  console.log(
    `${page}: ${String(kilobytes)} of ${String(budget)} kB gzip in ${String(files.length)} files`,
  );
  if (kilobytes > budget) failed = true;
  if (strangers.length > 0) {
    console.error(`${page} loads code of another page: ${strangers.join(', ')}`);
    failed = true;
  }
}
if (failed) process.exit(1);
