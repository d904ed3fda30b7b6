import { afterEach, expect, test, vi } from 'vitest';

import { askSession, current, ownNonce, ticketOf } from './session';

const tells = (session: object, status = 200) =>
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json(session, { status })));

afterEach(() => vi.unstubAllGlobals());

test('the page keeps the nonce of the session it was told of last', async () => {
  tells({ subject: 'anna', nonce: 'n1' });
  await current();
  expect(ownNonce()).toBe('n1');
  tells({ subject: 'anna', nonce: 'n2' });
  expect(await askSession('anna')).toBe('there');
  expect(ownNonce()).toBe('n2');
});

test('a browser that has come in as somebody else is no longer this page’s session', async () => {
  tells({ subject: 'bo', nonce: 'n1' });
  expect(await askSession('anna')).toBe('gone');
  tells({ code: 'no_session' }, 401);
  expect(await askSession('anna')).toBe('gone');
});

test.each([
  ['#ABC', { kind: 'card', token: 'ABC' }],
  ['http://10.0.0.5:8080/j#ABC', { kind: 'card', token: 'ABC' }],
  ['  ABC ', { kind: 'card', token: 'ABC' }],
  ['#o=XYZ', { kind: 'link', token: 'XYZ' }],
  ['http://10.0.0.5:8080/screen#l=XYZ', { kind: 'link', token: 'XYZ' }],
  ['/moderator#k=XYZ', { kind: 'link', token: 'XYZ' }],
  ['', undefined],
  ['#', undefined],
  ['http://10.0.0.5:8080/j#', undefined],
] as const)('%s', (text, ticket) => {
  expect(ticketOf(text)).toEqual(ticket);
});

test('a percent sign that encodes nothing does not break the page', () => {
  expect(ticketOf('#50%')).toEqual({ kind: 'card', token: '50%' });
});
