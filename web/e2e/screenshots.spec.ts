// `npm run screenshots`: pictures of the real product for the documents. Not a test of anything.
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { expect, test } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';

import { fakeServer } from './support/fake';
import { ask, leaveEarly, press, seat, sign, step, vote } from './support/hall';
import { binary, binaryIsThere, startRostrum } from './support/rostrum';
import { round } from './support/round';

const folder = fileURLToPath(new URL('../../docs/images', import.meta.url));

test.skip(!binaryIsThere, `${binary} is not built`);

/** Nothing is about to change: fonts are there, what slides has arrived, what was told is gone. */
async function settled(page: Page): Promise<void> {
  await expect(page.locator('.toast')).toHaveCount(0);
  const moves = () =>
    page.evaluate(async () => {
      await document.fonts.ready;
      return document
        .getAnimations()
        .filter((one) => one.playState === 'running')
        .some((one) => one.effect?.getComputedTiming().endTime !== Infinity);
    });
  await expect.poll(moves).toBe(false);
}

/** Pictures stay in the repository for good. */
const bytesMost = 100_000;
/** Wide enough to be read in a document; what is wider is drawn smaller. */
const widthMost = 1120;

async function picture(page: Page, name: string): Promise<void> {
  await settled(page);
  const { width = 0, height = 0 } = page.viewportSize() ?? {};
  // Playwright's own pictures cannot be scaled.
  const devtools = await page.context().newCDPSession(page);
  const clip = { x: 0, y: 0, width, height, scale: Math.min(1, widthMost / width) };
  const { data } = await devtools.send('Page.captureScreenshot', {
    format: 'webp',
    quality: 85,
    clip,
  });
  await devtools.detach();
  const bytes = Buffer.from(data, 'base64');
  writeFileSync(`${folder}/${name}.webp`, bytes);
  expect(bytes.length, name).toBeLessThanOrEqual(bytesMost);
}

interface Held {
  page: Page;
  /** Stands still at the next message that says so: some states last for a second. */
  holdAt: (text: RegExp) => void;
  release: () => void;
}

async function held(
  browser: Browser,
  size: 'phone' | 'screen',
  link: string,
  chance?: number,
): Promise<Held> {
  const { page } = await seat(browser, size, 'about:blank', [], chance);
  let until: RegExp | undefined;
  let waiting: (() => void)[] | undefined;
  await page.routeWebSocket('**/ws', (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((text) => server.send(text));
    server.onMessage((text) => {
      if (waiting) return void waiting.push(() => socket.send(text));
      socket.send(text);
      if (until?.test(String(text))) waiting = [];
    });
  });
  await page.goto(link);
  return {
    page,
    holdAt: (text) => (until = text),
    release: () => {
      const kept = waiting ?? [];
      until = waiting = undefined;
      for (const send of kept) send();
    },
  };
}

/** The same state in both languages. */
async function inBoth({ page }: Pick<Held, 'page'>, name: string): Promise<void> {
  await picture(page, name);
  const isScreen = name.startsWith('screen');
  const change = (to: string) => (isScreen ? page.keyboard.press('l') : press(page, to));
  await change('English');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await picture(page, `${name}-en`);
  await change('中文');
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
}

