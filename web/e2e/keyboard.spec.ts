// Who uses no mouse and no finger, or hears the page instead of seeing it: every control is reached by Tab, seen
// while it has the focus, and left again; and a page speaks only when something happens.
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';

import { casesByDevice, open } from './support/cases';
import type { Case, Device } from './support/cases';
import { example, exampleTime, fakeServer } from './support/fake';

const sizes = {
  phone: { width: 390, height: 844 },
  tablet: { width: 1024, height: 768 },
  desktop: { width: 1440, height: 900 },
  screen: { width: 1920, height: 1080 },
};

function caseOf(device: Device, name: string): Case {
  const found = casesByDevice[device].find((one) => one.name === name);
  if (!found) throw new Error(`there is no case ${name}`);
  return found;
}

/** Names every control that Tab has to reach: of radio buttons of one name only the chosen one. */
function markControls(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found = document.querySelectorAll<HTMLElement>(
      'a[href], button:enabled, input:enabled, select:enabled, textarea:enabled, summary, [tabindex="0"]',
    );
    return [...found]
      .filter((one) => one.tabIndex >= 0 && one.checkVisibility())
      .filter((one) => !(one instanceof HTMLInputElement && one.type === 'radio' && !one.checked))
      .map((one, index) => {
        one.dataset.walk = `${String(index)} ${one.tagName} ${one.textContent.trim().slice(0, 20)}`;
        return one.dataset.walk;
      });
  });
}

interface Stop {
  name: string | undefined;
  /** It has an outline of its own, and nothing lies over its middle. */
  isSeen: boolean;
}

function whereFocusIs(page: Page): Promise<Stop> {
  return page.evaluate(() => {
    const one = document.activeElement as HTMLElement;
    const { left, top, width, height } = one.getBoundingClientRect();
    const over = document.elementFromPoint(left + width / 2, top + height / 2);
    const isOnTop = over !== null && (one.contains(over) || over.contains(one));
    // A box that is drawn by its label has the label's.
    const outlined = [one, one.closest('label')].some(
      (it) => it && getComputedStyle(it).outlineStyle !== 'none',
    );
    return { name: one.dataset.walk, isSeen: one === document.body || (isOnTop && outlined) };
  });
}

const walks: [Device, string][] = [
  ['phone', 'phone-attendee-inquiry'],
  ['phone', 'phone-attendee-ask'],
  ['phone', 'phone-attendee-ballot_open'],
  ['tablet', 'tablet-chair-inquiry'],
  ['desktop', 'desktop-desk-inquiry'],
  ['desktop', 'desktop-secretariat-round-duties'],
];

for (const [device, name] of walks) {
  test(`every control of ${name} is reached by Tab, seen there, and left again`, async ({
    page,
  }) => {
    await page.setViewportSize(sizes[device]);
    await open(page, caseOf(device, name));
    // With the part of the page that comes behind the first view.
    await page.waitForLoadState('networkidle');
    const controls = await markControls(page);
    expect(controls.length).toBeGreaterThan(3);
    const reached: string[] = [];
    const unseen: string[] = [];
    // From wherever the last press was, around once, past the end of the page.
    for (let press = 0; press < controls.length + 2; press += 1) {
      await page.keyboard.press('Tab');
      const { name: at, isSeen } = await whereFocusIs(page);
      if (at === undefined || reached.includes(at)) continue;
      reached.push(at);
      if (!isSeen) unseen.push(at);
    }
    expect(controls.filter((one) => !reached.includes(one))).toEqual([]);
    expect(unseen).toEqual([]);
  });
}

test('somebody asks a question by keyboard alone', async ({ page }) => {
  const sent = await fakeServer(page, {
    role: 'attendee',
    views: { attendee: example('view.attendee.inquiry') },
    me: example('me.attendee'),
  });
  await page.goto('/');
  await page.getByRole('navigation').getByRole('button', { name: '提问' }).focus();
  await page.keyboard.press('Enter');
  const field = page.getByLabel('您的问题');
  await expect(field).toBeVisible();
  for (let press = 0; press < 12; press += 1) {
    await page.keyboard.press('Tab');
    if (await field.evaluate((one) => one === document.activeElement)) break;
  }
  await page.keyboard.type('何时完工？');
  const submit = page.getByRole('button', { name: '提交问题' });
  for (let press = 0; press < 12; press += 1) {
    await page.keyboard.press('Tab');
    if (await submit.evaluate((one) => one === document.activeElement)) break;
  }
  await page.keyboard.press('Enter');
  await expect.poll(() => sent.map(({ name }) => name)).toContain('ask_question');
});

const listened: [Device, string][] = [
  ['phone', 'phone-attendee-inquiry'],
  ['tablet', 'tablet-chair-inquiry'],
  ['desktop', 'desktop-desk-inquiry'],
  ['screen', 'screen-inquiry'],
];

for (const [device, name] of listened) {
  test(`a minute of nothing but running clocks is silent: ${name}`, async ({ page }) => {
    await page.clock.install({ time: exampleTime });
    await page.setViewportSize(sizes[device]);
    await open(page, caseOf(device, name));
    await page.evaluate(() => {
      const live =
        '[role=status], [role=alert], [role=log], [aria-live=polite], [aria-live=assertive]';
      const told: string[] = [];
      Object.assign(window, { told });
      new MutationObserver((changes) => {
        for (const { target } of changes) {
          const element = target instanceof Element ? target : target.parentElement;
          if (element?.closest(live)) told.push(element.textContent);
        }
      }).observe(document.body, { childList: true, characterData: true, subtree: true });
    });
    const clock = page.getByRole('timer').first();
    const before = await clock.textContent();
    // In steps: leaping over a minute would leave the stand-in for the server no moment to answer a ping.
    for (let second = 0; second < 60; second += 5) await page.clock.runFor(5_000);
    await expect(clock).not.toHaveText(before ?? '');
    expect(await page.evaluate(() => (window as unknown as { told: string[] }).told)).toEqual([]);
  });
}
