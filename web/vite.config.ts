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

/** Vite would fetch the styles of a part before the part; there is one file of styles for a page. */
const plainImports: Plugin = {
  name: 'plain-imports',
  enforce: 'pre',
  load: (id) =>
    id === '\0vite/preload-helper.js'
      ? 'export const __vitePreload = (load) => load();'
      : undefined,
};

export default defineConfig({
  css: { postcss: { plugins: [plainSelectors] } },
  plugins: [plainImports, svelte(), svelteTesting()],
  appType: 'mpa',
  build: {
    // Old phones come too: the WebViews of Android 11, and iOS 14.
    target: ['chrome86', 'safari14'],
    // Smaller, and the same for classes that inherit no setters, as here.
    rolldownOptions: { transform: { assumptions: { setPublicClassFields: true } } },
    modulePreload: false,
    assetsInlineLimit: 0,
    // One file of styles for a page: a part that comes later cannot come without.
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
