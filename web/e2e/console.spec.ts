// The desk by keyboard alone, by dragging, and the chair's tablet, over a stand-in for the server: what is
// pressed becomes the command that is meant, and what was done is taken back by the one that corrects it.
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';

import { example, fakeServer } from './support/fake';
import { expectAccessible, expectNoOverflow, watch } from './support/watch';

interface Question {
  state: string;
  kind: string;
  queue: string;
  text: string;
  place?: number;
  position?: number;
  asker: { id: string; name?: string };
}

/** Three hands in one queue, one written question to be reviewed. */
function busyDesk(): Record<string, unknown> {
  const view = structuredClone(example('view.desk.inquiry'));
  const { questions } = view.floor as { questions: Record<string, Question> };
  const hand = questions.q6;
  if (!hand) throw new Error('the example has a raised hand');
  for (const [place, id] of ['q6', 'q7', 'q8'].entries()) {
    questions[id] = { ...hand, place, position: place, asker: { id, name: `举手人${place}` } };
  }
  const { place: _place, position: _position, ...pending } = hand;
  questions.q9 = { ...pending, kind: 'written', state: 'pending', text: '何时完工？' };
  questions.q10 = { ...hand, kind: 'written', queue: 'citizen', text: '几时能完工？', place: 0 };
  return { ...view, similar: { q9: 'q10' } };
}

async function comeIn(page: Page, role: string) {
  const sent = await fakeServer(page, {
    role,
    views: { desk: busyDesk() },
    me: example('me.staff'),
  });
  await page.goto('/moderator');
  await expect(page.getByText('正在发言')).toBeVisible();
  /** The commands so far, each with its body. */
  const commands = () =>
    (sent as unknown as { type: string; name: string; body: object }[])
      .filter(({ type }) => type === 'command')
      .map(({ name, body }) => [name, body]);
  return commands;
}

test('a moderator works through the queues by keyboard alone, and takes back what was wrong', async ({
  page,
}) => {
  const watched = watch(page);
  const commands = await comeIn(page, 'moderator');
  await page.keyboard.press('j');
  await expect(page.locator('#row-q9')).toHaveAttribute('aria-current', 'true');
  await page.keyboard.press('a');
  await expect(page.getByRole('button', { name: '撤销' })).toBeVisible();
  await page.keyboard.press('u');
  await expect(page.getByText('已撤销，记录中保留两步。')).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('Shift+J');
  await expect.poll(() => commands().length).toBe(3);
  await page.keyboard.press('x');
  await page.keyboard.press('+');
  await expect.poll(() => commands().length).toBe(5);
  expect(commands()).toEqual([
    ['approve_question', { question: 'q9' }],
    ['reconsider_question', { question: 'q9' }],
    ['move_question', { question: 'q6', position: 1 }],
    ['prompt_chair', { kind: 'please_close', text: '' }],
    ['extend_clock', { clock: 'speech', question: 'q1', by_ms: 60_000 }],
  ]);
  await page.keyboard.press('m');
  await expect(page.getByRole('dialog', { name: '合并到' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: '快捷键' });
  await expect(keys).toBeVisible();
  await expectAccessible(page);
  // Who turns them off is not surprised by a letter.
  await keys.getByLabel('启用单键快捷键').uncheck();
  await page.keyboard.press('Escape');
  await page.keyboard.press('x');
  await page.keyboard.press('?');
  await expect(keys).toBeHidden();
  expect(commands()).toHaveLength(5);
  expect(watched.faults).toEqual([]);
});

test('a question is dragged to a place in its queue, or moved by the arrows on its handle', async ({
  page,
}) => {
  const commands = await comeIn(page, 'moderator');
  const handle = page.getByRole('button', { name: '调整顺序：举手人0' });
  await handle.dragTo(page.locator('#row-q8'));
  await expect.poll(commands).toEqual([['move_question', { question: 'q6', position: 2 }]]);
  // Another queue is not for moving: the rotation goes between queues.
  await handle.dragTo(page.locator('#row-q10'));
  await page.getByRole('button', { name: '调整顺序：举手人1' }).focus();
  await page.keyboard.press('ArrowUp');
  await expect
    .poll(() => commands().slice(1))
    .toEqual([['move_question', { question: 'q7', position: 0 }]]);
  await page.getByRole('button', { name: '合并到该提问' }).click();
  await expect
    .poll(() => commands()[2])
    .toEqual(['merge_question', { question: 'q9', into: 'q10' }]);
});

test('the chair has four buttons, and says that a word of the moderator was seen', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  const commands = await comeIn(page, 'chair');
  const buttons = page.getByRole('region', { name: '会议进程' }).getByRole('button');
  await expect(buttons).toHaveText(['结束本题', '追问', '暂停', '+1 分钟']);
  for (const button of await buttons.all()) await expect(button).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole('alert')).toContainText('请提醒简要发言');
  await page.getByRole('button', { name: '知道了' }).click();
  await buttons.nth(3).click();
  await expect.poll(commands).toEqual([
    ['acknowledge_prompt', { prompt: 'p2' }],
    ['extend_clock', { clock: 'speech', question: 'q1', by_ms: 60_000 }],
  ]);
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await expectAccessible(page);
    await expectNoOverflow(page);
  }
  await page.getByRole('button', { name: '会议控制台' }).click();
  await expect(page.getByText('等候队列')).toBeVisible();
  await expectAccessible(page);
});
