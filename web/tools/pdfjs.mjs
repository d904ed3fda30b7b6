// PDF.js for the pages: its two halves built for old phones too, and what it asks for where a file does not
// bring its own fonts. Under its version, so that a browser may keep it for ever.
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const library = here('../node_modules/pdfjs-dist');

const { version } = JSON.parse(readFileSync(`${library}/package.json`, 'utf8'));
/** In the folder of the built pages; src/features/slides/deck.ts looks there. */
export const pdfjsFolder = `assets/pdfjs-${version}`;

export async function buildPdfjs(target) {
  const folder = here(`../dist/${pdfjsFolder}`);
  await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      target,
      outDir: folder,
      emptyOutDir: true,
      chunkSizeWarningLimit: 2000,
      rolldownOptions: {
        preserveEntrySignatures: 'strict',
        input: {
          library: here('../src/features/slides/pdf/library.ts'),
          worker: here('../src/features/slides/pdf/worker.ts'),
        },
        output: { entryFileNames: '[name].js', chunkFileNames: '[name].js', format: 'es' },
      },
    },
  });
  for (const part of ['cmaps', 'standard_fonts'])
    cpSync(`${library}/${part}`, `${folder}/${part}`, { recursive: true });
  // For pictures in JPEG 2000; the policy of the pages allows no WebAssembly.
  mkdirSync(`${folder}/wasm`);
  for (const file of ['openjpeg_nowasm_fallback.js', 'LICENSE_OPENJPEG', 'LICENSE_PDFJS_OPENJPEG'])
    cpSync(`${library}/wasm/${file}`, `${folder}/wasm/${file}`);
}
