// The page on the home screen: it opens where there is no network, as one whole build.
import { expect, test } from '@playwright/test';

import { example, fakeServer } from './support/fake';

test.use({ serviceWorkers: 'allow' });

test('once its shell is kept, the page opens without a network, and the server’s again with one', async ({
  page,
  context,
}) => {
  await page.addInitScript(() => (Math.random = () => 0));
  await fakeServer(page, {
    role: 'attendee',
    views: { attendee: example('view.attendee.inquiry') },
    me: example('me.attendee'),
  });
  await page.goto('/');
  await expect(page.getByText('正在发言').first()).toBeVisible();
  // Not in the first seconds, in which a whole hall comes in.
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null, undefined, {
    timeout: 60_000,
  });
  const manifest = await page.evaluate(async () => {
    const link = document.querySelector<HTMLLinkElement>('link[rel=manifest]');
    return (await fetch(link?.href ?? '')).json() as Promise<{ start_url: string }>;
  });
  expect(manifest.start_url).toBe('/');

  await context.setOffline(true);
  await page.reload();
  await expect(page.locator('h1, h2').first()).toBeVisible();
  await expect(page.locator('#app')).not.toHaveText('质询台');
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');

  await context.setOffline(false);
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});
