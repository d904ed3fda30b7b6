// Builds every page by itself. Pages in one build share their modules in many small files, which costs a
// phone a tenth more bytes; and so no page can ever load a line of another.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { build } from 'vite';

import { buildPdfjs } from './pdfjs.mjs';

export const pages = ['index', 'moderator', 'screen', 'secretariat'];
const dist = new URL('../dist/', import.meta.url);

/** Their parts bring their own styles, since most of them are never opened. */
const inParts = new Set(['moderator', 'secretariat']);

for (const page of pages) {
  await build({
    logLevel: 'warn',
    build: {
      emptyOutDir: page === pages[0],
      cssCodeSplit: inParts.has(page),
      manifest: `.vite/${page}.json`,
      rolldownOptions: { input: `${page}.html` },
    },
  });
}

// A library may do what plainChains in vite.config.ts refuses us.
await buildPdfjs(['chrome86', 'safari14']);

/** All that the attendee's page can load, and a name that changes with any of it. */
function shell() {
  const manifest = JSON.parse(readFileSync(new URL('.vite/index.json', dist), 'utf8'));
  const chunks = Object.values(manifest).flatMap(({ file, css = [], assets = [] }) => [
    file,
    ...css,
    ...assets,
  ]);
  const files = [...new Set(chunks)].map((file) => `/${file}`).sort();
  const page = readFileSync(new URL('index.html', dist));
  const version = createHash('sha256').update(page).update(files.join()).digest('hex').slice(0, 16);
  return { version, files: ['/', ...files] };
}

await build({
  logLevel: 'warn',
  define: { SHELL: JSON.stringify(shell()) },
  build: {
    emptyOutDir: false,
    copyPublicDir: false,
    rolldownOptions: {
      input: 'src/connection/shell_worker.ts',
      output: { entryFileNames: '[name].js' },
    },
  },
});
