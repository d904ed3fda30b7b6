// The secretariat prepares a hearing from nothing: plans it, imports a roster with mistakes and then
// without, hands out seat cards; people come in with them, one card is issued anew, an observer listens.
import { readFileSync } from 'node:fs';

import { expect, test } from '@playwright/test';

import { ask, press, seat, step } from './support/hall';
import type { Person } from './support/hall';
import { binary, binaryIsThere, startRostrum } from './support/rostrum';
import type { Rostrum } from './support/rostrum';
import { expectAccessible, expectNoOverflow } from './support/watch';

test.describe.configure({ mode: 'serial' });
test.skip(!binaryIsThere, `${binary} is not built`);

let rostrum: Rostrum;
let office: Person;
let phone: Person;
let observer: Person;
const everybody: Person[] = [];
const cards = new Map<string, string>();

const head = '编号,姓名,类别,单位,职务,座位';
const wrong = [
  head,
  'X-0001,王一,deputy,某某街道,代表,1排1号',
  'X-0001,李二,deputy,某某街道,代表,1排2号',
  'X-0003,张三,citizen,某某社区,居民,1排3号',
  'X-0004,赵四,alien,某某社区,居民,1排4号',
].join('\n');
const right = [
  head,
  'X-0001,王一,deputy,某某街道,代表,1排1号',
  'X-0002,李二,人大代表,某某街道,代表,1排2号',
  'X-0003,阿卜杜热合曼·买买提吐尔逊,citizen,青岛市某某区某某街道办事处某某社区居民委员会,居民,1排3号',
].join('\r\n');

test.beforeAll(async ({ browser }) => {
  rostrum = await startRostrum();
  // The browser itself notes each refused request: the roster with mistakes, the unknown number.
  office = await seat(browser, 'desk', rostrum.links.secretariat, ['422', '409']);
  everybody.push(office);
});

test.afterAll(async () => {
  for (const { context } of everybody) await context.close();
  await rostrum.stop();
});

test('a hearing is planned, stands on the board, and can be changed before it begins', async () => {
  const { page } = office;
  await expect(page.locator('tbody tr')).toHaveCount(15);
  await press(page, '安排新的会议');
  const form = page.getByRole('dialog');
  await form.getByLabel('会议名称').fill('智慧城市攻势质询会');
  await form.getByLabel('地点').fill('市级机关会议中心二楼报告厅');
  await form.getByLabel('第几天').fill('3');
  await form.getByLabel('当天第几场').fill('9');
  await form.getByRole('button', { name: '安排会议', exact: true }).click();
  await expect(form).toBeHidden();
  const row = page.locator('tr').filter({ hasText: '智慧城市攻势质询会' });
  await expect(row.getByText('第 3 天 · 第 9 场')).toBeVisible();
  await expectAccessible(page);
  await row.getByRole('button').click();
  await page.getByRole('button', { name: '修改安排' }).click();
  await page.getByLabel('地点').fill('市民中心');
  await press(page, '安排会议');
  await expect(page.getByText(/市民中心/).first()).toBeVisible();
});

test('a file in GB18030 is read, and a column can be corrected before it is imported', async () => {
  const { page } = office;
  await press(page, '名册');
  // 姓名,单位,组别 and 王一,甲,市民代表: 组别 is no heading that is known.
  const gb = Buffer.from('d0d5c3fb2cb5a5cebb2cd7e9b1f00acdf5d2bb2cbcd72ccad0c3f1b4fab1ed0a', 'hex');
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: '名册.csv', mimeType: 'text/csv', buffer: gb });
  await expect(page.getByRole('alert')).toContainText('缺少这一列');
  await page.getByLabel('C 列 组别').selectOption('category');
  await expect(page.getByText('将新增 1 人，更新 0 人，不变 0 人。')).toBeVisible();
  await expect(page.getByRole('button', { name: '确认导入' })).toBeEnabled();
  await expectAccessible(page);
  await expectNoOverflow(page);
});

test('a roster with mistakes is refused row by row, and nothing of it is kept', async () => {
  const { page } = office;
  await page.getByLabel('或粘贴').fill(wrong);
  const told = page.getByRole('alert');
  await expect(told.getByText('有 2 处需要修改，尚未导入任何内容。')).toBeVisible();
  const rows = told.locator('tbody tr');
  await expect(rows).toHaveCount(2);
  await expect(rows.filter({ hasText: 'alien' })).toContainText('C5');
  await expect(rows.filter({ hasText: 'X-0001' })).toHaveCount(1);
  await expect(page.getByRole('button', { name: '确认导入' })).toBeDisabled();
  await expect(page.getByText('名册共 0 人')).toBeVisible();
  await expectAccessible(page);
});

