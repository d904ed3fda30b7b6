// The desk's keys of one letter. Who speaks to their computer, or types with a hand that shakes, turns
// them off: WCAG 2.1.4.
import { deviceStorage } from '../../connection/storage';
import { onKeys } from '../../ui/keys';

const storageKey = 'rostrum.keys';

let isOn = $state(deviceStorage.getItem(storageKey) !== 'off');

export const deskKeys = {
  get on(): boolean {
    return isOn;
  },
  set on(on: boolean) {
    isOn = on;
    if (on) deviceStorage.removeItem(storageKey);
    else deviceStorage.setItem(storageKey, 'off');
  },
};

export function onDeskKeys(actions: Parameters<typeof onKeys>[0]): (event: KeyboardEvent) => void {
  const act = onKeys(actions);
  return (event) => {
    if (isOn) act(event);
  };
}
