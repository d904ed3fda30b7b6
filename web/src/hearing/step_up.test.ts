import { afterEach, expect, test, vi } from 'vitest';

import { Problem } from '../connection/http';
import { stepUp, withStepUp } from './step_up.svelte';

const codes: string[] = [];

/** A server to which only 111111 is right. */
function server(): void {
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    expect(path).toBe('/api/v1/session/step-up');
    const { code } = JSON.parse(init.body as string) as { code: string };
    codes.push(code);
    return Promise.resolve(
      code === '111111'
        ? Response.json({ subject: 'anna', nonce: 'n2' })
        : Response.json({ code: 'wrong_code' }, { status: 403 }),
    );
  });
}

afterEach(() => {
  vi.unstubAllGlobals();
  codes.length = 0;
});

test('a wrong code is told and may be typed again, and a right one lets everybody go on', async () => {
  server();
  const first = stepUp.ask();
  const second = stepUp.ask();
  expect(stepUp.asking).toBe(true);
  await stepUp.show('000000');
  expect(stepUp.problem).toBe('wrong_code');
  expect(stepUp.asking).toBe(true);
  await stepUp.show('111111');
  expect(await first).toBe(true);
  expect(await second).toBe(true);
  expect(stepUp.asking).toBe(false);
  expect(stepUp.problem).toBeUndefined();
});

test('whoever closes the dialog has not shown a code', async () => {
  const asked = stepUp.ask();
  stepUp.finish(false);
  expect(await asked).toBe(false);
});

test('a request that needs a code is sent once more after it, and not without', async () => {
  server();
  let tries = 0;
  const request = () => {
    tries += 1;
    return tries === 1
      ? Promise.reject(new Problem(403, 'step_up_needed'))
      : Promise.resolve('done');
  };
  const answer = withStepUp(request);
  await vi.waitUntil(() => stepUp.asking);
  await stepUp.show('111111');
  expect(await answer).toBe('done');

  tries = 0;
  const given = withStepUp(request);
  await vi.waitUntil(() => stepUp.asking);
  stepUp.finish(false);
  await expect(given).rejects.toThrow('step_up_needed');
  expect(tries).toBe(1);
});

test('another refusal asks for no code', async () => {
  await expect(withStepUp(() => Promise.reject(new Problem(409, 'not_on_roster')))).rejects.toThrow(
    'not_on_roster',
  );
  expect(stepUp.asking).toBe(false);
});