test('a roster is previewed, imported, downloaded, and importing it again changes nothing', async () => {
  const { page } = office;
  const file = (buffer: Buffer) =>
    page
      .locator('input[type=file]')
      .setInputFiles({ name: '名册.csv', mimeType: 'text/csv', buffer });
  await file(Buffer.from(right));
  await expect(page.getByText('将新增 3 人，更新 0 人，不变 0 人。')).toBeVisible();
  await press(page, '确认导入');
  await expect(page.getByText('名册共 3 人')).toBeVisible();
  const coming = page.waitForEvent('download');
  await page.getByRole('link', { name: '下载当前名册' }).click();
  const saved = await (await coming).path();
  expect(readFileSync(saved, 'utf8')).toContain('阿卜杜热合曼·买买提吐尔逊');
  await file(readFileSync(saved));
  await expect(page.getByText('将新增 0 人，更新 0 人，不变 3 人。')).toBeVisible();
  await expect(page.getByRole('button', { name: '确认导入' })).toBeDisabled();
});

test('somebody is found by two characters and corrected, and a rule is tried before it is kept', async () => {
  const { page } = office;
  await press(page, '与会代表');
  await page.getByLabel('查找姓名、编号、单位、职务或座位').fill('李二');
  await expect(page.locator('tbody tr')).toHaveCount(1);
  await press(page, '修改：李二');
  const form = page.getByRole('dialog');
  await form.getByLabel('职务').fill('代表团团长');
  await form.getByRole('button', { name: '保存', exact: true }).click();
  await expect(form).toBeHidden();
  await expect(page.getByText('代表团团长')).toBeVisible();
  await press(page, '规则');
  await press(page, '修改规则');
  // 359 of 399 are below nine tenths, whatever they round to, and above 85 %.
  const close = page.getByRole('listitem').filter({ hasText: '399 票中 359 票' });
  await expect(close).toContainText('89.97% 未达到标准 · 差 1 票');
  await page.getByLabel('标准（百分比或分数）').fill('85%');
  await expect(close).toContainText('89.97% 达到标准');
  await press(page, '保存规则');
  await expect(page.getByText('达到 85% 为合格')).toBeVisible();
});

test('seat cards are issued once to each, and shown only then', async () => {
  const { page } = office;
  await press(page, '席卡');
  await press(page, '为尚无席卡者发放');
  await expect(page.getByText('已发放 3 张席卡').first()).toBeVisible();
  for (const line of await page.locator('li').filter({ hasText: 'X-000' }).all()) {
    const id = /X-000\d/.exec((await line.textContent()) ?? '')?.[0] ?? '';
    cards.set(id, (await line.locator('code').textContent()) ?? '');
  }
  expect([...cards.keys()]).toEqual(['X-0001', 'X-0002', 'X-0003']);
  await expectAccessible(page);
  await expectNoOverflow(page);
  await press(page, '为尚无席卡者发放');
  await expect(page.getByText('所有人都已有席卡。')).toBeVisible();
});

test('a card lets one phone in; a second phone is told so', async ({ browser }) => {
  // Its card is issued anew below, maybe while it asks for a proof of the log: that one answer is a refusal.
  phone = await seat(browser, 'phone', cards.get('X-0003') ?? '', ['/consistency?']);
  everybody.push(phone);
  await expect(phone.page.getByText('智慧城市攻势质询会').first()).toBeVisible();
  await expectNoOverflow(phone.page);
  const second = await seat(browser, 'phone', cards.get('X-0003') ?? '');
  await expect(second.page.getByText('该席卡已在另一台设备上使用')).toBeVisible();
  await second.context.close();
});

test('a card issued anew closes the old phone and opens the new one', async ({ browser }) => {
  const { page } = office;
  await page.getByLabel('为个别人重新发放').fill('X-0003');
  await press(page, '重新发放');
  await expect(page.getByText('已发放 1 张席卡').first()).toBeVisible();
  const fresh =
    (await page.locator('li').filter({ hasText: 'X-0003' }).locator('code').textContent()) ?? '';
  expect(fresh).not.toBe(cards.get('X-0003'));
  await expect(phone.page.getByText('您的席卡已重新发放')).toBeVisible();
  const again = await seat(browser, 'phone', fresh);
  everybody.push(again);
  await expect(again.page.getByText('智慧城市攻势质询会').first()).toBeVisible();
});

test('an unknown card number gets a sentence, and no card', async () => {
  const { page } = office;
  await page.getByLabel('为个别人重新发放').fill('X-9999');
  await press(page, '重新发放');
  await expect(page.getByRole('alert').or(page.getByRole('status')).last()).toContainText(
    /名册|编号/,
  );
});

