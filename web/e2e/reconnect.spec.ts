// What happens when the network does not: nothing is lost, nothing is sent twice, and the page stays calm.
import { expect, test } from '@playwright/test';
import type { WebSocketRoute } from '@playwright/test';

import { example, exampleTime, fakeServer } from './support/fake';

interface Message {
  type: string;
  id: string;
  name: string;
  resume?: { epoch: number; version: number };
}

const text = '停电以后，这个问题还在吗？';

test('a question asked while the server is silent survives a reload and is sent once more, under its id', async ({
  page,
}) => {
  const view = example('view.attendee.inquiry');
  await fakeServer(page, {
    role: 'attendee',
    views: { attendee: view },
    me: example('me.attendee'),
  });
  // This one hears everything and answers only `hello`, until it is told to.
  const heard: Message[] = [];
  const sockets: WebSocketRoute[] = [];
  let answers = false;
  await page.routeWebSocket('**/ws', (socket) => {
    sockets.push(socket);
    const say = (message: unknown) => socket.send(JSON.stringify(message));
    socket.onMessage((frame) => {
      const message = JSON.parse(String(frame)) as Message;
      heard.push(message);
      const time = exampleTime;
      if (message.type === 'hello') {
        const head = { hearing: 'h01', audience: 'attendee', role: 'attendee', subject: 'test' };
        say({ type: 'welcome', protocol: 1, time, ...head });
        if (!message.resume) say({ type: 'view', epoch: 1, version: 5, time, view });
        say({ type: 'me', time, me: example('me.attendee') });
      }
      if (message.type === 'command' && answers) {
        say({ type: 'ack', id: message.id, result: { question: 'q9' } });
      }
    });
  });
  const asked = () => heard.filter(({ name }) => name === 'ask_question');

  await page.goto('/');
  await page.locator('nav').getByRole('button', { name: '提问' }).click();
  await page.getByLabel('您的问题').fill(text);
  await page.getByRole('button', { name: '提交问题' }).click();
  await expect.poll(() => asked().length).toBe(1);
  await expect(page.getByText(`等待提交：${text}`)).toBeVisible();

  // The line breaks: back by itself, from where it was, with what is unanswered.
  await sockets.at(-1)?.close({ code: 1012 });
  await expect.poll(() => asked().length).toBe(2);
  expect(heard.filter(({ type }) => type === 'hello').at(-1)?.resume).toEqual({
    epoch: 1,
    version: 5,
  });

  await page.reload();
  await expect.poll(() => asked().length).toBe(3);
  await page.locator('nav').getByRole('button', { name: '提问' }).click();
  await expect(page.getByText(`等待提交：${text}`)).toBeVisible();
  expect(new Set(asked().map(({ id }) => id)).size).toBe(1);

  answers = true;
  await sockets.at(-1)?.close({ code: 1012 });
  await expect(page.getByText(`等待提交：${text}`)).toBeHidden();
  await page.reload();
  await expect(page.locator('main')).toContainText('质询答辩');
  expect(asked()).toHaveLength(4);
});

test('a phone that sleeps through the opening of the ballot stands at the ballot when it wakes', async ({
  page,
}) => {
  const scene = {
    role: 'attendee',
    views: { attendee: example('view.attendee.inquiry') },
    me: example('me.attendee'),
  };
  await fakeServer(page, scene);
  const sockets: WebSocketRoute[] = [];
  let asleep = false;
  await page.routeWebSocket('**/ws', (socket) => {
    sockets.push(socket);
    const say = (message: unknown) => socket.send(JSON.stringify(message));
    socket.onMessage((frame) => {
      // Asleep, a phone hears nothing, and nobody tells it that its line is dead.
      if (asleep || (JSON.parse(String(frame)) as Message).type !== 'hello') return;
      const head = { hearing: 'h01', audience: 'attendee', role: 'attendee', subject: 'test' };
      const time = exampleTime;
      say({ type: 'welcome', protocol: 1, time, ...head });
      say({ type: 'view', epoch: 1, version: sockets.length, time, view: scene.views.attendee });
      say({ type: 'me', time, me: scene.me });
    });
  });
  await page.goto('/');
  await page.locator('nav').getByRole('button', { name: '提问' }).click();
  await page.getByLabel('您的问题').fill(text);
  const born = await page.evaluate(() => performance.timeOrigin);

  asleep = true;
  scene.views.attendee = example('view.attendee.ballot_open');
  await sockets.at(-1)?.close({ code: 1006 });
  asleep = false;
  await page.evaluate(() =>
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })),
  );
  await expect(page.getByRole('button', { name: '基本满意' })).toBeVisible();
  await expect(page.getByText('正在重新连接')).toBeHidden();
  await page.locator('nav').getByRole('button', { name: '提问' }).click();
  await expect(page.getByLabel('您的问题')).toHaveValue(text);
  expect(await page.evaluate(() => performance.timeOrigin)).toBe(born);
});

test('a connection taken over by another page says so, and can be taken back', async ({ page }) => {
  await fakeServer(page, {
    role: 'attendee',
    views: { attendee: example('view.attendee.inquiry') },
    me: example('me.attendee'),
  });
  let replaced = true;
  await page.routeWebSocket('**/ws', (socket) => {
    socket.onMessage((frame) => {
      if ((JSON.parse(String(frame)) as Message).type !== 'hello') return;
      if (replaced) return void socket.close({ code: 4409 });
      const head = { hearing: 'h01', audience: 'attendee', role: 'attendee', subject: 'test' };
      const time = exampleTime;
      socket.send(JSON.stringify({ type: 'welcome', protocol: 1, time, ...head }));
      const view = example('view.attendee.inquiry');
      socket.send(JSON.stringify({ type: 'view', epoch: 1, version: 5, time, view }));
    });
  });
  await page.goto('/');
  await expect(page.getByText('您已在另一个窗口或页面打开本会议。')).toBeVisible();
  replaced = false;
  await page.getByRole('button', { name: '在此页面继续' }).click();
  await expect(page.getByText('正在发言').first()).toBeVisible();
});

test('without a ticket and without a session the page explains how to come in', async ({
  page,
}) => {
  await page.route('**/api/v1/**', (route) =>
    route.fulfill({
      status: route.request().url().endsWith('/join') ? 404 : 401,
      contentType: 'application/problem+json',
      body: JSON.stringify({
        code: route.request().url().endsWith('/join') ? 'unknown_card' : 'no_session',
      }),
    }),
  );
  await page.goto('/');
  await expect(page.getByText('请用手机扫描席卡上的二维码进入')).toBeVisible();
  await page.getByText('我有席卡或旁听的网址').click();
  await page.getByLabel('网址或口令').fill('http://10.0.0.5:8080/j#WRONG');
  await page.getByRole('button', { name: '进入会场' }).last().click();
  await expect(page.getByText('席卡无效')).toBeVisible();
});
