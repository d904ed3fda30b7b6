// What holds on every projector: the hall can read it, nothing sticks out, and it is never empty.
import { expect, test } from '@playwright/test';
import type { Page, WebSocketRoute } from '@playwright/test';

import { example, exampleTime, fakeServer } from './support/fake';
import { longest } from './support/longest';
import { expectAccessible, expectContrast, watch } from './support/watch';

type View = Record<string, unknown>;

const projectors = [
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
  { width: 3840, height: 2160 },
  { width: 1024, height: 768 },
];

const seen = (name: string): View => example(`view.screen.${name}`);

function figures(count: number): View {
  const draft = seen('draft');
  const metrics = Array.from({ length: count }, (_, index) => ({
    name: `优良水质面积比例 ${String(index + 1)}`,
    value: '12,480',
    unit: '公里',
    note: '较上年提高 0.6 个百分点',
  }));
  return { ...draft, campaign: { ...(draft.campaign as View), metrics } };
}

const reporting = {
  name: 'report',
  since: exampleTime,
  clock: { limit_ms: 900_000, sign_before_ms: 60_000, bell_before_ms: 0, used_ms: 0 },
};

const inquiry = seen('inquiry');
const { turn: _turn, ...idleFloor } = inquiry.floor as View;

const { live: _live, ...unheld } = seen('ballot_open').ballot as View;
const voided = { ...unheld, state: 'voided', void_reason: '设备故障，改用纸质票' };

/** By scene; a scene that the phase does not lead to is asked for in the address. */
const scenes: Record<string, { view: View; pin?: string }> = {
  welcome: { view: seen('draft') },
  scoreboard: { view: { ...figures(6), phase: reporting } },
  'scoreboard of one': { view: figures(1), pin: 'scoreboard' },
  report: {
    view: {
      ...seen('draft'),
      phase: reporting,
      slides: { file: 'a.pdf', sha256: 'a'.repeat(64), pages: 20, page: 7 },
    },
  },
  speaker: { view: inquiry },
  floor: { view: { ...inquiry, floor: idleFloor, draw: undefined } },
  'floor without anybody': { view: { ...inquiry, floor: { questions: {} }, draw: undefined } },
  'draw collecting': { view: seen('draw_collecting') },
  'draw revealed': { view: seen('draw_revealed') },
  'draw called': { view: seen('draw_called') },
  ballot: { view: seen('ballot_open') },
  'secret ballot': { view: seen('secret_ballot_open') },
  'secret ballot closing': { view: seen('secret_ballot_closing') },
  'ballot closed': { view: seen('ballot_closed') },
  'ballot voided': { view: { ...seen('ballot_open'), ballot: voided } },
  result: { view: { ...seen('closed'), phase: { name: 'result', since: 0 } } },
  closing: { view: seen('closed') },
};

interface Shown {
  /** The largest text, in pixels. */
  largest: number;
  /** What is cut off, or lies outside its place. */
  outside: string[];
}

function measure(page: Page): Promise<Shown> {
  return page.evaluate(() => {
    const main = document.querySelector('main');
    if (!main) throw new Error('the screen has no main part');
    const place = main.getBoundingClientRect();
    const outside: string[] = [];
    let largest = 0;
    for (const element of main.querySelectorAll<HTMLElement>('*')) {
      const words = [...element.childNodes]
        .filter((node) => node.nodeType === Node.TEXT_NODE)
        .map((node) => (node.textContent ?? '').trim())
        .join('');
      if (words === '') continue;
      largest = Math.max(largest, parseFloat(getComputedStyle(element).fontSize));
      const { top, bottom, left, right } = element.getBoundingClientRect();
      const isInside =
        top >= place.top - 1 && bottom <= place.bottom + 1 && left >= -1 && right <= innerWidth + 1;
      if (!isInside) outside.push(words.slice(0, 30));
    }
    for (const box of document.querySelectorAll('.fitting')) {
      const content = box.firstElementChild as HTMLElement;
      const isCut =
        content.offsetHeight > box.clientHeight + 1 || content.scrollWidth > box.clientWidth + 1;
      if (isCut) outside.push(`cut: ${content.textContent.trim().slice(0, 30)}`);
    }
    return { largest, outside };
  });
}

