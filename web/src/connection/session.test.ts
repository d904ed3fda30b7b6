import { expect, test } from 'vitest';

import { ticketOf } from './session';

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
