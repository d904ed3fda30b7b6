import { expect, test } from 'vitest';

import { reportWords } from './duty_files';

const file = { round: 1, sha256: 'ab'.repeat(32), name: '报告.pdf', bytes: 9, at: 0 };

test('what goes on the record names the file that came with the comment, and its hash', () => {
  expect(reportWords(' 青办〔2021〕7 号 ', undefined)).toBe('青办〔2021〕7 号');
  const words = reportWords('已整改', file);
  expect(words.split('\n')).toHaveLength(2);
  expect(words).toContain('报告.pdf');
  expect(words).toContain(file.sha256);
});