async function show(page: Page, view: View, query: string): Promise<void> {
  await fakeServer(page, { role: 'screen', views: { screen: view } });
  await page.goto(`/screen?${query}`);
  await expect(page.locator('.scene')).toHaveCount(1);
}

for (const [name, { view, pin }] of Object.entries(scenes)) {
  test(`from the last row one can read what ${name} is about, on every projector`, async ({
    page,
  }) => {
    for (const lang of ['zh', 'en']) {
      await show(page, view, `lang=${lang}${pin ? `&scene=${pin}` : ''}`);
      for (const size of projectors) {
        await page.setViewportSize(size);
        await expect.poll(() => measure(page).then((one) => one.outside)).toEqual([]);
        await expect
          .poll(() => measure(page).then((one) => one.largest), `${lang} ${String(size.height)}`)
          .toBeGreaterThanOrEqual(size.height / 12);
      }
    }
  });
}

for (const language of ['zh', 'en'] as const) {
  test(`nothing sticks out with the longest texts in ${language}`, async ({ page }) => {
    for (const { view, pin } of Object.values(scenes)) {
      await show(page, longest(view, language), `lang=${language}${pin ? `&scene=${pin}` : ''}`);
      for (const size of projectors) {
        await page.setViewportSize(size);
        await expect.poll(() => measure(page).then((one) => one.outside)).toEqual([]);
      }
    }
  });
}

interface Frames {
  count: number;
  /** Frames in which no scene covered the hall. */
  empty: number;
  /** Frames in which one scene turned into another. */
  shared: number;
}

/** Looks at every frame that the hall sees. */
function watchFrames(page: Page): Promise<void> {
  return page.evaluate(() => {
    const frames: Frames = { count: 0, empty: 0, shared: 0 };
    Object.assign(window, { frames });
    const look = () => {
      const shown = [...document.querySelectorAll<HTMLElement>('.scene')];
      const covering = shown.filter(
        (one) => getComputedStyle(one).opacity === '1' && one.innerText.trim() !== '',
      );
      frames.count += 1;
      if (covering.length === 0) frames.empty += 1;
      if (shown.length > 1) frames.shared += 1;
      requestAnimationFrame(look);
    };
    look();
  });
}

const framesOf = (page: Page) =>
  page.evaluate(() => (window as unknown as { frames: Frames }).frames);

for (const motion of ['no-preference', 'reduce'] as const) {
  test(`the hall is never empty between two scenes, with motion ${motion}`, async ({ page }) => {
    await page.emulateMedia({ reducedMotion: motion });
    const watched = watch(page);
    let socket: WebSocketRoute | undefined;
    await fakeServer(page, {
      role: 'screen',
      views: { screen: seen('draft') },
      opened: (one) => (socket = one),
    });
    await page.goto('/screen');
    await expect(page.locator('.scene')).toContainText('欢迎参加质询答辩会');
    await watchFrames(page);
    const following = [
      'scoreboard',
      'report',
      'speaker',
      'draw called',
      'ballot',
      'result',
      'closing',
    ];
    for (const [index, name] of following.entries()) {
      const [epoch, version] = [1, index + 2];
      const view = scenes[name]?.view;
      socket?.send(JSON.stringify({ type: 'view', epoch, version, time: exampleTime, view }));
      // The next comes while the last two are still turning into each other.
      const before = await framesOf(page);
      await expect.poll(async () => (await framesOf(page)).count).toBeGreaterThan(before.count + 4);
    }
    await expect(page.locator('.scene')).toHaveCount(1);
    await expect(page.locator('.scene')).toContainText('感谢各位参与');
    const frames = await framesOf(page);
    expect(frames.empty).toBe(0);
    if (motion === 'no-preference') expect(frames.shared).toBeGreaterThan(0);
    expect(watched.faults).toEqual([]);
  });
}

