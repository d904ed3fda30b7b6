// Builds every page by itself. Pages in one build share their modules in many small files, which costs a
// phone a tenth more bytes; and so no page can ever load a line of another.
import { build } from 'vite';

export const pages = ['index', 'moderator', 'screen', 'secretariat'];

/** Their parts bring their own styles, since most of them are never opened. */
const inParts = new Set(['secretariat']);

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
