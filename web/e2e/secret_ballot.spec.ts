// The secret ballot in real browsers: what each page says of it and never says, and what phones that are
// reloaded, killed, doubled or cut off make of it.
import { expect, test } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';

import { checkIn, keysMade, press, seat, sign, step, toLockedRule, vote } from './support/hall';
import type { Person } from './support/hall';
import { binary, binaryIsThere, plainNetwork, startRostrum } from './support/rostrum';
import type { Rostrum } from './support/rostrum';
import { expectAccessible, expectNoOverflow } from './support/watch';

test.skip(!binaryIsThere, `${binary} is not built`);
test.setTimeout(120_000);
// Each of the ballots has a server of its own.
test.describe.configure({ mode: 'parallel' });

const sealing = '正在密封您的选择…';
/** Phones look into the box within twenty seconds, by chance. */
const looked = { timeout: 40_000 };
/** Few phones have their token at once and then wait eight seconds for others, whose vote theirs could be. */
const gathered = { timeout: 40_000 };

let rostrum: Rostrum;
let moderator: Person;
let screen: Person;
let everybody: Person[] = [];

async function come(browser: Browser, at: number, expected: string[] = [], chance?: number) {
  const link = rostrum.links.attendee[at] ?? '';
  const phone = await seat(browser, 'phone', link, expected, chance);
  everybody.push(phone);
  await checkIn(phone.page);
  return phone;
}

async function startHall(
  browser: Browser,
  place?: Parameters<typeof startRostrum>[1],
  expected: string[] = [],
) {
  rostrum = await startRostrum(0, place);
  moderator = await seat(browser, 'desk', rostrum.links.moderator, expected);
  screen = await seat(browser, 'screen', rostrum.links.screen, expected);
  everybody = [moderator, screen];
}

async function endHall() {
  const faults = everybody.flatMap(({ watched }) => watched.faults);
  for (const { context } of everybody) await context.close();
  await rostrum.stop();
  expect(faults).toEqual([]);
}

/** All that the pages of this server have stored on a device. */
const stored = (page: Page) =>
  page.evaluate(() => [localStorage, sessionStorage].flatMap(Object.values<string>).join('\n'));

const options = /"(satisfied|basically_satisfied|not_satisfied)"/;

const turnout = (returned: number, of: number) =>
  expect(screen.page.getByText(`已投 ${returned} / ${of}`)).toBeVisible();

/** The desk's count after the close, by the rows of its table. */
const counted = (option: string) =>
  moderator.page
    .getByRole('row')
    .filter({ has: moderator.page.getByRole('rowheader', { name: option, exact: true }) })
    .getByRole('cell')
    .last();

test.describe('a ballot as it is meant to go', () => {
  test.describe.configure({ mode: 'serial' });
  let phones: Person[] = [];
  const page = (index: number) => {
    const found = phones[index];
    if (!found) throw new Error(`there is no phone ${index}`);
    return found.page;
  };

  test.beforeAll(async ({ browser }) => {
    await startHall(browser);
    phones = [await come(browser, 0), await come(browser, 1), await come(browser, 2)];
    await toLockedRule(moderator.page);
  });
  test.afterAll(endHall);

  test('the desk opens a secret ballot unless it decides otherwise', async () => {
    await moderator.page
      .getByRole('region', { name: '会议进程' })
      .getByRole('button', { name: '开放投票', exact: true })
      .click();
    const dialog = moderator.page.getByRole('dialog', { name: '开放投票' });
    await expect(dialog.getByRole('radio', { name: /无记名测评/ })).toBeChecked();
    await dialog.getByRole('button', { name: '开放投票', exact: true }).click();
    await expect(dialog).toBeHidden(keysMade);
    for (const index of [0, 1, 2]) {
      await expect(page(index).getByText('本次为无记名测评')).toBeVisible();
    }
    await expect(screen.page.getByText('请在手机上投票')).toBeVisible();
    await turnout(0, 3);
  });

  test('after the tap no page shows what was chosen, and after the receipt no storage holds it', async () => {
    await press(page(0), '满意');
    await expect(page(0).getByText(sealing)).toBeVisible();
    // On its way it has to survive a dead battery; it is the only place where it stands.
    expect(await stored(page(0))).toMatch(options);
    await vote(page(1), '不满意');
    await expect(page(0).getByText('已计入')).toBeVisible({ timeout: 20_000 });
    await turnout(2, 3);
    for (const index of [0, 1]) {
      await expect(page(index).getByRole('group', { name: '请投票' })).toHaveCount(0);
      await expect(page(index).getByText('已投 2 / 3')).toBeVisible();
      expect(await stored(page(index))).not.toMatch(options);
    }
    // The one who was satisfied and the one who was not see the same, to the letter.
    const card = (index: number) => page(index).locator('section.ballot').innerHTML();
    expect(await card(0)).toBe(await card(1));
    // Nor does the hall: how many, and nothing else.
    await expect(screen.page.locator('main')).not.toContainText('不满意');
  });

  test('a change of mind replaces the vote and does not add one', async () => {
    await press(page(1), '更改选择');
    await press(page(1), '满意');
    await expect(page(1).getByText(sealing)).toBeVisible();
    await expect(page(1).getByText('已计入')).toBeVisible({ timeout: 20_000 });
    await turnout(2, 3);
  });

  test('the result counts the last choices, and every phone finds its vote in the box', async ({
    browser,
  }) => {
    await press(page(2), 'English');
    await page(2).getByRole('button', { name: 'Not satisfied', exact: true }).click();
    await expect(page(2).getByText('✓ Counted', { exact: true })).toBeVisible({ timeout: 20_000 });
    await turnout(3, 3);
    await step(moderator.page, '截止投票');
    await step(moderator.page, '进入宣布结果');
    await sign(browser, rostrum.links.tellers);
    await step(moderator.page, '宣布结果');
    for (const each of [screen.page, page(0), page(1), page(2), moderator.page]) {
      await expect(each.getByText('66.66%').first()).toBeVisible();
    }
    await expect(page(0).getByText('您的选票在票箱中')).toBeVisible(looked);
    await expect(page(1).getByText('您的选票在票箱中')).toBeVisible(looked);
    await expect(page(2).getByText('Your vote is in the box')).toBeVisible(looked);
    for (const index of [0, 1, 2]) {
      // What proves the vote is kept; what could cast or tell it is not.
      expect(await stored(page(index))).toContain('receipt');
      expect(await stored(page(index))).not.toMatch(/seed|prefix|token|sealed|choice/);
      await expectAccessible(page(index));
      await expectNoOverflow(page(index));
    }
    // Who comes back later still learns it.
    await page(0).reload();
    await expect(page(0).getByText('您的选票在票箱中')).toBeVisible(looked);
  });
});

