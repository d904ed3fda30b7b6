// What people type: a card's number and code, and an authenticator's code before what cannot be undone.
import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';

import { expect, test } from '@playwright/test';

import { press, seat, step } from './support/hall';
import type { Person } from './support/hall';
import { binary, binaryIsThere, startRostrum } from './support/rostrum';
import type { Rostrum } from './support/rostrum';
import { expectAccessible, expectNoOverflow } from './support/watch';

test.describe.configure({ mode: 'serial' });
test.skip(!binaryIsThere, `${binary} is not built`);

let rostrum: Rostrum;
const everybody: Person[] = [];

test.beforeAll(async () => {
  rostrum = await startRostrum();
});

test.afterAll(async () => {
  for (const { context } of everybody) await context.close();
  await rostrum.stop();
});

/** RFC 6238, written once more. */
function oneTimeCode(key: string, time = Date.now()): string {
  const bits = [...key].map((digit) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(digit).toString(2).padStart(5, '0'),
  );
  const bytes = bits.join('').match(/.{8}/g) ?? [];
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(time / 30_000)));
  const mac = createHmac('sha1', Buffer.from(bytes.map((byte) => parseInt(byte, 2))))
    .update(counter)
    .digest();
  const at = mac.readUInt8(19) & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

test('whoever cannot scan types the number and the code of the card', async ({ browser }) => {
  const { card, code } = rostrum.links.typed;
  const guest = await seat(browser, 'phone', `${rostrum.url}/`, ['401', '403']);
  everybody.push(guest);
  const { page } = guest;
  await page.getByLabel('席卡编号').fill(card.toLowerCase());
  await page.getByLabel('入场码').fill('0000-0000');
  await page.getByRole('button', { name: '进入会场' }).first().click();
  await expect(page.getByRole('alert')).toContainText('席卡编号或入场码不正确');
  await expectAccessible(page);
  await expectNoOverflow(page);
  await page.getByLabel('入场码').fill(code.toLowerCase().replace('-', ' '));
  await page.getByRole('button', { name: '进入会场' }).first().click();
  await expect(page.getByRole('button', { name: '签到' })).toBeVisible();
});

test('an account with an authenticator is asked before what cannot be undone, and goes on', async ({
  browser,
}) => {
  const shown = execFileSync(binary, ['staff', '--data', rostrum.data, 'totp', 'moderator'], {
    encoding: 'utf8',
  });
  const key = /secret=([A-Z2-7]{32})/.exec(shown)?.[1] ?? '';
  const moderator = await seat(browser, 'desk', rostrum.links.moderator, ['403']);
  everybody.push(moderator);
  const { page } = moderator;
  await step(page, '进入汇报');
  await press(page, '跳转环节');
  const phases = page.getByRole('dialog', { name: '跳转环节' });
  await phases.getByLabel('环节').selectOption('check_in');
  await phases.getByLabel('理由').fill('补签到');
  await phases.getByRole('button', { name: '确定' }).click();
  const dialog = page.getByRole('dialog', { name: '动态验证码' });
  await dialog.getByRole('textbox').fill('000000');
  await dialog.getByRole('button', { name: '确定' }).click();
  await expect(dialog.getByRole('alert')).toContainText('动态验证码不正确');
  await expectAccessible(page);
  await dialog.getByRole('textbox').fill(oneTimeCode(key));
  await dialog.getByRole('button', { name: '确定' }).click();
  await expect(dialog).toBeHidden();
  await expect(phases).toBeHidden();
  await expect(page.getByRole('button', { name: '进入汇报' }).first()).toBeVisible();
});

test('no page threw, logged an error or broke the content security policy', () => {
  expect(everybody.flatMap(({ watched }) => watched.faults)).toEqual([]);
});
