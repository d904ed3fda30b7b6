// How the hall is connected, over all categories.
import type { CategoryHealth, HallHealth } from '../../protocol/views';

export function everybody(health: HallHealth): CategoryHealth {
  const all = { connected: 0, slow: 0, away: 0, never: 0, never_present: 0 };
  for (const people of Object.values(health.categories)) {
    for (const what of Object.keys(all) as (keyof CategoryHealth)[]) all[what] += people[what];
  }
  return all;
}
