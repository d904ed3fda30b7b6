// A hall without phones for everybody: people are marked present at the desk, paper is handed out beside
// the phones, two tellers key it in on their own, and the count reconciles both. Then the chair's closing
// instruction, followed up by the secretariat, and what a respondent may do on the desk.
import { expect, test } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';

import { checkIn, press, seat, step, toLockedRule, vote } from './support/hall';
import type { Person } from './support/hall';
import { binary, binaryIsThere, startRostrum } from './support/rostrum';
import type { Rostrum } from './support/rostrum';
import { expectAccessible, expectNoOverflow } from './support/watch';

test.describe.configure({ mode: 'serial' });
test.skip(!binaryIsThere, `${binary} is not built`);
test.setTimeout(90_000);

let rostrum: Rostrum;
let moderator: Person;
let screen: Person;
let phone: Person;
const tellers: Person[] = [];
const everybody: Person[] = [];

async function come(browser: Browser, size: 'phone' | 'desk' | 'screen', link: string) {
  const person = await seat(browser, size, link);
  everybody.push(person);
  return person;
}

const tab = (page: Page, name: string) =>
  page.getByRole('navigation').getByRole('button', { name }).click();

async function enterCount(page: Page, good: number, bad: number): Promise<void> {
  const form = page.locator('form').filter({ hasText: '纸质选票录入' });
  await form.getByLabel('收回').fill(String(good + bad));
  await form.getByLabel('无效').fill('0');
  await form.getByLabel('满意', { exact: true }).fill(String(good));
  await form.getByLabel('基本满意', { exact: true }).fill('0');
  await form.getByLabel('不满意', { exact: true }).fill(String(bad));
  await form.getByRole('button', { name: '提交录入' }).click();
}

test.beforeAll(async ({ browser }) => {
  rostrum = await startRostrum();
  moderator = await come(browser, 'desk', rostrum.links.moderator);
  screen = await come(browser, 'screen', rostrum.links.screen);
  phone = await come(browser, 'phone', rostrum.links.attendee[0] ?? '');
});

test.afterAll(async () => {
  for (const { context } of everybody) await context.close();
  await rostrum.stop();
});

test('the desk marks people present who have no phone', async () => {
  const { page } = moderator;
  await checkIn(phone.page);
  for (const number of ['A-0001', 'A-0002', 'A-0003']) {
    await page.getByLabel('按姓名、编号、单位或座位查找').fill(number);
    const line = page.locator('li').filter({ hasText: number });
    await line.getByRole('button', { name: '签到' }).click();
    await expect(line.getByText('由工作台签到')).toBeVisible();
  }
  await expect(screen.page.getByText('到会 4 /')).toBeVisible();
});

test('paper is handed out once per card, and never to one who has voted on the phone', async () => {
  const { page } = moderator;
  await toLockedRule(page);
  await step(page, '开放投票');
  await vote(phone.page, '满意');
  const handOut = page.locator('section').filter({ hasText: '每张席卡只能领一次' });
  const give = async (text: string) => {
    await handOut.getByRole('searchbox').fill(text);
    await handOut.getByRole('button', { name: '发放纸质选票' }).first().click();
  };
  for (const [index, number] of ['A-0001', 'A-0002', 'A-0003'].entries()) {
    await give(number);
    await expect(handOut.getByText(`已发纸质选票 ${String(index + 1)} 张`)).toBeVisible();
  }
  // A card that was given paper, and one that has voted on the phone.
  for (const spent of ['A-0001', 'G-0001']) {
    await give(spent);
    await expect(page.getByText('该席卡已领取过选票。')).toBeVisible();
    await press(page, '关闭');
    await expect(page.getByText('该席卡已领取过选票。')).toBeHidden();
  }
  await expect(handOut.getByText('已发纸质选票 3 张')).toBeVisible();
  // Recorded for the wrong person: taken back, with a reason, and handed out again.
  await handOut.getByRole('searchbox').fill('A-0003');
  await handOut.locator('summary').filter({ hasText: '收回发错的纸质选票' }).click();
  await handOut.getByLabel('理由').fill('发给了邻座');
  await handOut.getByRole('button', { name: '收回发错的纸质选票' }).click();
  await expect(handOut.getByText('已发纸质选票 2 张')).toBeVisible();
  await give('A-0003');
  await expect(handOut.getByText('已发纸质选票 3 张')).toBeVisible();
  await expect(page.getByText('纸质选票只发出 3 张：请至少发给 5 人')).toBeVisible();
  await expectAccessible(page);
  await expectNoOverflow(page);
});

