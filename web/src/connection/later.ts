// Code and words that a page loads after its first ones. A browser may keep a failed import for as long
// as the page lives (Chromium did until 2026): asking again would not help. So a page that missed
// something is loaded anew as soon as the server answers; until then it goes on with what it has. What
// somebody wrote is kept on the device.
import { retryDelay } from './backoff';
import { tabStorage } from './storage';

/** Where a new page would not help either, it is at least not loaded again and again. */
export const betweenReloadsMs = 60_000;
const reloadedKey = 'rostrum.reloaded';

let reload: Promise<never> | undefined;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function isServerThere(): Promise<boolean> {
  try {
    return (await fetch(location.pathname, { cache: 'no-store' })).ok;
  } catch {
    return false;
  }
}

async function loadAnew(): Promise<never> {
  const last = Number(tabStorage.getItem(reloadedKey) ?? 0);
  await pause(Math.min(betweenReloadsMs, Math.max(0, last + betweenReloadsMs - Date.now())));
  let tries = 0;
  do {
    await pause(retryDelay(tries, Math.random()));
    tries += 1;
  } while (!(await isServerThere()));
  tabStorage.setItem(reloadedKey, String(Date.now()));
  location.reload();
  return new Promise<never>(() => undefined);
}

export async function later<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch {
    reload ??= loadAnew();
    return await reload;
  }
}