test('@pictures of the four pages', async ({ browser }) => {
  test.setTimeout(240_000);
  mkdirSync(folder, { recursive: true });
  const rostrum = await startRostrum(40);
  try {
    const moderator = await seat(browser, 'desk', rostrum.links.moderator);
    const screen = await seat(browser, 'screen', rostrum.links.screen);
    const phone = await seat(browser, 'phone', rostrum.links.attendee[0] ?? '');
    const office = await seat(browser, 'desk', rostrum.links.secretariat);
    const guest = await seat(browser, 'phone', `${rostrum.url}/`);
    await picture(guest.page, 'attendee-join');
    await guest.context.close();
    for (const { page } of [moderator, office]) {
      await page.setViewportSize({ width: 1280, height: 800 });
    }
    const desk = moderator.page;
    await press(phone.page, '签到');
    await ask(phone.page, '老旧小区改造什么时候能够全部完成？请给出具体时间。');
    await picture(phone.page, 'attendee-ask');
    const approve = desk.getByRole('button', { name: '通过', exact: true });
    await expect.poll(() => approve.count(), { timeout: 30_000 }).toBeGreaterThan(3);
    for (let count = 0; count < 3; count += 1) await approve.first().click();
    await step(desk, '请下一位发言');
    await step(desk, '开始答复');
    await inBoth(moderator, 'moderator');
    await picture(screen.page, 'screen-inquiry');
    await phone.page.locator('nav').getByRole('button', { name: '现场' }).click();
    await picture(phone.page, 'attendee-now');
    await step(desk, '结束本题');
    await leaveEarly(desk, '演示');
    await step(desk, '锁定测评规则');
    await step(desk, '开放投票');
    await vote(phone.page, '满意');
    // A quorum: most of the simulated people have voted.
    await expect(screen.page.getByText(/已投 3\d/)).toBeVisible({ timeout: 120_000 });
    await step(desk, '截止投票');
    await step(desk, '进入宣布结果');
    await sign(browser, rostrum.links.tellers);
    await step(desk, '宣布结果');
    await expect(screen.page.getByText(/\d\d\.\d\d%/).first()).toBeVisible();
    await picture(screen.page, 'screen-result');
    await picture(office.page, 'secretariat');
  } finally {
    await rostrum.stop();
  }
});

test('@pictures of the secretariat’s page, with a made-up round', async ({ page }) => {
  test.setTimeout(240_000);
  mkdirSync(folder, { recursive: true });
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await fakeServer(page, {
    role: 'secretariat',
    views: { secretariat: round() },
  });
  for (const [language, suffix] of [
    ['zh', ''],
    ['en', '-en'],
  ] as const) {
    for (const [name, path] of [
      ['secretariat-board', '?'],
      ['secretariat-comparison', '?view=comparison&'],
      ['secretariat-duties', '?view=duties&'],
    ] as const) {
      await page.goto(`/secretariat${path}lang=${language}`);
      await expect(page.locator('main h2')).toBeVisible();
      await expect(page.locator('main').getByText(/连接会场|Connecting/)).toHaveCount(0);
      await picture(page, `${name}${suffix}`);
    }
  }
});

test('@pictures of a rule that is tried', async ({ browser }) => {
  mkdirSync(folder, { recursive: true });
  const rostrum = await startRostrum();
  try {
    const { page } = await seat(browser, 'desk', rostrum.links.secretariat);
    await page.setViewportSize({ width: 1280, height: 900 });
    await expect(page.getByRole('table')).toBeVisible();
    for (const [language, suffix] of [
      ['zh', ''],
      ['en', '-en'],
    ] as const) {
      await page.goto(`${rostrum.url}/secretariat?hearing=h02&tab=rules&lang=${language}`);
      await expect(page.getByText('89.97%')).toBeVisible();
      await picture(page, `secretariat-rules${suffix}`);
    }
  } finally {
    await rostrum.stop();
  }
});