test.describe('phones that fail their owners', () => {
  test.describe.configure({ mode: 'serial' });
  /** Nobody is sent before its eight seconds are nearly over. */
  const late = 0.99;
  const cutOff = ['ERR_FAILED', 'ERR_INTERNET_DISCONNECTED', 'ERR_CONNECTION', 'WebSocket'];
  const voters = 5;
  let away: Person;

  test.beforeAll(async ({ browser }) => {
    await startHall(browser);
    for (let at = 0; at < voters - 1; at += 1) await come(browser, at, cutOff, late);
    away = await come(browser, voters - 1, cutOff, late);
    await toLockedRule(moderator.page);
    await step(moderator.page, '开放投票');
  });
  test.afterAll(endHall);

  const phone = (index: number) => {
    const found = everybody[index + 2];
    if (!found) throw new Error(`there is no phone ${index}`);
    return found;
  };
  /** How often this device has sent a vote. */
  const watchCasts = ({ context }: Person) => {
    const seen = { casts: 0 };
    context.on('request', (request) => {
      if (request.url() === rostrum.castUrl) seen.casts += 1;
    });
    return seen;
  };

  test('a phone that is reloaded between its token and its vote votes once', async () => {
    const { page } = phone(0);
    await expect(page.getByRole('button', { name: '满意', exact: true })).toBeEnabled(gathered);
    const voter = async () => /"voter":"([0-9a-f]{64})/.exec(await stored(page))?.[1];
    const before = await voter();
    expect(before).toBeDefined();
    await page.reload();
    await vote(page, '满意');
    expect(await voter()).toBe(before);
    await turnout(1, voters);
  });

  test('a vote of a phone that died after the tap is sent when it is opened again', async () => {
    const person = phone(1);
    const seen = watchCasts(person);
    await press(person.page, '满意');
    await expect(person.page.getByText(sealing)).toBeVisible();
    await person.page.close();
    expect(seen.casts).toBe(0);
    person.page = await person.context.newPage();
    await person.page.goto(rostrum.url);
    await expect(person.page.getByText('已计入')).toBeVisible({ timeout: 20_000 });
    await turnout(2, voters);
  });

  test('two tabs of one phone vote once, and neither raises a false alarm', async () => {
    const person = phone(2);
    const first = person.page;
    await press(first, '不满意');
    await expect(first.getByText(sealing)).toBeVisible();
    const second = await person.context.newPage();
    await second.goto(rostrum.url);
    await expect(first.getByText('您已在另一个窗口或页面打开本会议。')).toBeVisible();
    await expect(second.getByText('已计入')).toBeVisible({ timeout: 20_000 });
    await turnout(3, voters);
    await press(second, '更改选择');
    await press(second, '满意');
    await press(first, '在此页面继续');
    await expect(first.getByText('已计入')).toBeVisible({ timeout: 20_000 });
    await expect(first.getByRole('alert')).toHaveCount(0);
    await expect(second.getByRole('alert')).toHaveText(/您已在另一个窗口或页面打开本会议。/);
    await turnout(3, voters);
  });

  test('a phone that cannot reach the port for votes says so, keeps the vote, and sends it later', async () => {
    const { page, context } = phone(3);
    await context.route(rostrum.castUrl, (route) => route.abort());
    await press(page, '不满意');
    await expect(page.getByText('网络不通，正在自动重试。')).toBeVisible({ timeout: 20_000 });
    await expect(page.getByText(sealing)).toBeVisible();
    await expect(page.getByText('刷新或关闭页面不会丢失')).toBeVisible();
    await expect(page.getByRole('alert')).toHaveCount(0);
    await turnout(3, voters);
    await page.reload();
    await expect(page.getByText('网络不通，正在自动重试。')).toBeVisible({ timeout: 20_000 });
    await context.unroute(rostrum.castUrl);
    await expect(page.getByText('已计入')).toBeVisible({ timeout: 40_000 });
    await turnout(4, voters);
  });

  test('a vote sealed before the close counts when its phone is back within the grace', async () => {
    const seen = watchCasts(away);
    await press(away.page, '不满意');
    await expect(away.page.getByText(sealing)).toBeVisible();
    await away.context.setOffline(true);
    await step(moderator.page, '截止投票');
    await expect(screen.page.getByRole('timer', { name: '等候在途选票' })).toBeVisible();
    await expect(screen.page.locator('main')).toContainText(/收回\s*4\s*\/ 5/);
    await away.context.setOffline(false);
    await expect(counted('收回')).toHaveText(String(voters), { timeout: 20_000 });
    expect(seen.casts).toBeGreaterThan(0);
    await expect(counted('满意')).toHaveText('3');
    await expect(counted('不满意')).toHaveText('2');
    for (const { page } of everybody.slice(2)) {
      await expect(page.getByText('您的选票在票箱中')).toBeVisible(looked);
    }
  });
});

