// Draws in real browsers: everybody sees how they stand in the pool, gives chance, checks the result by
// themselves, and the one it falls on accepts, or declines and another draw follows.
import { expect, test } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';

import { ask, checkIn, press, seat, step } from './support/hall';
import type { Person } from './support/hall';
import { binary, binaryIsThere, startRostrum } from './support/rostrum';
import type { Rostrum } from './support/rostrum';
import { expectAccessible, expectNoOverflow } from './support/watch';

test.describe.configure({ mode: 'serial' });
test.skip(!binaryIsThere, `${binary} is not built`);
test.setTimeout(300_000);

/** The slow step, on the server and once more on every phone. */
const computed = { timeout: 120_000 };

let rostrum: Rostrum;
let moderator: Person;
let screen: Person;
const phones: Person[] = [];
const everybody: Person[] = [];

async function come(browser: Browser, size: 'phone' | 'desk' | 'screen', link: string) {
  const person = await seat(browser, size, link);
  everybody.push(person);
  return person;
}

const pages = () => phones.map(({ page }) => page);
const tab = (page: Page, name: string) =>
  page.getByRole('navigation').getByRole('button', { name }).click();

/** The one whose phone says that the lot fell on them. */
async function drawn(said: string): Promise<Page> {
  const on = async () => {
    const shown = await Promise.all(
      pages().map(async (page) => ((await page.getByText(said).isVisible()) ? page : undefined)),
    );
    return shown.filter((page) => page !== undefined);
  };
  await expect.poll(async () => (await on()).length).toBe(1);
  const [page] = await on();
  if (!page) throw new Error('nobody was drawn');
  return page;
}

test.beforeAll(async ({ browser }) => {
  rostrum = await startRostrum();
  moderator = await come(browser, 'desk', rostrum.links.moderator);
  screen = await come(browser, 'screen', rostrum.links.screen);
  for (const link of rostrum.links.attendee.slice(0, 4)) {
    phones.push(await come(browser, 'phone', link));
  }
  for (const page of pages()) await checkIn(page);
});

test.afterAll(async () => {
  for (const { context } of everybody) await context.close();
  await rostrum.stop();
});

test('everybody sees with what weight they are in the pool, and who is not sees why', async () => {
  await step(moderator.page, '进入汇报');
  await step(moderator.page, '进入质询答辩');
  const [asker, ...others] = pages();
  if (!asker) throw new Error('nobody is there');
  await ask(asker, '这个问题还要等多久？');
  await press(moderator.page, '通过');
  await tab(asker, '现场');
  await tab(moderator.page, '抽签');
  await moderator.page.getByLabel('快速').check();
  await moderator.page.getByRole('button', { name: '抽签', exact: true }).last().click();
  await expect(screen.page.getByText('抽签范围已公布')).toBeVisible();
  await expect(screen.page.getByText('抽签范围 3 人')).toBeVisible();
  await expect(screen.page.getByText('已在排队 1')).toBeVisible();
  for (const page of others) {
    await expect(page.getByText('您在本次抽签范围内，权重 1。')).toBeVisible();
  }
  await expect(asker.getByText('您不在本次抽签范围内：已在排队。')).toBeVisible();
  await expectAccessible(asker);
  await expectNoOverflow(screen.page);
});

test('every phone gives chance and repeats the result, and hall and desk see how many did', async () => {
  await step(moderator.page, '收集随机数');
  await expect(screen.page.getByText('冻结码', { exact: true })).toBeVisible();
  // Also those who cannot be drawn give chance.
  for (const page of pages()) await expect(page.getByText('4 部手机给出随机数')).toBeVisible();
  await expect(screen.page.getByText('已抽出，等待宣布')).toBeVisible(computed);
  for (const page of pages()) {
    await expect(page.getByText('本机已核对抽签的全部输入')).toBeVisible();
    await expect(page.getByText('本机已重新算出同一结果')).toBeVisible(computed);
  }
  const all = '核验：4 部手机核对输入，4 部复算结果，0 部报告异常';
  for (const { page } of [screen, moderator]) await expect(page.getByText(all)).toBeVisible();
});

test('who declines is passed over, in public, and another draw has to say why it is held', async () => {
  await step(moderator.page, '宣布抽签结果');
  const page = await drawn('抽中您了！');
  await expect(screen.page.getByText('抽中', { exact: true })).toBeVisible();
  const clock = screen.page.getByRole('timer', { name: '应答剩余时间' });
  await expect(clock).toBeVisible();
  await press(page, '放弃');
  await expect(clock).toBeHidden();
  for (const each of [moderator.page, ...pages()]) {
    await expect(each.getByText('已放弃').first()).toBeVisible();
  }
  const again = moderator.page.getByRole('button', { name: '重新抽签', exact: true });
  await expect(again).toBeDisabled();
  await moderator.page.getByLabel('快速').check();
  await moderator.page.getByLabel('重新抽签的理由').fill('被抽中者放弃');
  await again.click();
  await expect(screen.page.getByText('抽签范围已公布')).toBeVisible();
  await expect(screen.page.getByText('此前放弃 1')).toBeVisible();
  await expect(page.getByText('您不在本次抽签范围内：此前放弃。')).toBeVisible();
});

test('a draw in English ends with the one who accepts', async () => {
  for (const page of [moderator.page, ...pages()]) await press(page, 'English');
  await screen.page.keyboard.press('l');
  await expect(screen.page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(screen.page.getByText('Declined before 1')).toBeVisible();
  await moderator.page
    .getByRole('button', { name: 'Collect the nonces', exact: true })
    .first()
    .click();
  for (const page of pages()) {
    await expect(page.getByText('This phone has checked all inputs of the draw')).toBeVisible();
  }
  await expectNoOverflow(screen.page);
  const call = moderator.page.getByRole('button', { name: 'Announce the person drawn' }).first();
  await expect(call).toBeVisible(computed);
  await call.click();
  const page = await drawn('The lot fell on you');
  await expectAccessible(page);
  await expectNoOverflow(page);
  await press(page, 'Accept');
  await expect(page.getByText('You accepted.')).toBeVisible();
  await expectNoOverflow(screen.page);
  await expectAccessible(screen.page);
});

test('no page threw, logged an error or broke the content security policy', () => {
  expect(everybody.flatMap(({ watched }) => watched.faults)).toEqual([]);
});
