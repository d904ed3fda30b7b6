import { render, screen } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';

import { language } from '../../i18n/catalogue.svelte';
import Faults from './Faults.svelte';

const note = { row: 7, column: '', cell: '', code: 'bad_syntax', value: '' };

afterEach(() => language.set('zh'));

test('a fault of a text is told by its line, and one of a table by its row', async () => {
  await language.set('en');
  const { rerender } = render(Faults, {
    props: { unreadable: [note], preview: undefined, text: true },
  });
  expect(screen.getByText('Line 7')).toBeDefined();
  await rerender({ text: false });
  expect(screen.getByText('Row 7')).toBeDefined();
});