test.describe('on a network that is not protected', () => {
  test.describe.configure({ mode: 'serial' });
  const phones: Person[] = [];

  test.beforeAll(async ({ browser }) => {
    // Without TLS browsers ignore one of our headers, and say so.
    const plain = ['Cross-Origin-Opener-Policy'];
    await startHall(browser, await plainNetwork(), plain);
    for (const at of [0, 1, 2]) phones.push(await come(browser, at, plain));
    await toLockedRule(moderator.page);
  });
  test.afterAll(endHall);

  const openDialog = async () => {
    await press(moderator.page, '开放投票');
    return moderator.page.getByRole('dialog', { name: '开放投票' });
  };

  test('a confidential ballot needs no consent, and says on the phone what it is', async () => {
    const dialog = await openDialog();
    await dialog.getByRole('radio', { name: /快速表态/ }).check();
    await dialog.getByRole('button', { name: '开放投票', exact: true }).click();
    for (const { page } of phones) {
      await expect(page.getByText('本次投票为保密投票')).toBeVisible();
      await expect(page.getByText('服务器在投票期间技术上可以关联')).toBeVisible();
      await expect(page.getByText('无记名')).toHaveCount(0);
      await vote(page, '满意');
    }
    await turnout(3, 3);
    const desk = moderator.page;
    await desk.getByRole('navigation').getByRole('button', { name: '测评' }).click();
    const annul = desk.locator('details').filter({ hasText: '作废本次测评' });
    await annul.locator('summary').click();
    await annul.getByLabel('理由').fill('改为无记名测评');
    await annul.getByRole('button', { name: '作废本次测评' }).click();
    await expect(desk.getByText('已作废').first()).toBeVisible();
  });

  test('a secret ballot opens only when the desk accepts the warning, which phones and screen then show', async () => {
    await step(moderator.page, '锁定测评规则');
    const dialog = await openDialog();
    await dialog.getByRole('button', { name: '开放投票', exact: true }).click();
    await expect(dialog.getByRole('alert')).toContainText('不能保证无记名');
    const nevertheless = dialog.getByRole('button', { name: '仍然开放投票' });
    await expect(nevertheless).toBeDisabled();
    await expect(screen.page.getByText('即将开始投票')).toBeVisible();
    await expectAccessible(moderator.page);
    await dialog.getByRole('checkbox').check();
    await nevertheless.click();
    await expect(dialog).toBeHidden(keysMade);
    await expect(screen.page.getByText('网络未加密：不能保证无记名')).toBeVisible();
    await expectNoOverflow(screen.page);
    for (const { page } of phones) {
      await expect(page.getByText('本会场网络没有加密保护')).toBeVisible();
      await expect(page.getByText('服务器保存的任何数据都不能')).toHaveCount(0);
      expect(await page.evaluate(() => isSecureContext)).toBe(false);
    }
    for (const { page } of phones) await vote(page, '满意');
    await turnout(3, 3);
  });
});
