// @vitest-environment node
import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

// @ts-expect-error -- a plain script without types
import { generate } from '../tools/generate-types.mjs';

test('the checked-in types are what the schema gives', async () => {
  const checkedIn = readFileSync('src/protocol/generated.ts', 'utf8');
  const fresh = await (generate as () => Promise<string>)();
  expect(checkedIn, 'run `npm run types`').toBe(fresh);
});
