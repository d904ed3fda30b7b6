import { readFileSync } from 'node:fs';

import { render, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';

import type { HallView } from '../../protocol/views';
import Dossier from './Dossier.svelte';

const view = JSON.parse(
  readFileSync('../schema/examples/valid/view.attendee.inquiry.json', 'utf8'),
) as HallView;

test('two figures of one name are both shown', () => {
  const figure = { name: '水质优良率', unit: '%', note: '' };
  const metrics = ['86', '91'].map((value) => ({ ...figure, value }));
  const campaign = { units: {}, title: '蓝色海湾', ...view.campaign, metrics };
  render(Dossier, { props: { view: { ...view, campaign } } });
  expect(screen.getAllByText('水质优良率')).toHaveLength(2);
});
