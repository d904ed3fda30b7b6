// @vitest-environment node
import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { deskRoles } from '../src/features/agenda/roles';

/** `Row<CallDrawn> {by(moderator, chair), …` of the server's one table. */
function serverTable(): Record<string, string[]> {
  const text = readFileSync('../server/src/core/permission.cpp', 'utf8');
  const rows = [...text.matchAll(/Row<(\w+)>\s*\{by\(([^)]*)\)/g)];
  return Object.fromEntries(
    rows.map(([, command = '', roles = '']) => [
      command.replace(/(?<!^)([A-Z])/g, '_$1').toLowerCase(),
      roles.split(',').map((role) => role.trim()),
    ]),
  );
}

test('the desk offers a control to exactly those roles whose command the server accepts', () => {
  const server = serverTable();
  expect(Object.keys(server).length).toBeGreaterThan(40);
  for (const [command, roles] of Object.entries(deskRoles)) {
    // The server itself has no desk.
    const people = server[command]?.filter((role) => role !== 'system').sort();
    expect([command, [...roles].sort()]).toEqual([command, people]);
  }
});
