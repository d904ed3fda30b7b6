// One whole hearing on the real server: a moderator runs it, three phones ask, support, are drawn and
// vote, the screen shows it, two tellers sign, and it ends below the threshold with a duty and a report.
import { readFileSync } from 'node:fs';

import { expect, test } from '@playwright/test';
import type { Browser } from '@playwright/test';

import { ask, checkIn, press, seat, step, vote } from './support/hall';
import type { Person } from './support/hall';
import { binary, binaryIsThere, startRostrum } from './support/rostrum';
import type { Rostrum } from './support/rostrum';
import { expectAccessible, expectNoOverflow } from './support/watch';

const first = '老旧小区改造什么时候能够全部完成？请给出具体时间。';
const second = '公共停车场的新增泊位为什么没有向居民开放？';

test.describe.configure({ mode: 'serial' });
test.skip(!binaryIsThere, `${binary} is not built`);
test.setTimeout(120_000);

let rostrum: Rostrum;
let moderator: Person;
let screen: Person;
let phones: Person[] = [];
const everybody: Person[] = [];

async function come(browser: Browser, size: 'phone' | 'desk' | 'screen', link: string) {
  const person = await seat(browser, size, link);
  everybody.push(person);
  return person;
}

function phone(index: number) {
  const found = phones[index];
  if (!found) throw new Error(`there is no phone ${index}`);
  return found.page;
}

test.beforeAll(async () => {
  rostrum = await startRostrum();
});

test.afterAll(async () => {
  for (const { context } of everybody) await context.close();
  await rostrum.stop();
});

test('people come in and check in, and the screen counts them', async ({ browser }) => {
  moderator = await come(browser, 'desk', rostrum.links.moderator);
  screen = await come(browser, 'screen', rostrum.links.screen);
  await expect(screen.page.getByText('欢迎参加质询答辩会')).toBeVisible();
  await expect(screen.page.getByAltText('会场二维码')).toBeVisible();
  phones = [];
  for (const link of rostrum.links.attendee.slice(0, 3)) {
    phones.push(await come(browser, 'phone', link));
  }
  for (const { page } of phones) {
    expect(page.url()).not.toContain('#');
    await checkIn(page);
  }
  await expect(screen.page.getByText('到会 3 /')).toBeVisible();
  await expect(moderator.page.getByText('到会 3 /')).toBeVisible();
});

test('the report runs with its clock', async () => {
  await step(moderator.page, '进入汇报');
  // The figures of the campaign, until the first page of the slides.
  await expect(screen.page.locator('dt').first()).toBeVisible();
  await expect(screen.page.getByRole('timer')).toBeVisible();
  await step(moderator.page, '进入质询答辩');
});

test('questions are asked, approved and supported', async () => {
  await ask(phone(0), first);
  await ask(phone(1), second);
  const approve = moderator.page.getByRole('button', { name: '通过', exact: true });
  await expect(approve).toHaveCount(2);
  await approve.first().click();
  await expect(approve).toHaveCount(1);
  await approve.first().click();
  await phone(2).getByRole('navigation').getByRole('button', { name: '提问' }).click();
  const asked = phone(2).locator('li').filter({ hasText: first });
  await asked.getByRole('button', { name: '附议' }).click();
  await expect(asked.getByText('1 人附议')).toBeVisible();
});

test('a reload loses neither a draft nor the place', async () => {
  const draft = '还没有写完的问题';
  await phone(2).getByLabel('您的问题').fill(draft);
  await phone(2).reload();
  await phone(2).getByRole('navigation').getByRole('button', { name: '提问' }).click();
  await expect(phone(2).getByLabel('您的问题')).toHaveValue(draft);
  await phone(2).getByLabel('您的问题').fill('');
});

