// What a browser really receives from the server until a page stands there, against the limits that the
// build checks, and whether it is what the server says it hands out.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { expect, test } from '@playwright/test';
import type { Response } from '@playwright/test';

import { example, fakeServer } from './support/fake';
import { binary, binaryIsThere, startRostrum } from './support/rostrum';
import type { Rostrum } from './support/rostrum';

/** Each request is a round trip on a slow network: the page, its script and styles, the words of its
 * language, its icon, and who one is. */
const requestsOfPhoneMost = 10;

const limits = JSON.parse(
  readFileSync(new URL('../.size-limit.json', import.meta.url), 'utf8'),
) as Record<string, { first: string; styles: string }>;

/** As it came through the wire, without the heads. */
async function received(responses: Response[], kind: 'script' | 'stylesheet'): Promise<number> {
  const sizes = responses
    .filter((response) => response.request().resourceType() === kind)
    .map(async (response) => (await response.request().sizes()).responseBodySize);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

test.describe('through the wire', () => {
  test.skip(!binaryIsThere, `${binary} is not built`);

  let rostrum: Rostrum;
  test.beforeAll(async () => {
    rostrum = await startRostrum();
  });
  test.afterAll(() => rostrum.stop());

  for (const [name, limit] of Object.entries(limits)) {
    for (const locale of ['zh', 'en']) {
      test(`the entrance of ${name} in ${locale} receives no more than its limits`, async ({
        page,
      }) => {
        const responses: Response[] = [];
        page.on('response', (response) => responses.push(response));
        await page.goto(`${rostrum.url}/${name}.html?lang=${locale}`);
        await expect(page.locator('form').first()).toBeVisible();
        await page.waitForLoadState('networkidle');
        const scripts = await received(responses, 'script');
        expect(scripts).toBeGreaterThan(10_000);
        expect(scripts).toBeLessThanOrEqual(Number.parseFloat(limit.first) * 1000);
        const styles = await received(responses, 'stylesheet');
        expect(styles).toBeGreaterThan(1_000);
        expect(styles).toBeLessThanOrEqual(Number.parseFloat(limit.styles) * 1000);
        if (name === 'index') expect(responses.length).toBeLessThanOrEqual(requestsOfPhoneMost);
      });
    }
  }

  test('every file that is handed out is the one of the published list', async ({ request }) => {
    const list = await (await request.get(`${rostrum.url}/sha256sums.txt`)).text();
    const lines = list.trimEnd().split('\n');
    expect(lines.filter((line) => line.endsWith('.html'))).toHaveLength(4);
    for (const line of lines) {
      const [hash, name] = line.split('  ');
      const file = await (await request.get(`${rostrum.url}/${name}`)).body();
      expect(createHash('sha256').update(file).digest('hex'), name).toBe(hash);
    }
  });
});

test('a part that the network lost leaves the page as it is, and comes with the network', async ({
  page,
}) => {
  await fakeServer(page, {
    role: 'attendee',
    views: { attendee: example('view.attendee.inquiry') },
    me: example('me.attendee'),
  });
  let away = true;
  let missed = 0;
  await page.route('**/assets/second_part-*.js', (route) => {
    if (!away) return route.continue();
    missed += 1;
    return route.abort();
  });
  await page.route(
    (url) => url.pathname === '/',
    (route) =>
      away && route.request().resourceType() === 'fetch' ? route.abort() : route.continue(),
  );
  await page.goto('/');
  await expect(page.getByText('正在发言').first()).toBeVisible();
  await expect.poll(() => missed).toBeGreaterThan(0);
  const tabs = page.locator('nav');
  await tabs.getByRole('button', { name: '提问' }).click();
  await expect(page.getByText('正在连接会场…')).toBeVisible();
  await tabs.getByRole('button', { name: '现场' }).click();
  await expect(page.getByText('正在发言').first()).toBeVisible();
  away = false;
  await expect(async () => {
    await tabs.getByRole('button', { name: '提问' }).click();
    await expect(page.getByLabel('您的问题')).toBeVisible({ timeout: 1_000 });
  }).toPass();
});
