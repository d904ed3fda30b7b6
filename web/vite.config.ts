import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

// The server sends the same policy; `vite preview` does so too, so that a page that breaks it is
// seen at once.
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Svelte keeps the weight of a selector by `:where`, which Chromium 86 and 87 do not know. */
const plainSelectors = {
  postcssPlugin: 'plain-selectors',
  Rule(rule: { selector: string }) {
    rule.selector = rule.selector.replace(/:where\((\.s\w+)\)/g, '$1');
  },
};

/** Vite's own fetches more beside a part than a page needs. A page with one file of styles has them all. */
const alone = 'export const __vitePreload = (load) => load();';

/** Else the styles of a part come with it: it is never shown without. */
const withStyles = `
const coming = new Map();
function come(file) {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = '/' + file;
  const arrival = new Promise((resolve, reject) => {
    link.onload = resolve;
    link.onerror = reject;
  });
  document.head.append(link);
  return arrival;
}
export async function __vitePreload(load, files = []) {
  const styles = files.filter((file) => file.endsWith('.css'));
  for (const file of styles) if (!coming.has(file)) coming.set(file, come(file));
  await Promise.all(styles.map((file) => coming.get(file)));
  return load();
}`;

function plainImports(): Plugin {
  let helper = alone;
  return {
    name: 'plain-imports',
    enforce: 'pre',
    configResolved: ({ build }) => {
      if (build.cssCodeSplit) helper = withStyles;
    },
    load: (id) => (id === '\0vite/preload-helper.js' ? helper : undefined),
  };
}

export default defineConfig({
  css: { postcss: { plugins: [plainSelectors] } },
  plugins: [plainImports(), svelte(), svelteTesting()],
  appType: 'mpa',
  build: {
    // Old phones come too: the WebViews of Android 11, and iOS 14.
    target: ['chrome86', 'safari14'],
    // Smaller, and the same for classes that inherit no setters, as here.
    rolldownOptions: { transform: { assumptions: { setPublicClassFields: true } } },
    modulePreload: false,
    assetsInlineLimit: 0,
    // One file of styles for a page, unless `tools/build.mjs` says otherwise.
    cssCodeSplit: false,
  },
  server: {
    proxy: {
      '/api': 'http://127.0.0.1:8080',
      '/ws': { target: 'ws://127.0.0.1:8080', ws: true },
    },
  },
  preview: { headers: { 'Content-Security-Policy': policy } },
  test: {
    // Whether something takes long is for the eye, not for a test.
    testTimeout: 120_000,
    environment: 'happy-dom',
    setupFiles: 'test/words.ts',
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
  },
});
