import { expect, test } from 'vitest';

import type { Outcome } from '../../connection/outbox';
import { Casting } from './cast.svelte';
import type { Memory } from './cast.svelte';

interface Sent {
  name: string;
  body: Record<string, unknown>;
}

const key = 'ab'.repeat(32);
const ok: Outcome = { ok: true, result: {} };

function phone(answer: (sent: Sent) => Outcome = () => ok, memory?: Memory, isIssued = true) {
  const sent: Sent[] = [];
  const store: { memory: Memory | undefined } = { memory };
  const casting = new Casting(
    'b1',
    (name, body) => {
      const one = { name, body: body as unknown as Record<string, unknown> };
      sent.push(one);
      return Promise.resolve(name === 'claim_ballot' ? { ok: true, result: { key } } : answer(one));
    },
    { load: () => store.memory, save: (next) => (store.memory = next) },
    isIssued,
  );
  return { casting, sent, store };
}

test('claims, casts, and forgets the choice once it is counted', async () => {
  const { casting, sent, store } = phone();
  await casting.choose('satisfied');
  expect(sent.map(({ name }) => name)).toEqual(['claim_ballot', 'cast_ballot']);
  expect(sent[1]?.body).toEqual({ ballot: 'b1', key, choice: 'satisfied', revision: 1 });
  expect(casting.state).toBe('counted');
  expect(JSON.stringify(store.memory)).not.toContain('satisfied');
});

test('every change of mind has a higher revision', async () => {
  const { casting, sent } = phone();
  await casting.choose('satisfied');
  casting.reconsider();
  expect(casting.state).toBe('choosing');
  await casting.choose('not_satisfied');
  expect(sent[3]?.body).toMatchObject({ choice: 'not_satisfied', revision: 2 });
});

test('a reload in the middle goes on where it was', async () => {
  const { casting, sent } = phone(() => ok, { revision: 3, counted: false, choice: 'basic' });
  await Promise.resolve();
  await new Promise((resolve) => setTimeout(resolve));
  expect(sent[1]?.body).toMatchObject({ choice: 'basic', revision: 3 });
  expect(casting.state).toBe('counted');
});

test('after a reload it is still counted, and the choice is nowhere', () => {
  expect(phone(() => ok, { revision: 1, counted: true }).casting.state).toBe('counted');
});

test('nothing is counted where the server has issued no ballot for this phone', async () => {
  const { casting } = phone(
    ({ body }) => (body.choice === 'satisfied' ? ok : { ok: false, code: 'ballot_is_not_open' }),
    { revision: 1, counted: true },
    false,
  );
  expect([casting.state, casting.hasCounted]).toEqual(['choosing', false]);
  await casting.choose('not_satisfied');
  expect([casting.state, casting.hasCounted]).toEqual(['choosing', false]);
  await casting.choose('satisfied');
  expect([casting.state, casting.hasCounted]).toEqual(['counted', true]);
});

test('a revision that is too low, for the card was used elsewhere before, is raised until it wins', async () => {
  const { casting, sent } = phone(({ body }) =>
    Number(body.revision) < 5 ? { ok: false, code: 'revision_is_old' } : ok,
  );
  await casting.choose('satisfied');
  expect(casting.state).toBe('counted');
  expect(sent.at(-1)?.body.revision).toBe(7);
});

test('a refusal is told, and the earlier choice stays counted', async () => {
  let open = true;
  const { casting, store } = phone(() => (open ? ok : { ok: false, code: 'ballot_is_not_open' }));
  await casting.choose('satisfied');
  open = false;
  casting.reconsider();
  await casting.choose('not_satisfied');
  expect(casting.failure).toBe('ballot_is_not_open');
  expect(casting.hasCounted).toBe(true);
  casting.keep();
  expect(casting.state).toBe('counted');
  expect(store.memory).toEqual({ revision: 2, counted: true });
});
