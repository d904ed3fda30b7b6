// People in the hall, each with a browser of their own.
import { expect } from '@playwright/test';
import type { Browser, BrowserContext, Page } from '@playwright/test';

import { watch } from './watch';
import type { Watch } from './watch';

const sizes = {
  phone: { width: 390, height: 844 },
  desk: { width: 1440, height: 900 },
  screen: { width: 1920, height: 1080 },
};

export interface Person {
  page: Page;
  context: BrowserContext;
  watched: Watch;
}

/**
 * @param expected parts of console errors that belong to the test: see `watch`
 * @param chance what the pages leave to chance, in [0, 1): at 0 they do at once what they otherwise
 * spread over time, near 1 as late as may be
 */
export async function seat(
  browser: Browser,
  size: keyof typeof sizes,
  link: string,
  expected: string[] = [],
  chance?: number,
): Promise<Person> {
  const context = await browser.newContext({
    viewport: sizes[size],
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    acceptDownloads: true,
    hasTouch: size === 'phone',
  });
  if (chance !== undefined) {
    await context.addInitScript((value) => (Math.random = () => value), chance);
  }
  const page = await context.newPage();
  const watched = watch(page, expected);
  await page.goto(link);
  return { page, context, watched };
}

export const press = (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true }).first().click();

/** A ballot opens once its keys are made: a checked build on a busy machine takes its time. */
export const keysMade = { timeout: 60_000 };

/** The desk's one next step, with the second look that the large ones ask for. */
export async function step(page: Page, name: string): Promise<void> {
  const run = page.getByRole('region', { name: '会议进程' });
  await run.getByRole('button', { name, exact: true }).click();
  const dialog = page.getByRole('dialog', { name });
  const needsConfirming = [
    '进入汇报',
    '进入质询答辩',
    '进入测评',
    '开放投票',
    '截止投票',
    '进入宣布结果',
    '宣布结果',
    '结束会议',
  ];
  if (!needsConfirming.includes(name)) return;
  await dialog.getByRole('button', { name, exact: true }).click();
  await expect(dialog).toBeHidden(keysMade);
}

/** On to the next phase although something is still to be done in this one. */
export async function leaveEarly(page: Page, reason: string): Promise<void> {
  await press(page, '跳转环节');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('理由').fill(reason);
  await dialog.getByRole('button', { name: '确定' }).click();
  await expect(dialog).toBeHidden();
}

export async function checkIn(page: Page): Promise<void> {
  await press(page, '签到');
  await expect(page.getByText('✓ 已签到')).toBeVisible();
}

/** From check-in to a rule that is locked. */
export async function toLockedRule(desk: Page): Promise<void> {
  await step(desk, '进入汇报');
  await step(desk, '进入质询答辩');
  await leaveEarly(desk, '本场不抽签');
  await step(desk, '锁定测评规则');
}

/** Both tellers find the count right. */
export async function sign(browser: Browser, links: readonly string[]): Promise<void> {
  for (const link of links) {
    const { page, context } = await seat(browser, 'desk', link);
    const button = page.getByRole('button', { name: '核对无误，签字' });
    await button.click();
    // The other teller may have signed before: only the own signature takes the button away.
    await expect(button).toHaveCount(0);
    await expect(page.getByText('已签字')).toBeVisible();
    await context.close();
  }
}

export async function ask(page: Page, text: string): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: '提问' }).click();
  await page.getByLabel('您的问题').fill(text);
  await press(page, '提交问题');
  await expect(page.getByText('已提交，等待主持人审核。')).toBeVisible();
}

export async function vote(page: Page, choice: string): Promise<void> {
  await press(page, choice);
  // A secret vote goes out after up to eight seconds, by chance.
  await expect(page.getByText('已计入')).toBeVisible({ timeout: 30_000 });
}
