// What a page loads, as it is sent, against `.size-limit.json`: a phone in a full hall must not load much.
// `first` is every script until the page stands there, with the words of one language; `all` is every script
// that the page can ever load in one language, workers too, but for what a ballot or slides alone bring;
// `ballot` and `slides` are that; `pdfjs` is the library behind slides; `styles` is its one file of styles, or
// the one that it begins with; `shell` is the service worker that keeps them, long after the page stands there.
// `e2e/size.spec.ts` compares `first` with what a browser asks for.
import { existsSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';

import { pdfjsFolder } from './pdfjs.mjs';

const dist = new URL('../dist/', import.meta.url);
const limits = JSON.parse(readFileSync(new URL('../.size-limit.json', import.meta.url), 'utf8'));

const bringsBallot = (key) => key === 'src/surfaces/attendee/ballot_part.ts';
const bringsSlides = (key) => key.startsWith('src/features/slides/');
const areWords = (key) => key.startsWith('src/i18n/');
const isOfAnother = (key, locale) =>
  areWords(key) && key.includes(locale === 'zh' ? '/en/' : '/zh/');

function sentBytes(file) {
  const gzipped = new URL(`${file}.gz`, dist);
  return statSync(existsSync(gzipped) ? gzipped : new URL(file, dist)).size;
}

/** The chunks behind a page, and behind those that it loads later where `follows` says so. */
function chunksOf(page, manifest, follows) {
  const found = new Set();
  const visit = (key) => {
    if (found.has(key)) return;
    found.add(key);
    const { imports = [], dynamicImports = [] } = manifest[key];
    [...imports, ...dynamicImports.filter(follows)].forEach(visit);
  };
  visit(`${page}.html`);
  return [...found];
}

function bytesOf(chunks, manifest) {
  const files = chunks.flatMap((key) => {
    const { file, assets = [] } = manifest[key];
    return [file, ...assets.filter((asset) => asset.endsWith('.js'))];
  });
  const sizes = [...new Set(files)].map(sentBytes);
  return { count: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

function inTheLargerLanguage(page, manifest, follows) {
  const [zh, en] = ['zh', 'en'].map((locale) =>
    bytesOf(
      chunksOf(page, manifest, (key) => follows(key) && !isOfAnother(key, locale)),
      manifest,
    ),
  );
  return zh.bytes > en.bytes ? zh : en;
}

function stylesOf(page, manifest) {
  const whole = manifest['style.css'];
  const chunks = chunksOf(page, manifest, () => false);
  const files = whole ? [whole.file] : chunks.flatMap((key) => manifest[key].css ?? []);
  const sizes = [...new Set(files)].map(sentBytes);
  return { count: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

function without({ count, bytes }, less) {
  return { count: count - less.count, bytes: bytes - less.bytes };
}

/** What comes with the first slide: both halves, and what they share. */
function pdfjsBytes() {
  const files = readdirSync(new URL(pdfjsFolder, dist))
    .filter((name) => name.endsWith('.js'))
    .map((name) => `${pdfjsFolder}/${name}`);
  return { count: files.length, bytes: files.map(sentBytes).reduce((sum, size) => sum + size, 0) };
}

let failed = false;
for (const [page, most] of Object.entries(limits)) {
  const manifest = JSON.parse(readFileSync(new URL(`.vite/${page}.json`, dist), 'utf8'));
  const all = inTheLargerLanguage(
    page,
    manifest,
    (key) => !bringsBallot(key) && !bringsSlides(key),
  );
  const found = {
    first: inTheLargerLanguage(page, manifest, areWords),
    all,
    ballot: without(
      inTheLargerLanguage(page, manifest, (key) => !bringsSlides(key)),
      all,
    ),
    slides: without(
      inTheLargerLanguage(page, manifest, (key) => !bringsBallot(key)),
      all,
    ),
    pdfjs: pdfjsBytes(),
    styles: stylesOf(page, manifest),
    shell: { count: 1, bytes: sentBytes('shell_worker.js') },
  };
  for (const [what, limit] of Object.entries(most)) {
    const { count, bytes } = found[what];
    console.log(`${page}, ${what}: ${(bytes / 1000).toFixed(1)} of ${limit}, files: ${count}`);
    if (!(bytes <= Number.parseFloat(limit) * 1000)) failed = true;
  }
}
// The server serves what lies in dist, and this was for us alone.
rmSync(new URL('.vite', dist), { recursive: true });
if (failed) process.exit(1);
