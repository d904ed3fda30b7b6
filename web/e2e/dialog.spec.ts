// A modal dialog makes the rest of the page inert: what is told meanwhile must be seen, pressed and in nobody's
// way above it, which only a browser can say.
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';

import { example, fakeServer } from './support/fake';
import { expectAccessible } from './support/watch';

const sizes = {
  phone: { width: 390, height: 844 },
  'low phone': { width: 390, height: 500 },
  desktop: { width: 1440, height: 900 },
};

/** Those of the page's buttons in the dialog that are in sight, but not on top there. */
function coveredButtons(page: Page): Promise<string[]> {
  return page.getByRole('dialog').evaluate((dialog) => {
    const frame = dialog.getBoundingClientRect();
    return [...dialog.querySelectorAll('button')]
      .filter((button) => {
        const { left, top, width, height } = button.getBoundingClientRect();
        const [x, y] = [left + width / 2, top + height / 2];
        const isInSight = y > Math.max(0, frame.top) && y < Math.min(innerHeight, frame.bottom);
        return isInSight && !button.contains(document.elementFromPoint(x, y));
      })
      .map((button) => button.textContent.trim());
  });
}

for (const [name, size] of Object.entries(sizes)) {
  test(`a refusal is seen in the open dialog, covers no button, and is pressed away: ${name}`, async ({
    page,
  }) => {
    await page.setViewportSize(size);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await fakeServer(page, {
      role: 'moderator',
      views: { desk: example('view.desk.inquiry') },
      refuses: 'changed_meanwhile',
    });
    await page.goto('/moderator');
    await page.getByRole('button', { name: '编辑', exact: true }).first().click();
    const dialog = page.getByRole('dialog');
    const save = dialog.getByRole('button', { name: '保存', exact: true });
    await save.click();
    const told = dialog.getByRole('status').locator('.toast');
    await expect(told).toHaveCount(1);
    await expect(told).toBeInViewport();
    expect(await coveredButtons(page)).toEqual([]);
    await told.getByRole('button', { name: '关闭' }).click();
    await expect(told).toHaveCount(0);
    await save.click();
    await expectAccessible(page);
  });
}
