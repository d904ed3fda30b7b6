// A phone that holds a checkpoint which the server's log contradicts says so: nobody rewrites a record
// unnoticed.
import { expect, test } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';

import { seat } from './support/hall';
import { binary, binaryIsThere, startRostrum } from './support/rostrum';
import type { Rostrum } from './support/rostrum';
import { expectAccessible, expectNoOverflow } from './support/watch';

test.skip(!binaryIsThere, `${binary} is not built`);

const contradiction = '会议记录与本机保存的检查点矛盾';
const key = 'rostrum.checkpoint.h01';
let rostrum: Rostrum;

test.beforeAll(async () => {
  rostrum = await startRostrum();
});

test.afterAll(async () => {
  await rostrum.stop();
});

const kept = (page: Page) => page.evaluate((name) => localStorage.getItem(name), key);

/** A phone that has seen the record of this hearing before. */
async function phoneThatKept(browser: Browser, at: number, note: string) {
  // Any address of the server's, to reach what its pages keep; this one has no icon.
  const phone = await seat(browser, 'phone', `${rostrum.url}/healthz`, ['404 (Not Found)']);
  // All phones spread their questions over twenty seconds; this one asks at once.
  await phone.page.addInitScript(() => (Math.random = () => 0));
  await phone.page.evaluate(
    ([name = '', text = '']) => localStorage.setItem(name, text),
    [key, note],
  );
  await phone.page.goto(rostrum.links.attendee[at] ?? '');
  return phone;
}

/** Signed by nobody: the phone compares, and others check the signature. */
const foreign = (size: number) =>
  `rostrum/h01\n${size}\n${Buffer.alloc(32, 7).toString('base64')}\n\n— forged AAAA\n`;

test('a log that does not continue what the phone has seen is told of, until somebody begins anew', async ({
  browser,
}) => {
  const phone = await phoneThatKept(browser, 0, foreign(1));
  const { page } = phone;
  const banner = page.getByRole('alert').filter({ hasText: contradiction });
  await expect(banner).toBeVisible();
  await expect(banner).toContainText('本机：1 项');
  await expectNoOverflow(page);
  await expectAccessible(page);
  // The evidence stays on the phone.
  expect(await kept(page)).toBe(foreign(1));
  await page.reload();
  await expect(banner).toBeVisible();

  await banner.getByRole('button', { name: '从现在的记录重新开始' }).click();
  await expect(banner).toBeHidden();
  expect(await kept(page)).not.toBe(foreign(1));
  expect(phone.watched.faults).toEqual([]);
  await phone.context.close();
});

test('a log that is shorter than what the phone has seen is told of', async ({ browser }) => {
  const phone = await phoneThatKept(browser, 1, foreign(100_000));
  await expect(phone.page.getByText(contradiction)).toBeVisible();
  await expect(phone.page.getByText('本机：100000 项')).toBeVisible();
  await phone.context.close();
});

test('a log that continues what the phone has seen is not told of', async ({ browser }) => {
  const first = await seat(browser, 'phone', rostrum.links.attendee[2] ?? '');
  await expect.poll(() => kept(first.page)).not.toBeNull();
  const note = (await kept(first.page)) ?? '';
  await first.context.close();
  // The record grows: somebody checks in.
  const phone = await phoneThatKept(browser, 3, note);
  await phone.page.getByRole('button', { name: '签到' }).click();
  await expect.poll(() => kept(phone.page), { timeout: 30_000 }).not.toBe(note);
  await expect(phone.page.getByText(contradiction)).toHaveCount(0);
  await phone.context.close();
});
