// A deck comes in at the respondents' desk, and the hall sees it: the big screen and the phones follow, one
// phone leafs by itself and comes back.
import { readFileSync } from 'node:fs';

import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';

import { press, seat, step } from './support/hall';
import type { Person } from './support/hall';
import { binary, binaryIsThere, startRostrum } from './support/rostrum';
import type { Rostrum } from './support/rostrum';
import { expectAccessible, expectNoOverflow } from './support/watch';

test.skip(!binaryIsThere, `${binary} is not built`);
test.setTimeout(120_000);

let rostrum: Rostrum;
const everybody: Person[] = [];

test.beforeAll(async () => {
  rostrum = await startRostrum();
});

test.afterAll(async () => {
  for (const { context } of everybody) await context.close();
  await rostrum.stop();
});

const slide = (page: Page, number: number) =>
  page.getByRole('img', { name: new RegExp(`^第 ${number} / 5 页`) });

/** Four pages load what reads slides, and draw at once: a checked build on a busy machine takes its time. */
const drawn = { timeout: 60_000 };

/** Something is drawn on it: it has more than one colour. */
async function expectDrawn(page: Page, number: number): Promise<void> {
  const canvas = slide(page, number).locator('canvas');
  await expect(canvas).toBeVisible(drawn);
  const colours = await canvas.evaluate((node: HTMLCanvasElement) => {
    const { data } = node.getContext('2d')?.getImageData(0, 0, node.width, node.height) ?? {
      data: [],
    };
    return new Set(Array.from(data.slice(0, 4_000_000)).filter((_, at) => at % 4 === 0)).size;
  });
  expect(colours).toBeGreaterThan(1);
}

test('slides come in, are shown, followed and leafed through', async ({ browser }) => {
  const come = async (size: 'phone' | 'desk' | 'screen', link: string) => {
    const person = await seat(browser, size, link, ['422']);
    everybody.push(person);
    return person;
  };
  const respondent = await come('desk', rostrum.links.respondent);
  const file = respondent.page.getByLabel('更换幻灯片');
  await respondent.page.getByText('上传或更换幻灯片').click();
  await file.setInputFiles({
    name: '网页.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('<!doctype html><title>no</title>'),
  });
  await expect(respondent.page.getByRole('alert')).toContainText('网页.pdf：这不是 PDF');
  // The demo's deck under another hash.
  const deck = readFileSync(new URL('../../server/demo/slides.pdf', import.meta.url));
  await file.setInputFiles({
    name: '市科技局汇报.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.concat([deck, Buffer.from('\n')]),
  });
  await expect(respondent.page.getByRole('link', { name: '市科技局汇报.pdf' })).toBeVisible();

  const moderator = await come('desk', rostrum.links.moderator);
  const screen = await come('screen', rostrum.links.screen);
  const phone = await come('phone', rostrum.links.attendee[0] ?? '');
  await step(moderator.page, '进入汇报');
  await press(moderator.page, '开始放映');
  for (const { page } of [screen, phone, moderator, respondent]) await expectDrawn(page, 1);

  await moderator.page.keyboard.press('ArrowRight');
  for (const { page } of [screen, phone]) await expectDrawn(page, 2);
  await expect(slide(phone.page, 2)).toHaveAccessibleName(/任务完成情况/);

  await press(phone.page, '下一页');
  await expectDrawn(phone.page, 3);
  await moderator.page.keyboard.press('ArrowLeft');
  await expectDrawn(screen.page, 1);
  await expectDrawn(phone.page, 3);
  await press(phone.page, '回到会场当前页（第 1 页）');
  await expectDrawn(phone.page, 1);

  for (const { page, watched } of everybody) {
    await expectAccessible(page);
    await expectNoOverflow(page);
    expect(watched.faults).toEqual([]);
  }
});
