// What the chair tells a unit at the end: it is on the record once for each time it was meant.
import { readFileSync } from 'node:fs';

import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';

import type { HallView } from '../../protocol/views';
import InstructionForm from './InstructionForm.svelte';

const view = JSON.parse(
  readFileSync('../schema/examples/valid/view.desk.closed.json', 'utf8'),
) as HallView;

test('an instruction that is sent twice before the answer is one instruction', async () => {
  const act = vi.fn(() => new Promise<boolean>(() => undefined));
  render(InstructionForm, { props: { view, act, now: () => Date.UTC(2026, 0, 1) } });
  await fireEvent.input(screen.getByLabelText('内容'), { target: { value: '年底前完成。' } });
  const give = screen.getByRole('button', { name: '提出要求' });
  await fireEvent.submit(give);
  await fireEvent.submit(give);
  expect(act).toHaveBeenCalledTimes(1);
});
