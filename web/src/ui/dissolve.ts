// One picture turns into the next above it, which stays until it is covered: nothing is ever empty or
// brighter than both. Who asked their device for less motion sees the next one at once.

import type { TransitionConfig } from 'svelte/transition';

type Turn = (node: Element) => TransitionConfig;

const dissolveMs = 450;
/** What goes stays this much longer: the two do not begin in the same frame on a busy machine. */
const coveredMs = 100;

function duration(): number {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : dissolveMs;
}

/** Of what comes; it needs a ground of its own. */
export const appear: Turn = () => ({ duration: duration(), css: (t) => `opacity: ${t}` });

/** Of what goes. */
export const stay: Turn = () => ({
  duration: duration() && duration() + coveredMs,
  css: () => 'opacity: 1',
});