test('cards that are not saved are still there after a look at another tab; saved ones can be left', async () => {
  const { page } = office;
  await press(page, '规则');
  await press(page, '席卡');
  await expect(page.locator('li').filter({ hasText: 'X-000' })).toHaveCount(3);
  for (const button of await page.getByRole('button', { name: '下载列表' }).all()) {
    const saved = page.waitForEvent('download');
    await button.click();
    await saved;
  }
  await expect(page.getByText('尚未保存。')).toHaveCount(0);
});

test('an observer sees the hall, may ask where the hearing allows it, and is never asked to vote', async ({
  browser,
}) => {
  const moderator = await seat(browser, 'desk', rostrum.links.moderator);
  observer = await seat(browser, 'phone', rostrum.links.observer);
  everybody.push(moderator, observer);
  await expect(observer.page.getByRole('button', { name: '签到' })).toHaveCount(0);
  await step(moderator.page, '进入汇报');
  await step(moderator.page, '进入质询答辩');
  await ask(observer.page, '旁听席也想问一句：数据如何公开？');
  await expectAccessible(observer.page);
  await expectNoOverflow(observer.page);
  await press(moderator.page, '通过');
  await observer.page.getByRole('navigation').getByRole('button', { name: '我的' }).click();
  await expect(observer.page.getByText('数据如何公开').first()).toBeVisible();
  await press(moderator.page, '跳转环节');
  await moderator.page.getByRole('dialog').getByLabel('理由').fill('时间已到');
  await moderator.page.getByRole('dialog').getByRole('button', { name: '确定' }).click();
  await step(moderator.page, '锁定测评规则');
  await step(moderator.page, '开放投票');
  await observer.page.getByRole('navigation').getByRole('button', { name: '现场' }).click();
  await expect(observer.page.getByText('测评').first()).toBeVisible();
  await expect(observer.page.getByRole('button', { name: '满意', exact: true })).toHaveCount(0);
});

test('the round is saved as one text, and brought in again with what was changed in it', async () => {
  const { page } = office;
  await page.goto(new URL('/secretariat?view=file', page.url()).href);
  const coming = page.waitForEvent('download');
  await page.getByRole('link', { name: '导出当前方案 TOML' }).click();
  const saved = readFileSync(await (await coming).path(), 'utf8');
  const bring = (text: string) =>
    page
      .locator('input[type=file]')
      .setInputFiles({ name: '方案.toml', mimeType: 'text/plain', buffer: Buffer.from(text) });
  await bring(saved);
  await expect(page.getByText('文件与当前方案一致，没有需要导入的内容。')).toBeVisible();
  await expect(page.getByRole('button', { name: '确认导入' })).toBeDisabled();
  await bring(saved.replace(/starts_at = \S+/, 'starts_at = "明天"'));
  await expect(page.getByText('有 1 处需要修改，尚未导入任何内容。')).toBeVisible();
  await expectAccessible(page);
  const venue = '市级机关会议中心三楼会堂';
  const at = saved.lastIndexOf(venue);
  await bring(saved.slice(0, at) + '市民中心报告厅' + saved.slice(at + venue.length));
  await expect(page.getByText('更新 1 场')).toBeVisible();
  await expectNoOverflow(page);
  await press(page, '确认导入');
  await expect(page.getByText('已导入：新增 0 场，更新 1 场。').first()).toBeVisible();
});

test('a dossier is brought in from a table, and what is on the record is found from any part of it', async () => {
  const { page } = office;
  await press(page, '会议总览');
  const row = page.locator('tr').filter({ hasText: '智慧城市攻势质询会' });
  await row.getByRole('button').click();
  await press(page, '攻势资料');
  await page.getByLabel('或粘贴').fill('项目,责任单位,责任人\n城市大脑,大数据局,局长\n');
  await expect(page.getByText('将新增 1 条，更新 0 条，不变 0 条。')).toBeVisible();
  await expectAccessible(page);
  await expectNoOverflow(page);
  await press(page, '确认导入');
  await expect(page.getByText('现有指标 0 条，单位 1 个，项目 1 个。')).toBeVisible();

  await page.getByRole('button', { name: '返回' }).click();
  await expect(page.getByText(/自动删除/)).toBeVisible();
  await press(page, '查找');
  await page.getByRole('searchbox').fill('买提');
  await page.getByRole('searchbox').press('Enter');
  await expect(page.getByRole('link', { name: /阿卜杜热合曼/ })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('searchbox').fill('没有这样的词');
  await page.getByRole('searchbox').press('Enter');
  await expect(page.getByText(/没有找到“没有这样的词”/)).toBeVisible();
});

test('no page threw, logged an error or broke the content security policy', () => {
  expect(everybody.flatMap(({ watched }) => watched.faults)).toEqual([]);
});