test('a screen that lost its server keeps its scene, and says so calmly after three seconds', async ({
  page,
}) => {
  await page.clock.install({ time: exampleTime });
  let isAway = false;
  let reached = 0;
  let last: WebSocketRoute | undefined;
  await fakeServer(page, {
    role: 'screen',
    views: { screen: inquiry },
    opened: (socket) => {
      last = socket;
      if (isAway) void socket.close();
      else reached += 1;
    },
  });
  await page.goto('/screen');
  const scene = page.locator('.scene');
  await expect(scene).toContainText('发言用时');
  // From here on time passes only as the test says, however slow the machine is.
  await page.clock.pauseAt(exampleTime + 3_600_000);
  const words = await scene.locator('section').innerText();
  const mark = page.getByText('正在恢复连接');
  isAway = true;
  await last?.close();
  await page.clock.runFor(2_500);
  await expect(mark).toBeHidden();
  await page.clock.runFor(1_000);
  await expect(mark).toBeVisible();
  await page.clock.runFor(60_000);
  expect(await scene.locator('section').innerText()).toBe(words);
  isAway = false;
  // An attempt is made outside the page's clock, which stands still for the one that reaches the server: else it
  // could give that one up for the next, whose time does not come.
  for (let second = 0; second < 30 && reached < 2; second += 1) await page.clock.runFor(1_000);
  await expect(mark).toBeHidden();
});

for (const [lang, words] of [
  ['zh', '画面已停止更新：请移动鼠标继续'],
  ['en', 'Stopped: move the mouse to go on'],
] as const) {
  test(`a screen that another took the place of says so to whoever looks up, in ${lang}`, async ({
    page,
  }) => {
    await page.setViewportSize({ width: 1920, height: 1080 });
    let socket: WebSocketRoute | undefined;
    await fakeServer(page, {
      role: 'screen',
      views: { screen: inquiry },
      opened: (one) => (socket = one),
    });
    await page.goto(`/screen?lang=${lang}`);
    await expect(page.locator('.scene')).toHaveCount(1);
    await socket?.close({ code: 4409 });
    const note = page.locator('footer').getByText(words);
    await expect(note).toBeVisible();
    const isCut = await page
      .locator('footer [role=status]')
      .evaluate((one) => one.scrollWidth > one.clientWidth);
    expect(isCut).toBe(false);
    await page.mouse.move(200, 200);
    await page.getByRole('button', { name: /^(在此页面继续|Continue here)$/ }).click();
    await expect(note).toBeHidden();
  });
}

test('a second screen stays on its scene and says so; chosen by hand, it goes with the hall again', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1920, height: 1080 });
  await show(
    page,
    { ...figures(3), phase: inquiry.phase, floor: inquiry.floor },
    'scene=scoreboard',
  );
  await expect(page.locator('.scene')).toContainText('优良水质面积比例 2');
  await expect(page.getByText('本屏固定显示：指标看板')).toBeVisible();
  await page.mouse.move(200, 200);
  await page.getByRole('combobox', { name: '本屏显示' }).selectOption({ label: '跟随会场' });
  await expect(page.locator('.scene')).toHaveCount(1);
  await expect(page.locator('.scene')).toContainText('发言用时');
  await expect(page.getByText('本屏固定显示')).toHaveCount(0);
  expect(page.url()).not.toContain('scene=');
});

test('who needs more contrast reads nothing soft, in every scene and either theme', async ({
  page,
}) => {
  await page.emulateMedia({ contrast: 'more', reducedMotion: 'reduce' });
  for (const theme of ['dark', 'light']) {
    for (const { view, pin } of Object.values(scenes)) {
      await show(page, view, `theme=${theme}${pin ? `&scene=${pin}` : ''}`);
      await (theme === 'dark' ? expectAccessible(page) : expectContrast(page));
      const [ink, soft] = await page.evaluate(() => {
        const footer = document.querySelector('footer');
        if (!footer) throw new Error('the screen has no foot');
        return [getComputedStyle(document.body).color, getComputedStyle(footer).color];
      });
      expect(soft).toBe(ink);
    }
  }
});

test('where the device chooses all colours, a bar still shows how much', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  for (const name of ['ballot', 'result', 'speaker']) {
    await show(page, scenes[name]?.view ?? {}, '');
    const fill = page.locator('.scene .fill, .scene .rest').first();
    await expect(fill).not.toHaveCSS('background-color', 'rgba(0, 0, 0, 0)');
    const [own, ground] = await fill.evaluate((one) => {
      const track = one.parentElement ?? one;
      return [getComputedStyle(one).backgroundColor, getComputedStyle(track).backgroundColor];
    });
    expect(own).not.toBe(ground);
  }
});
