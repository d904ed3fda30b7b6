// The server dies as by a power cut, in the middle of a ballot, and comes back: the pages return by
// themselves, and what was acknowledged is still there.
import { expect, test } from '@playwright/test';

import { ask, leaveEarly, press, seat, step, vote } from './support/hall';
import { binary, binaryIsThere, startRostrum } from './support/rostrum';
import { expectNoOverflow } from './support/watch';

test.skip(!binaryIsThere, `${binary} is not built`);
test.setTimeout(120_000);

const question = '停电以后，这个问题还在吗？';
// The browser notes each attempt to reach the server while it is away.
const away = ['ERR_CONNECTION_REFUSED', 'ERR_CONNECTION_RESET', 'WebSocket connection'];

test('a server that is killed and started again has lost nothing, and no page needs a reload', async ({
  browser,
}) => {
  const rostrum = await startRostrum();
  try {
    const moderator = await seat(browser, 'desk', rostrum.links.moderator, away);
    const screen = await seat(browser, 'screen', rostrum.links.screen, away);
    const phones = [
      await seat(browser, 'phone', rostrum.links.attendee[0] ?? '', away),
      await seat(browser, 'phone', rostrum.links.attendee[1] ?? '', away),
    ];
    const [one, two] = phones.map(({ page }) => page);
    if (!one || !two) throw new Error('two phones are needed');
    for (const page of [one, two]) await press(page, '签到');
    await step(moderator.page, '进入汇报');
    await step(moderator.page, '进入质询答辩');
    await ask(one, question);
    await expect(moderator.page.getByText(question).first()).toBeVisible();
    await rostrum.kill();

    // The hall goes on seeing what it saw; the phone says calmly that it is on its way back.
    await expect(one.getByText('正在重新连接').first()).toBeVisible({ timeout: 20_000 });
    await expect(screen.page.locator('main')).toContainText('当前无人发言');
    await expectNoOverflow(one);
    // What is asked meanwhile waits, and arrives when the server is back.
    const late = '断线时提的问题';
    await two.getByRole('navigation').getByRole('button', { name: '提问' }).click();
    await two.getByLabel('您的问题').fill(late);
    await press(two, '提交问题');
    await expect(two.getByText(`等待提交：${late}`)).toBeVisible();

    await rostrum.start();
    await expect(one.getByText('正在重新连接')).toBeHidden({ timeout: 40_000 });
    await expect(two.getByText(`等待提交：${late}`)).toBeHidden({ timeout: 40_000 });
    await expect(moderator.page.getByText(late).first()).toBeVisible({ timeout: 40_000 });
    await expect(moderator.page.getByText(question).first()).toBeVisible();

    await leaveEarly(moderator.page, '演示');
    await step(moderator.page, '锁定测评规则');
    await step(moderator.page, '开放投票');
    await one.getByRole('navigation').getByRole('button', { name: '现场' }).click();
    await vote(one, '满意');
    await expect(screen.page.getByText('已投 1 / 2')).toBeVisible();
    await rostrum.kill();
    await rostrum.start();
    await vote(two, '满意');
    await expect(screen.page.getByText('已投 2 / 2')).toBeVisible({ timeout: 40_000 });
    await expect(one.getByText('已计入')).toBeVisible();
    await expect(moderator.page.getByText('已投 2 / 2').first()).toBeVisible({ timeout: 40_000 });
    const faults = [moderator, screen, ...phones].flatMap(({ watched }) => watched.faults);
    expect(faults).toEqual([]);
  } finally {
    await rostrum.stop();
  }
});
