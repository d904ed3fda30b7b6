import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';

import LogOut from './LogOut.svelte';

const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

test('a log-out that failed is told in the way of everything else, until it is done or somebody goes on', async () => {
  const onlogout = vi.fn(() => Promise.resolve<string | undefined>('network'));
  render(LogOut, { onlogout });
  await press('退出');
  const dialog = await screen.findByRole('dialog');
  expect(dialog.textContent).toContain('尚未退出登录');
  expect(dialog.textContent).toContain('网络不通');
  await press('关闭');
  expect(screen.queryByRole('dialog')).toBeNull();

  await press('退出');
  await screen.findByRole('dialog');
  onlogout.mockResolvedValue(undefined);
  await press('重试');
  await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(onlogout).toHaveBeenCalledTimes(3);
});
