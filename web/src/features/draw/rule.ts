// The rule of a draw: in words, and from what somebody filled in.
import { labelOf } from '../../i18n/catalogue.svelte';
import { hall } from '../../i18n/hall';
import { categoryOrder } from '../../i18n/names';
import type { Draw, HallView } from '../../protocol/views';

export type DrawRule = Draw['rule'];
type Rules = Pick<HallView, 'rules'>;

export const drawnMost = 10;

/** `全体中抽 1 人`, `市民代表 1 人 · 政协委员 2 人` */
export function ruleText(view: Rules, rule: DrawRule): string {
  switch (rule.kind) {
    case 'any':
      return hall.t.drawOfAll({ count: rule.count });
    case 'alternate':
      return hall.t.drawInTurn({ count: rule.count });
    case 'quota':
      return rule.quotas
        .map(({ stratum, count }) =>
          hall.t.drawOfStratum({ name: labelOf(view.rules.categories[stratum], stratum), count }),
        )
        .join(' · ');
  }
}

const isCount = (count: number): boolean =>
  Number.isInteger(count) && count >= 1 && count <= drawnMost;

/** Nothing unless it can be drawn. Quotas are called in the order of the categories. */
export function ruleOf(
  view: Rules,
  kind: DrawRule['kind'],
  count: string,
  quotas: Record<string, string>,
): DrawRule | undefined {
  if (kind !== 'quota') {
    return isCount(Number(count)) ? { kind, count: Number(count), quotas: [] } : undefined;
  }
  const wanted = categoryOrder(view)
    .map((stratum) => ({ stratum, count: Number(quotas[stratum] ?? '') }))
    .filter((quota) => quota.count !== 0);
  const sum = wanted.reduce((all, quota) => all + quota.count, 0);
  if (!isCount(sum) || !wanted.every((quota) => isCount(quota.count))) return undefined;
  return { kind, count: sum, quotas: wanted };
}
