// What the staff is asked for: a password, a one-time code, and the code again.
import { fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';

import { Entrance } from '../../hearing/entrance.svelte';
import { stepUp } from '../../hearing/step_up.svelte';
import { language } from '../../i18n/catalogue.svelte';
import { alsoSay } from '../../i18n/refusals';
import { staffCodes } from '../../i18n/staff_codes';
import Login from './Login.svelte';
import StepUpDialog from './StepUpDialog.svelte';

beforeAll(() => {
  alsoSay(staffCodes);
  return language.ready();
});
afterEach(() => vi.unstubAllGlobals());

async function type(label: string, text: string): Promise<void> {
  await fireEvent.input(screen.getByLabelText(label), { target: { value: text } });
}

test('the login asks for a one-time code once the server has asked for it', async () => {
  const bodies: unknown[] = [];
  vi.stubGlobal('fetch', (_: string, init: RequestInit) => {
    bodies.push(JSON.parse(init.body as string));
    return Promise.resolve(Response.json({ code: 'code_needed' }, { status: 401 }));
  });
  const entrance = new Entrance();
  render(Login, { title: 'x', entrance });
  expect(screen.queryByLabelText('动态验证码')).toBeNull();
  await type('用户名', 'anna');
  await type('密码', 'a long password');
  await fireEvent.submit(screen.getByRole('button', { name: '登录' }));
  await vi.waitFor(() => screen.getByLabelText('动态验证码'));
  await type('动态验证码', '123456');
  await fireEvent.submit(screen.getByRole('button', { name: '登录' }));
  expect(bodies).toEqual([
    { login: 'anna', password: 'a long password' },
    { login: 'anna', password: 'a long password', code: '123456' },
  ]);
});

test('the dialog says why a code was not taken, and closing it shows none', async () => {
  vi.stubGlobal('fetch', () =>
    Promise.resolve(Response.json({ code: 'wrong_code' }, { status: 403 })),
  );
  const asked = stepUp.ask();
  render(StepUpDialog);
  await type('此操作不能撤销，请再次输入', '000000');
  await fireEvent.submit(screen.getByRole('button', { name: '确定' }));
  await vi.waitFor(() =>
    expect(screen.getByRole('alert').textContent).toContain('动态验证码不正确'),
  );
  await fireEvent.click(screen.getByRole('button', { name: '关闭' }));
  expect(await asked).toBe(false);
});
