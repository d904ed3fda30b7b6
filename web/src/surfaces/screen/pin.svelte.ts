// Where this screen stays. The address says so: a reload keeps it, two windows of one browser differ, and it
// can be copied to another machine.
import { addressOn, pinOf } from '../../features/scene/scene';
import type { Pin } from '../../features/scene/scene';

function asked(): Pin | undefined {
  return pinOf(new URLSearchParams(location.search).get('scene'));
}

let current = $state.raw<Pin | undefined>(asked());

export const pinned = {
  get on(): Pin | undefined {
    return current;
  },
  /** Nothing: it goes with the hall again. */
  choose(pin: Pin | undefined): void {
    current = pin;
    history.replaceState(null, '', addressOn(pin));
  },
};
