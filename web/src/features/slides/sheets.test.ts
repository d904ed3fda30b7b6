import { expect, test } from 'vitest';

import { Sheets } from './sheets';

const size = { width: 160, height: 90 };

function deck() {
  const asked: number[] = [];
  const draw = (page: number): Promise<HTMLCanvasElement> => {
    asked.push(page);
    return Promise.resolve(document.createElement('canvas'));
  };
  return { asked, sheets: new Sheets({ draw }) };
}

test('a page that was drawn ahead is not drawn again', async () => {
  const { asked, sheets } = deck();
  const ahead = await sheets.sheet(2, size);
  expect(await sheets.sheet(2, size)).toBe(ahead);
  expect(asked).toEqual([2]);
});

test('another size is another picture', async () => {
  const { asked, sheets } = deck();
  await sheets.sheet(2, size);
  await sheets.sheet(2, { width: 320, height: 180 });
  expect(asked).toEqual([2, 2]);
});

test('few pages are kept, those asked for last', async () => {
  const { asked, sheets } = deck();
  for (const page of [1, 2, 3, 4, 5, 6, 1, 7]) await sheets.sheet(page, size);
  await sheets.sheet(1, size);
  await sheets.sheet(2, size);
  expect(asked).toEqual([1, 2, 3, 4, 5, 6, 7, 2]);
});

test('a page that could not be drawn is tried anew, and holds up none behind it', async () => {
  let broken = true;
  const sheets = new Sheets({
    draw: () =>
      broken
        ? Promise.reject(new Error('torn'))
        : Promise.resolve(document.createElement('canvas')),
  });
  await expect(sheets.sheet(1, size)).rejects.toThrow('torn');
  broken = false;
  await expect(sheets.sheet(1, size)).resolves.toBeTruthy();
});
