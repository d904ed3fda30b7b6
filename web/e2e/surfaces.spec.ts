// Every page in every state that the schema has an example of, in both languages, light and dark: it shows
// something, fits its screen, obeys the content security policy and is accessible.
import { expect, test } from '@playwright/test';

import { casesByDevice, changeTheme, devices, open, speak } from './support/cases';
import {
  expectAccessible,
  expectContrast,
  expectLargeTargets,
  expectNoOverflow,
  expectRoomForLargeText,
  watch,
} from './support/watch';

for (const device of devices) {
  for (const one of casesByDevice[device]) {
    // The project that has the device's size looks at it: see `grep` in the configuration.
    test(one.name, async ({ page }) => {
      const watched = watch(page);
      await open(page, one);
      await expectNoOverflow(page);
      await expectAccessible(page);
      await speak(page, device, 'en');
      await expectNoOverflow(page);
      await expectAccessible(page);
      if (one.name.startsWith('phone-attendee')) await expectLargeTargets(page);
      // The hall's screen has a scale of its own.
      if (device !== 'screen') await expectRoomForLargeText(page);
      await changeTheme(page, device);
      await expectNoOverflow(page);
      // Nothing but the colours is another.
      await expectContrast(page);
      expect(watched.faults).toEqual([]);
    });
  }
}
