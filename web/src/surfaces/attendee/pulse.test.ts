// The pulse on the phone: for whoever is in the hall, while an answer is being given.
import { readFileSync } from 'node:fs';

import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';

import type { LiveHall } from '../../hearing/hearing.svelte';
import { keptName } from '../../hearing/kept_name';
import PulseCard from './PulseCard.svelte';

const live = { hearing: 'h01', subject: 'A-0001' } as unknown as LiveHall;
const command = JSON.parse(
  readFileSync('../schema/examples/valid/command.give_pulse.json', 'utf8'),
) as { name: string; body: { question: string } };
const show = (question: string, act = vi.fn(() => Promise.resolve(true))) => {
  render(PulseCard, { question, live, act });
  return act;
};
const button = (name: string) => screen.getByRole('button', { name });
const isPressed = (name: string) => button(name).getAttribute('aria-pressed') === 'true';

test('one tap gives it, another one changes it, and the phone alone remembers which', async () => {
  const { question } = command.body;
  const act = show(question);
  await fireEvent.click(button('部分满意'));
  expect(act).toHaveBeenCalledWith(command.name, command.body);
  await vi.waitFor(() => expect(isPressed('部分满意')).toBe(true));
  await fireEvent.click(button('满意'));
  await vi.waitFor(() => expect(isPressed('满意')).toBe(true));
  expect(isPressed('部分满意')).toBe(false);
});

test('it is still there after a look at another tab, and not for another question', () => {
  show('q1');
  expect(isPressed('满意')).toBe(true);
  document.body.innerHTML = '';
  show('q2');
  expect(isPressed('满意')).toBe(false);
});

test('what was given in the rehearsal is not shown as given in the hearing', () => {
  const rehearsed = { hearing: { vkey: 'rehearsal' } };
  sessionStorage.setItem(keptName('pulse', { ...live, view: rehearsed }, 'q4'), 'satisfied');
  show('q4');
  expect(isPressed('满意')).toBe(false);
});

test('what the server did not take is not shown as given', async () => {
  const act = show(
    'q3',
    vi.fn(() => Promise.resolve(false)),
  );
  await fireEvent.click(button('不满意'));
  expect(act).toHaveBeenCalledOnce();
  expect(isPressed('不满意')).toBe(false);
});
