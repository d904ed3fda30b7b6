// Two moderators on one hearing, and the chair beside them: neither overwrites the other, what one does the
// other sees, and the preview of the screen is what the hall sees.
import { expect, test } from '@playwright/test';

import { ask, checkIn, press, seat, step } from './support/hall';
import type { Person } from './support/hall';
import { binary, binaryIsThere, startRostrum } from './support/rostrum';
import type { Rostrum } from './support/rostrum';
import { expectAccessible } from './support/watch';

test.describe.configure({ mode: 'serial' });
test.skip(!binaryIsThere, `${binary} is not built`);

let rostrum: Rostrum;
let one: Person;
let other: Person;
const people: Person[] = [];

test.beforeAll(async ({ browser }) => {
  rostrum = await startRostrum();
  const { links } = rostrum;
  const phone = await seat(browser, 'phone', links.attendee[0] ?? '');
  one = await seat(browser, 'desk', links.moderator);
  other = await seat(browser, 'desk', links.moderator);
  people.push(phone, one, other);
  await checkIn(phone.page);
  await step(one.page, '进入汇报');
  await step(one.page, '进入质询答辩');
  await ask(phone.page, '老旧小区改造什么时候完成？');
});

test.afterAll(async () => {
  for (const { context } of people) await context.close();
  await rostrum.stop();
});

test('who saves second is shown what is there now, keeps their words, and replaces nothing unseen', async () => {
  const texts = ['老旧小区改造何时全部完成？', '老旧小区今年改造多少个？'] as const;
  for (const [at, { page }] of [one, other].entries()) {
    await press(page, '编辑');
    await page
      .getByRole('dialog')
      .getByLabel('问题文字')
      .fill(texts[at] ?? '');
  }
  await press(one.page, '保存');
  await expect(one.page.getByRole('dialog')).toBeHidden();
  const dialog = other.page.getByRole('dialog');
  await expect(dialog.getByRole('alert')).toContainText(texts[0]);
  await expect(dialog.getByLabel('问题文字')).toHaveValue(texts[1]);
  await expect(dialog.getByRole('button', { name: '保存' })).toBeDisabled();
  await other.page.keyboard.press('Escape');
  for (const { page } of [one, other]) {
    await expect(page.getByText(texts[0])).toBeVisible();
    await expect(page.getByText(texts[1])).toBeHidden();
  }
});

test('two who give the floor at once give it once, and both see who has it', async () => {
  await press(one.page, '通过');
  await expect(other.page.getByRole('button', { name: '请发言' })).toBeVisible();
  // Both hands are on the button; whoever is slower may find it gone.
  const buttons = await Promise.all(
    [one, other].map(({ page }) =>
      page.getByRole('button', { name: '请发言', exact: true }).elementHandle(),
    ),
  );
  await Promise.all(buttons.map((button) => button.evaluate((it: HTMLElement) => it.click())));
  for (const { page } of [one, other]) {
    await expect(page.getByText('正在发言')).toBeVisible();
    await expect(page.getByText(/已发言 1$/)).toHaveCount(1);
  }
});

test('the preview on the desk is what the hall sees, and a scene that is chosen stays', async () => {
  const { page } = one;
  await page.locator('summary', { hasText: '大屏' }).click();
  const preview = page.frameLocator('iframe[title="大屏预览：发言席"]');
  await expect(preview.getByText('老旧小区改造何时全部完成？')).toBeVisible();
  await expectAccessible(page);
  await step(page, '开始答复');
  await expect(preview.getByText('答复', { exact: true }).first()).toBeVisible();
  await page.getByLabel('显示画面').selectOption({ label: '欢迎与签到' });
  await expect(
    page.frameLocator('iframe[title="大屏预览：欢迎与签到"]').getByText('本屏固定显示：欢迎与签到'),
  ).toBeVisible();
});

test('the desk counts who is connected, and sees whether a screen is there', async () => {
  await expect(one.page.getByRole('banner').getByText('在线 1')).toBeVisible();
  await press(one.page, '到会');
  await expect(one.page.getByText('没有大屏在线')).toBeVisible();
});

test('no page threw, logged an error or broke the content security policy', () => {
  expect(people.flatMap(({ watched }) => watched.faults)).toEqual([]);
});