test('@pictures of a draw', async ({ browser }) => {
  test.setTimeout(1_500_000);
  mkdirSync(folder, { recursive: true });
  const rostrum = await startRostrum(40);
  try {
    const { page: desk } = await seat(browser, 'desk', rostrum.links.moderator);
    const screen = await held(browser, 'screen', rostrum.links.screen);
    const phone = await held(browser, 'phone', rostrum.links.attendee[0] ?? '');
    const both = async (name: string) => {
      await inBoth(screen, `screen-draw-${name}`);
      await inBoth(phone, `attendee-draw-${name}`);
    };
    await press(phone.page, '签到');
    await expect(screen.page.getByText('到会 41 /')).toBeVisible({ timeout: 60_000 });
    await desk.getByRole('navigation').getByRole('button', { name: '抽签' }).click();
    await press(desk, '抽签');
    await desk.getByRole('button', { name: '抽签', exact: true }).last().click();
    await expect(screen.page.getByText('抽签范围已公布')).toBeVisible();
    await both('open');

    for (const one of [screen, phone]) one.holdAt(/"contributions":\d\d/);
    await step(desk, '收集随机数');
    for (const { page } of [screen, phone]) {
      await expect(page.getByText('正在收集随机数')).toBeVisible();
    }
    // Not at the first chance that is given: the pictures show many.
    await expect(screen.page.locator('main').getByText(/^\d\d$/)).toBeVisible();
    await expect(phone.page.getByText(/^\d\d 部手机给出随机数$/)).toBeVisible();
    await both('collecting');
    for (const one of [screen, phone]) one.release();

    await expect(screen.page.getByText('正在计算结果')).toBeVisible();
    await expect(phone.page.getByText('本机已核对抽签的全部输入')).toBeVisible();
    await both('delay');

    const call = desk.getByRole('button', { name: '宣布抽签结果' }).first();
    await expect(call).toBeVisible({ timeout: 600_000 });
    await expect(phone.page.getByText('本机已重新算出同一结果')).toBeVisible({ timeout: 600_000 });
    await both('verified');
    await call.click();
    await press(desk, '代为应答：接受');
    await expect(screen.page.getByText('已应答，准备发言')).toBeVisible();
    await both('result');
  } finally {
    await rostrum.stop();
  }
});

test('@pictures of a secret ballot', async ({ browser }) => {
  test.setTimeout(600_000);
  mkdirSync(folder, { recursive: true });
  const rostrum = await startRostrum(40);
  try {
    const { page: desk } = await seat(browser, 'desk', rostrum.links.moderator);
    const screen = await held(browser, 'screen', rostrum.links.screen);
    // A choice is sealed for as long as may be: long enough for its picture.
    const phone = await held(browser, 'phone', rostrum.links.attendee[0] ?? '', 0.999);
    await press(phone.page, '签到');
    await expect(screen.page.getByText('到会 41 /')).toBeVisible({ timeout: 60_000 });
    await leaveEarly(desk, '演示');
    await step(desk, '锁定测评规则');
    for (const one of [screen, phone]) one.holdAt(/"tokens":1\d/);
    await step(desk, '开放投票');
    await expect(phone.page.getByText(/已就绪 1\d 部手机/)).toBeVisible();
    await inBoth(phone, 'attendee-ballot-issued');
    await inBoth(screen, 'screen-ballot-issued');
    for (const one of [screen, phone]) one.release();

    const satisfied = phone.page.getByRole('button', { name: '满意', exact: true });
    await expect(satisfied).toBeEnabled();
    await inBoth(phone, 'attendee-ballot-choice');
    await expect(screen.page.getByText(/已投 [12]\d/)).toBeVisible({ timeout: 60_000 });
    await inBoth(screen, 'screen-ballot-choice');

    await satisfied.click();
    await expect(phone.page.getByText('正在密封您的选择…')).toBeVisible();
    await inBoth(phone, 'attendee-ballot-sealed');
    await expect(phone.page.getByText('已计入')).toBeVisible({ timeout: 30_000 });
    await inBoth(phone, 'attendee-ballot-counted');
    await expect(screen.page.getByText(/已投 3\d/)).toBeVisible({ timeout: 120_000 });

    screen.holdAt(/"closing_until":\d/);
    await step(desk, '截止投票');
    await expect(screen.page.getByText('投票已截止')).toBeVisible();
    await inBoth(screen, 'screen-ballot-sealed');
    screen.release();
    await expect(screen.page.getByText('正在核对票数')).toBeVisible({ timeout: 30_000 });
    await inBoth(screen, 'screen-ballot-counted');
    await expect(phone.page.getByText('您的选票在票箱中')).toBeVisible({ timeout: 40_000 });
    await inBoth(phone, 'attendee-ballot-checked');
  } finally {
    await rostrum.stop();
  }
});