test('two tellers who differ are told so, and no result is published until they agree', async ({
  browser,
}) => {
  // One phone and three papers: the record counts them apart, so that closing wants a second decision.
  const run = moderator.page.getByRole('region', { name: '会议进程' });
  await run.getByRole('button', { name: '截止投票', exact: true }).click();
  const closing = moderator.page.getByRole('dialog', { name: '截止投票' });
  await expect(closing.getByRole('button', { name: '仍然截止投票' })).toBeDisabled();
  await closing.getByLabel('我知道个人的选择可能被推算出来').check();
  await closing.getByRole('button', { name: '仍然截止投票' }).click();
  await expect(closing).toBeHidden();
  await step(moderator.page, '进入宣布结果');
  for (const link of rostrum.links.tellers) tellers.push(await come(browser, 'desk', link));
  const [one, two] = tellers.map(({ page }) => page);
  if (!one || !two) throw new Error('two tellers are needed');
  await enterCount(one, 2, 1);
  await expect(two.getByText('已有一位监票人录入')).toBeVisible();
  await expect(two.locator('table')).not.toContainText('teller1');
  await enterCount(two, 1, 2);
  await expect(one.getByText('两次录入不一致，请复核')).toBeVisible();
  await expect(moderator.page.getByRole('button', { name: '宣布结果', exact: true })).toHaveCount(
    0,
  );
  await expectAccessible(two);
  const slip = two.locator('details').filter({ hasText: '撤回 teller2 的录入' });
  await slip.locator('summary').click();
  await slip.getByLabel('理由').fill('看错一张');
  await slip.getByRole('button', { name: '撤回 teller2 的录入' }).click();
  await expect(one.getByText('已有一位监票人录入')).toBeVisible();
  await enterCount(two, 2, 1);
  await expect(one.getByText('两次录入一致')).toBeVisible();
  for (const page of [one, two]) {
    await press(page, '核对无误，签字');
    await expect(page.getByText(/已签字/)).toBeVisible();
  }
});

test('the result adds phone and paper, the same on every page', async () => {
  await step(moderator.page, '宣布结果');
  for (const { page } of [screen, phone, moderator]) {
    await expect(page.getByText('75.00%').first()).toBeVisible();
    await expect(page.getByText('未达到标准').first()).toBeVisible();
  }
  await expectNoOverflow(screen.page);
  await expectAccessible(screen.page);
});

test('the chair gives a closing instruction, everybody sees it, the secretariat follows it up', async ({
  browser,
}) => {
  const chair = await come(browser, 'desk', rostrum.links.chair);
  await tab(chair.page, '后续');
  await chair.page.getByLabel('内容').fill('十日内公布停车泊位的开放时间表。');
  await press(chair.page, '提出要求');
  await expect(chair.page.getByText('停车泊位的开放时间表').first()).toBeVisible();
  await expect(phone.page.getByText('停车泊位的开放时间表')).toBeVisible();
  await expectAccessible(chair.page);
  const office = await come(browser, 'desk', rostrum.links.secretariat);
  await office.page.locator('tr').filter({ hasText: '75.00%' }).getByRole('button').click();
  await office.page.getByRole('button', { name: '报告与要求' }).click();
  await press(office.page, '办结');
  await office.page.getByLabel('办理结果').fill('已在政务网公布。');
  await press(office.page, '办结');
  await expect(office.page.getByText('已在政务网公布。')).toBeVisible();
  await expect(phone.page.getByText('已在政务网公布。')).toBeVisible();
});

test('no page threw, logged an error or broke the content security policy', () => {
  expect(everybody.flatMap(({ watched }) => watched.faults)).toEqual([]);
});
