// What things of a view are called in the page's language.
import type { Asker, HallView } from '../protocol/views';
import { labelOf, language } from './catalogue.svelte';
import { common } from './common';

type Categories = Pick<HallView, 'rules'>;

export function categoryName(view: Categories, category: string): string {
  if (category === 'drawn' || category === 'observer') return common.t.queue[category];
  return labelOf(view.rules.categories[category], category);
}

export function personName(person: { id: string; name?: string; category?: string }): string {
  if (person.name !== undefined && person.name !== '') return person.name;
  return person.category === 'observer' ? common.t.observer : person.id;
}

/** `市民代表 · 青岛某社区` */
export function personPlace(view: Categories, asker: Asker): string {
  const parts = [categoryName(view, asker.category)];
  if (asker.organisation !== undefined && asker.organisation !== '') parts.push(asker.organisation);
  return parts.join(' · ');
}

export function unitName(view: Pick<HallView, 'campaign'>, unit: string): string {
  return view.campaign?.units[unit]?.name ?? unit;
}

export function unitNames(view: Pick<HallView, 'campaign'>, units: readonly string[]): string {
  return units.map((unit) => unitName(view, unit)).join(language.locale === 'zh' ? '、' : ', ');
}

export function unitOptions(view: Pick<HallView, 'campaign'>): { value: string; text: string }[] {
  return Object.entries(view.campaign?.units ?? {})
    .sort(([, a], [, b]) => a.place - b.place)
    .map(([value, unit]) => ({ value, text: unit.name }));
}

export function categoryOrder(view: Categories): string[] {
  return Object.entries(view.rules.categories)
    .sort(([, a], [, b]) => a.place - b.place)
    .map(([category]) => category);
}
