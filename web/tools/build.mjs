// Builds every page by itself. Pages in one build share their modules in many small files, which costs a
// phone a tenth more bytes; and so no page can ever load a line of another.
import { build, resolveConfig } from 'vite';

import { buildPdfjs } from './pdfjs.mjs';

export const pages = ['index', 'moderator', 'screen', 'secretariat'];

for (const page of pages) {
  await build({
    logLevel: 'warn',
    build: {
      emptyOutDir: page === pages[0],
      manifest: `.vite/${page}.json`,
      rolldownOptions: { input: `${page}.html` },
    },
  });
}

const config = await resolveConfig({}, 'build');
await buildPdfjs(config.build.target);
