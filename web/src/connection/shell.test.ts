import { readFileSync } from 'node:fs';

import { beforeEach, expect, test, vi } from 'vitest';

import { ShellKeeper, forgetShell } from './shell';

const here = 'https://hall.test';
let stores: Map<string, Map<string, string>>;
let served: ((path: string) => Promise<Response>) | undefined;
let pass: (() => void) | undefined;

/** As browsers have it, as far as it is used. */
const fakeCaches = {
  open: (name: string) => {
    const store = stores.get(name) ?? new Map<string, string>();
    stores.set(name, store);
    return Promise.resolve({
      addAll: async (paths: string[]) => {
        const all = await Promise.all(paths.map((path) => network(path)));
        const texts = await Promise.all(all.map((response) => response.text()));
        paths.forEach((path, index) => store.set(path, texts[index] ?? ''));
      },
      match: (path: string) => {
        const text = store.get(path);
        return Promise.resolve(text === undefined ? undefined : new Response(text));
      },
    });
  },
  keys: () => Promise.resolve([...stores.keys()]),
  delete: (name: string) => Promise.resolve(stores.delete(name)),
} as unknown as CacheStorage;

function network(path: string): Promise<Response> {
  return served ? served(path) : Promise.reject(new TypeError('no network'));
}

const keeperOf = (build: string) =>
  new ShellKeeper({ version: build, files: ['/', `/assets/${build}.js`] }, fakeCaches, {
    fetch: ({ url }) => network(new URL(url).pathname),
    pause: () => new Promise((resolve) => (pass = resolve)),
  });
const asked = (path: string, mode = 'cors', method = 'GET') =>
  ({ url: new URL(path, here).href, mode, method }) as Request;
const text = async (answer: Promise<Response> | undefined) => (await answer)?.text();
const serves = (build: string) => (served = (path) => Promise.resolve(new Response(build + path)));

beforeEach(async () => {
  stores = new Map();
  serves('one');
  await keeperOf('one').install();
});

test('with a network the page is the server’s own, whatever is kept', async () => {
  serves('two');
  expect(await text(keeperOf('one').answer(asked('/', 'navigate'), here))).toBe('two/');
  expect(await text(keeperOf('one').answer(asked('/j?x', 'navigate'), here))).toBe('two/j');
});

test('without a network the page opens as it was kept, with all of its files', async () => {
  served = undefined;
  expect(await text(keeperOf('one').answer(asked('/j', 'navigate'), here))).toBe('one/');
  expect(await text(keeperOf('one').answer(asked('/assets/one.js'), here))).toBe(
    'one/assets/one.js',
  );
});

test('a network that gives no answer is not waited for longer than five seconds', async () => {
  served = () => new Promise(() => undefined);
  const answer = keeperOf('one').answer(asked('/', 'navigate'), here);
  pass?.();
  expect(await text(answer)).toBe('one/');
});

test.each([502, 503, 504])(
  'a proxy that says %i while the server restarts is as good as no network',
  async (status) => {
    served = () => Promise.resolve(new Response('bad gateway', { status }));
    expect(await text(keeperOf('one').answer(asked('/', 'navigate'), here))).toBe('one/');
    stores.clear();
    expect(await text(keeperOf('one').answer(asked('/', 'navigate'), here))).toBe('bad gateway');
  },
);

test('what the server itself refuses is shown as it is', async () => {
  served = () => Promise.resolve(new Response('not yours', { status: 403 }));
  expect(await text(keeperOf('one').answer(asked('/', 'navigate'), here))).toBe('not yours');
});

test('where nothing is kept a slow network is waited for, and a lost one is told', async () => {
  stores.clear();
  let arrive: ((response: Response) => void) | undefined;
  served = () => new Promise((resolve) => (arrive = resolve));
  const slow = text(keeperOf('one').answer(asked('/', 'navigate'), here));
  pass?.();
  await Promise.resolve();
  arrive?.(new Response('late'));
  expect(await slow).toBe('late');
  served = undefined;
  await expect(keeperOf('one').answer(asked('/', 'navigate'), here)).rejects.toThrow('no network');
});

test('nothing that the server says is kept: no API, no other page, no other host, no other method', () => {
  const keeper = keeperOf('one');
  for (const request of [
    asked('/api/v1/session'),
    asked('/screen', 'navigate'),
    asked('/assets/other.js'),
    asked('https://elsewhere.test/', 'navigate'),
    asked('/', 'cors'),
    asked('/', 'navigate', 'POST'),
  ]) {
    expect(keeper.answer(request, here), request.url).toBeUndefined();
  }
});

test('a new build takes the place of the old one, whole; half of one is never kept', async () => {
  served = (path) =>
    path === '/' ? Promise.resolve(new Response('two/')) : Promise.reject(new TypeError('lost'));
  await expect(keeperOf('two').install()).rejects.toThrow('lost');
  expect(stores.get('rostrum-shell-two')?.size).toBe(0);
  serves('two');
  await keeperOf('two').install();
  await keeperOf('two').activate();
  expect([...stores.keys()]).toEqual(['rostrum-shell-two']);
});

test('a build with which the server no longer speaks is forgotten', async () => {
  stores.set('of-somebody-else', new Map());
  vi.stubGlobal('caches', fakeCaches);
  await forgetShell();
  vi.unstubAllGlobals();
  expect([...stores.keys()]).toEqual(['of-somebody-else']);
  await expect(forgetShell()).resolves.toBeUndefined();
});

test('the manifest names icons that are there, in the size that it says', () => {
  const manifest = JSON.parse(readFileSync('public/manifest.webmanifest', 'utf8')) as {
    icons: { src: string; sizes: string }[];
  };
  expect(manifest.icons.length).toBeGreaterThan(2);
  for (const { src, sizes } of manifest.icons) {
    const png = readFileSync(`public${src}`);
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`).toBe(sizes);
  }
});