test('one question at a time has the floor, and the screen shows it', async () => {
  for (let turn = 0; turn < 2; turn += 1) {
    await step(moderator.page, '请下一位发言');
    await expect(screen.page.getByText(/老旧小区|公共停车场/).first()).toBeVisible();
    await expect(screen.page.getByRole('timer').first()).toBeVisible();
    await step(moderator.page, '开始答复');
    await moderator.page.getByLabel('记录答复要点').fill('将于六月底前完成，并每月公布进度。');
    await press(moderator.page, '保存');
    await expect(moderator.page.getByText('已保存')).toBeVisible();
    await step(moderator.page, '结束本题');
  }
  const mine = phone(0);
  await mine.getByRole('navigation').getByRole('button', { name: '我的' }).click();
  await expect(mine.getByText('将于六月底前完成')).toBeVisible();
  await press(mine, '部分满意');
  await expect(mine.getByText('您的评价')).toBeVisible();
});

test('the respondent follows on the desk, notes the answer of the unit, and can do nothing else', async ({
  browser,
}) => {
  const respondent = await come(browser, 'desk', rostrum.links.respondent);
  const { page } = respondent;
  await expect(page.getByText('应询人').first()).toBeVisible();
  await ask(phone(1), '后续的管护由谁负责？');
  await press(moderator.page, '通过');
  await step(moderator.page, '请下一位发言');
  await step(moderator.page, '开始答复');
  await expect(page.getByText('后续的管护由谁负责？').first()).toBeVisible();
  await page.getByLabel('记录答复要点').fill('由街道与社区共同管护。');
  await press(page, '保存');
  await expect(moderator.page.getByLabel('记录答复要点')).toHaveValue('由街道与社区共同管护。');
  for (const name of ['结束本题', '追问', '跳转环节', '通过']) {
    await expect(page.getByRole('button', { name, exact: true })).toHaveCount(0);
  }
  await expectAccessible(page);
  await expectNoOverflow(page);
  await step(moderator.page, '结束本题');
});

test('the lot falls on the one who has not spoken, and they accept on the phone', async () => {
  test.setTimeout(240_000);
  const desk = moderator.page;
  await desk.getByRole('navigation').getByRole('button', { name: '抽签' }).click();
  await desk.getByLabel('快速').check();
  await desk.getByRole('button', { name: '抽签', exact: true }).last().click();
  await expect(screen.page.getByText('抽签范围已公布')).toBeVisible();
  // The pool stands for five seconds before anybody gives chance: until then the desk counts.
  await expect(desk.getByRole('button', { name: /收集随机数（\d 秒后）/ }).first()).toBeDisabled();
  await step(desk, '收集随机数');
  await expect(screen.page.getByText('冻结码', { exact: true })).toBeVisible();
  await expectNoOverflow(screen.page);
  await expectAccessible(screen.page);
  await expectNoOverflow(screen.page);
  await expect(desk.getByRole('button', { name: '宣布抽签结果' }).first()).toBeVisible({
    timeout: 90_000,
  });
  for (const { page } of phones) {
    await page.getByRole('navigation').getByRole('button', { name: '现场' }).click();
    await expect(page.getByText('本机已核对抽签的全部输入')).toBeVisible();
    await expect(page.getByText('本机已重新算出同一结果')).toBeVisible({ timeout: 90_000 });
  }
  await expectAccessible(phone(2));
  await expectNoOverflow(phone(2));
  await step(moderator.page, '宣布抽签结果');
  await expect(phone(2).getByText('抽中您了！')).toBeVisible();
  await press(phone(2), '接受');
  await expect(phone(2).getByText('您已接受')).toBeVisible();
  await step(moderator.page, '请下一位发言');
  await step(moderator.page, '开始答复');
  await step(moderator.page, '结束本题');
});

