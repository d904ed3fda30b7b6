// The service worker of the attendee's page: see shell.ts. It is built by itself, as `/shell_worker.js`.
import { ShellKeeper } from './shell';
import type { Shell } from './shell';

declare const SHELL: Shell;

interface Lasting extends Event {
  waitUntil: (done: Promise<unknown>) => void;
}
interface Asking extends Event {
  readonly request: Request;
  respondWith: (answer: Promise<Response>) => void;
}
/** What of a worker's own `self` is needed here; the compiler knows pages only. */
interface Worker {
  addEventListener: ((what: 'install' | 'activate', on: (event: Lasting) => void) => void) &
    ((what: 'fetch', on: (event: Asking) => void) => void);
  skipWaiting: () => Promise<void>;
  clients: { claim: () => Promise<void> };
}

const worker = globalThis as unknown as Worker;
const keeper = new ShellKeeper(SHELL, caches, {
  fetch: (request) => fetch(request),
  pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
});

worker.addEventListener('install', (event) => {
  event.waitUntil(keeper.install().then(() => worker.skipWaiting()));
});
worker.addEventListener('activate', (event) => {
  event.waitUntil(keeper.activate().then(() => worker.clients.claim()));
});
worker.addEventListener('fetch', (event) => {
  const answer = keeper.answer(event.request, location.origin);
  if (answer) event.respondWith(answer);
});
