import { expect, test, vi } from 'vitest';

import { cardsCsv, readWithinMs, save } from './cards';
import { momentText, suggestId } from './plan';

test('a list of cards opens in a spreadsheet: mark, commas, quotes, and no formula', () => {
  const card = {
    participant: 'A-1',
    name: '=SUM(1,2)',
    seat: 'a"b',
    category: 'x',
    url: 'http://h/j#t',
    code: 'K7M2-9QXT',
  };
  expect(cardsCsv([card])).toBe(
    '\uFEFF编号,姓名,类别,座位,链接,入场码\r\nA-1,"\'=SUM(1,2)",x,"a""b",http://h/j#t,K7M2-9QXT\r\n',
  );
});

test('the next free id is proposed', () => {
  expect(suggestId([])).toBe('h01');
  expect(suggestId(['h01', 'h03'])).toBe('h04');
  expect(suggestId(['h02'])).toBe('h03');
});

test('a moment becomes what the browser’s field wants', () => {
  expect(momentText(new Date(2026, 2, 1, 9, 5).getTime())).toBe('2026-03-01T09:05');
});

test('a file stays there until a slow browser has read it, and not for ever', () => {
  vi.useFakeTimers();
  vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:1');
  const revoke = vi.spyOn(URL, 'revokeObjectURL');
  save('x', 'text/csv', 'cards.csv');
  vi.advanceTimersByTime(readWithinMs - 1);
  expect(revoke).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(revoke).toHaveBeenCalledWith('blob:1');
  vi.useRealTimers();
  vi.restoreAllMocks();
});