test('the ballot: phones vote, may change, and nobody sees a choice', async () => {
  await step(moderator.page, '进入测评');
  await step(moderator.page, '锁定测评规则');
  await expect(screen.page.getByText('即将开始投票')).toBeVisible();
  await step(moderator.page, '开放投票');
  await expect(screen.page.getByText('请在手机上投票')).toBeVisible();
  await vote(phone(0), '满意');
  await vote(phone(1), '满意');
  await press(phone(1), '更改选择');
  await vote(phone(1), '不满意');
  await vote(phone(2), '不满意');
  await expect(phone(2).getByRole('button', { name: '不满意' })).toHaveCount(0);
  await phone(2).reload();
  await expect(phone(2).getByText('已计入')).toBeVisible();
  await expect(screen.page.getByText('已投 3 / 3')).toBeVisible();
  await step(moderator.page, '截止投票');
  await step(moderator.page, '进入宣布结果');
  await expect(screen.page.getByText('正在核对票数')).toBeVisible();
});

test('two tellers sign, the result is published: below, exact, the same everywhere', async ({
  browser,
}) => {
  await expect(moderator.page.getByText('等待两位监票人签字').first()).toBeVisible();
  for (const link of rostrum.links.tellers) {
    const teller = await come(browser, 'desk', link);
    await press(teller.page, '核对无误，签字');
    await expect(teller.page.getByText(/已签字/)).toBeVisible();
  }
  await step(moderator.page, '宣布结果');
  for (const { page } of [screen, ...phones, moderator]) {
    await expect(page.getByText('33.33%').first()).toBeVisible();
    await expect(page.getByText('未达到标准').first()).toBeVisible();
    await expect(page.getByText('差 2 票').first()).toBeVisible();
  }
});

test('every page is accessible, fits, and speaks both languages', async () => {
  for (const { page } of [moderator, screen, phone(0)].map((one) =>
    'page' in one ? one : { page: one },
  )) {
    await expectAccessible(page);
    await expectNoOverflow(page);
  }
  await press(phone(0), 'English');
  await expect(phone(0).getByText('Below the threshold', { exact: true })).toBeVisible();
  await expect(phone(0).getByText('2 votes short')).toBeVisible();
  await press(phone(0), '中文');
  await press(moderator.page, 'English');
  await expect(moderator.page.getByRole('button', { name: 'Close the hearing' })).toBeVisible();
  await press(moderator.page, '中文');
});

test('the secretariat sees the duty, registers its report, and downloads the threshold report', async ({
  browser,
}) => {
  await step(moderator.page, '结束会议');
  await expect(screen.page.getByText('感谢各位参与')).toBeVisible();
  const office = await come(browser, 'desk', rostrum.links.secretariat);
  const row = office.page.locator('tr').filter({ hasText: '33.33%' });
  await expect(row.getByText('未达到标准')).toBeVisible();
  await expectAccessible(office.page);
  await row.getByRole('button').click();
  await office.page.getByRole('button', { name: '报告与要求' }).click();
  await press(office.page, '登记提交');
  await office.page.getByLabel('报告内容或文号').fill('青办〔2021〕7 号：整改情况报告');
  await press(office.page, '登记提交');
  await press(office.page, '通过');
  await expect(office.page.getByText('已通过').first()).toBeVisible();
  await office.page.getByRole('button', { name: '下载', exact: true }).click();
  const download = office.page.waitForEvent('download');
  await office.page.getByRole('link', { name: '未达标报告（含问题与答复） CSV' }).click();
  const report = readFileSync(await (await download).path(), 'utf8');
  expect(report.startsWith('\uFEFF')).toBe(true);
  expect(report).toContain('老旧小区改造');
  expect(report).toContain('六月底前完成');
  for (const paper of ['测评结果表', '未达标报告（含问题与答复）', '会议纪要', '各场对比表']) {
    const printed = office.page.waitForEvent('download');
    await office.page.getByRole('link', { name: `${paper} PDF` }).click();
    const pdf = readFileSync(await (await printed).path(), 'latin1');
    expect(pdf.startsWith('%PDF-'), paper).toBe(true);
  }
});

test('no page threw, logged an error or broke the content security policy', () => {
  expect(everybody.flatMap(({ watched }) => watched.faults)).toEqual([]);
});
