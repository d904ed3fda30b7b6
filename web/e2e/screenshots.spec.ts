// `npm run screenshots`: pictures of the real product for the documents. Not a test of anything.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';

import { ask, press, seat, step, vote } from './support/hall';
import { binary, binaryIsThere, startRostrum } from './support/rostrum';

const folder = fileURLToPath(new URL('../../docs/images', import.meta.url));

test.skip(!binaryIsThere, `${binary} is not built`);

/** Nothing is about to change: fonts are there, what slides has arrived, what was told is gone. */
async function settled(page: Page): Promise<void> {
  await expect(page.locator('.toast')).toHaveCount(0);
  const moves = () =>
    page.evaluate(async () => {
      await document.fonts.ready;
      return document
        .getAnimations()
        .filter((one) => one.playState === 'running')
        .some((one) => one.effect?.getComputedTiming().endTime !== Infinity);
    });
  await expect.poll(moves).toBe(false);
}

/** Few colours and device pixels: small enough for a repository. */
async function picture(page: Page, name: string): Promise<void> {
  await settled(page);
  await page.screenshot({ path: `${folder}/${name}.png`, animations: 'disabled' });
}

test('@pictures of the four pages', async ({ browser }) => {
  test.setTimeout(240_000);
  mkdirSync(folder, { recursive: true });
  const rostrum = await startRostrum(40);
  try {
    const moderator = await seat(browser, 'desk', rostrum.links.moderator);
    const screen = await seat(browser, 'screen', rostrum.links.screen);
    const phone = await seat(browser, 'phone', rostrum.links.attendee[0] ?? '');
    const office = await seat(browser, 'desk', rostrum.links.secretariat);
    const desk = moderator.page;
    await press(phone.page, '签到');
    await ask(phone.page, '老旧小区改造什么时候能够全部完成？请给出具体时间。');
    await picture(phone.page, 'attendee-ask');
    const approve = desk.getByRole('button', { name: '通过', exact: true });
    await expect.poll(() => approve.count(), { timeout: 30_000 }).toBeGreaterThan(3);
    for (let count = 0; count < 3; count += 1) await approve.first().click();
    await step(desk, '请下一位发言');
    await step(desk, '开始答复');
    await picture(desk, 'moderator');
    await picture(screen.page, 'screen-inquiry');
    await phone.page.locator('nav').getByRole('button', { name: '现场' }).click();
    await picture(phone.page, 'attendee-now');
    await step(desk, '结束本题');
    await press(desk, '跳转环节');
    await desk.getByRole('dialog').getByLabel('理由').fill('演示');
    await desk.getByRole('dialog').getByRole('button', { name: '确定' }).click();
    await step(desk, '锁定测评规则');
    await step(desk, '开放投票');
    await picture(phone.page, 'attendee-ballot');
    await vote(phone.page, '满意');
    // A quorum: most of the simulated people have voted.
    await expect(screen.page.getByText(/已投 3\d/)).toBeVisible({ timeout: 120_000 });
    await picture(screen.page, 'screen-ballot');
    await step(desk, '截止投票');
    await step(desk, '进入宣布结果');
    for (const link of rostrum.links.tellers) {
      const teller = await seat(browser, 'desk', link);
      const sign = teller.page.getByRole('button', { name: '核对无误，签字' });
      await sign.click();
      // The other teller may have signed before: only the own signature takes the button away.
      await expect(sign).toHaveCount(0);
      await expect(teller.page.getByText('已签字')).toBeVisible();
      await teller.context.close();
    }
    await step(desk, '宣布结果');
    await expect(screen.page.getByText(/\d\d\.\d\d%/).first()).toBeVisible();
    await picture(screen.page, 'screen-result');
    await picture(office.page, 'secretariat');
  } finally {
    await rostrum.stop();
  }
});
