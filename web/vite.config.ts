import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { Visitor } from 'vite';
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

/**
 * Old browsers have no private fields, and what stands in for them costs a phone bytes and time. What is private
 * has been checked by then: a name that nobody else uses is enough.
 */
function plainPrivates(): Plugin {
  return {
    name: 'plain-privates',
    apply: 'build',
    enforce: 'post',
    transform(code) {
      if (!/#\w/.test(code)) return undefined;
      const names = new Map<string, string>();
      let plain = '';
      let end = 0;
      const visitor = new Visitor({
        PrivateIdentifier(one) {
          if (!names.has(one.name)) names.set(one.name, `_${names.size.toString(36)}`);
          plain += `${code.slice(end, one.start)}${names.get(one.name)}`;
          end = one.end;
        },
      });
      visitor.visit(this.parse(code));
      return { code: plain + code.slice(end), map: null };
    },
  };
}

/**
 * Chromium 86 to 90 know `?.`, but for calls with a spread before another argument, which they do wrong. Because
 * of these the tools would spell every `?.` out for them; nobody writes one.
 */
function plainChains(): Plugin {
  return {
    name: 'plain-chains',
    apply: 'build',
    enforce: 'post',
    transform(code, id) {
      if (!code.includes('?.') || !code.includes('...')) return;
      let chains = 0;
      const visitor = new Visitor({
        ChainExpression: () => void (chains += 1),
        'ChainExpression:exit': () => void (chains -= 1),
        CallExpression: ({ arguments: given }) => {
          const early = given.slice(0, -1).some(({ type }) => type === 'SpreadElement');
          if (chains > 0 && early) this.error(`${id}: a spread before another argument after ?.`);
        },
      });
      visitor.visit(this.parse(code));
    },
  };
}

// Smaller, and the same for classes that inherit no setters, as here.
const transform = { assumptions: { setPublicClassFields: true } };

export default defineConfig({
  css: { postcss: { plugins: [plainSelectors] } },
  plugins: [plainImports(), svelte(), svelteTesting(), plainPrivates(), plainChains()],
  appType: 'mpa',
  build: {
    // Old phones come too: the WebViews of Android 11, which are Chromium 86 (see plainChains), and iOS 14.
    target: ['chrome91', 'safari14'],
    rolldownOptions: { transform },
    modulePreload: false,
    assetsInlineLimit: 0,
    // One file of styles for a page, unless `tools/build.mjs` says otherwise.
    cssCodeSplit: false,
  },
  worker: {
    plugins: () => [plainPrivates(), plainChains()],
    rolldownOptions: { transform },
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
