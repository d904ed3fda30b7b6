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

/** @param expected parts of console errors that belong to the test: see `watch` */
export async function seat(
  browser: Browser,
  size: keyof typeof sizes,
  link: string,
  expected: string[] = [],
): Promise<Person> {
  const context = await browser.newContext({
    viewport: sizes[size],
    locale: 'zh-CN',
    acceptDownloads: true,
    hasTouch: size === 'phone',
  });
  const page = await context.newPage();
  const watched = watch(page, expected);
  await page.goto(link);
  return { page, context, watched };
}

export const press = (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true }).first().click();

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
  await expect(dialog).toBeHidden();
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
