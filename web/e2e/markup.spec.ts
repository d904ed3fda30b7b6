// T9: what people write is text on every page, whatever markup it looks like: on the asker's phone, on the
// desk, on the screen, on other phones, and in the secretariat's list.
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';

import { ask, press, seat, step } from './support/hall';
import type { Person } from './support/hall';
import { binary, binaryIsThere, startRostrum } from './support/rostrum';
import type { Rostrum } from './support/rostrum';

/** Each would act when it were taken for markup, a script, a style or an address; as long as a name may be. */
const corpus = [
  '<script>document.title="taken"</script>',
  '<img src=x onerror=document.title="taken">',
  '<svg/onload=document.title="taken">',
  '"><iframe srcdoc="<script>1</script>"></iframe>',
  '<a href="javascript:document.title=\'taken\'">press</a>',
  '</textarea></title><style>body{display:none}</style>',
  '{@html "<b id=taken>"} {{constructor.name}}',
  '&lt;b&gt;&#x3c;b id=taken&#x3e;',
];

test.describe.configure({ mode: 'serial' });
test.skip(!binaryIsThere, `${binary} is not built`);
test.setTimeout(60_000);

let rostrum: Rostrum;
let moderator: Person;
let screen: Person;
let asker: Person;
let other: Person;
let office: Person;
const everybody: Person[] = [];

test.beforeAll(async ({ browser }) => {
  rostrum = await startRostrum();
  moderator = await seat(browser, 'desk', rostrum.links.moderator);
  screen = await seat(browser, 'screen', rostrum.links.screen);
  asker = await seat(browser, 'phone', rostrum.links.attendee[0] ?? '');
  other = await seat(browser, 'phone', rostrum.links.attendee[1] ?? '');
  office = await seat(browser, 'desk', rostrum.links.secretariat);
  everybody.push(moderator, screen, asker, other, office);
});

test.afterAll(async () => {
  for (const { context } of everybody) await context.close();
  await rostrum.stop();
});

async function expectText(page: Page, text: string): Promise<void> {
  await expect(page.getByText(text).first()).toBeVisible();
  expect(await page.title()).not.toContain('taken');
  await expect(page.locator('#taken, iframe, img[src="x"], a[href^="javascript"]')).toHaveCount(0);
}

test('T9: markup in a question is text for its asker, the desk, the screen and everybody else', async () => {
  for (const { page } of [asker, other]) await press(page, '签到');
  await step(moderator.page, '进入汇报');
  await step(moderator.page, '进入质询答辩');
  // Two questions, for a phone may not ask more often than a person can.
  for (const text of [corpus.slice(0, 4).join(' '), corpus.slice(4).join(' ')]) {
    await ask(asker.page, text);
    await expectText(moderator.page, text);
    await press(moderator.page, '通过');
    await asker.page.getByRole('navigation').getByRole('button', { name: '我的' }).click();
    await expectText(asker.page, text);
    const tabs = other.page.getByRole('navigation');
    await tabs.getByRole('button', { name: '提问' }).click();
    await expectText(other.page, text);
    await step(moderator.page, '请下一位发言');
    await expectText(screen.page, text);
    await tabs.getByRole('button', { name: '现场' }).click();
    await expectText(other.page, text);
    await press(moderator.page, '结束本题');
  }
});

test('T9: markup in names, titles and reasons is text for the office, the desk and the phone', async ({
  browser,
}) => {
  const [first = '', second = ''] = corpus;
  const { page } = office;
  await press(page, '安排新的会议');
  const form = page.getByRole('dialog');
  await form.getByLabel('会议名称').fill(first);
  await form.getByLabel('地点').fill(second);
  await form.getByLabel('第几天').fill('3');
  await form.getByLabel('当天第几场').fill('9');
  await form.getByRole('button', { name: '安排会议', exact: true }).click();
  await expect(form).toBeHidden();
  await expectText(page, first);
  await page.locator('tr').filter({ hasText: first }).getByRole('button').click();
  await expectText(page, second);
  await press(page, '名册');
  const quoted = corpus.map((text) => `"${text.replaceAll('"', '""')}"`);
  const rows = quoted.map((text, index) => `X-000${index + 1},${text},citizen,${text},${text},1`);
  await page
    .getByLabel('或粘贴表格内容')
    .fill(['编号,姓名,类别,单位,职务,座位', ...rows].join('\n'));
  await press(page, '确认导入');
  await press(page, '席卡');
  await press(page, '为尚无席卡者发放');
  for (const text of corpus) await expectText(page, text);
  const line = page.locator('li').filter({ hasText: 'X-0001' });
  const phone = await seat(browser, 'phone', (await line.locator('code').textContent()) ?? '');
  everybody.push(phone);
  await expectText(phone.page, first);
});

test('no page threw, logged an error or broke the content security policy', () => {
  expect(everybody.flatMap(({ watched }) => watched.faults)).toEqual([]);
});
