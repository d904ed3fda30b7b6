// What no page may do: throw, write errors to the console, break the content security policy, or be
// hard to use for people who see, hear or move differently.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { RunOnly, RunOptions } from 'axe-core';

declare global {
  interface Window {
    axe: typeof import('axe-core');
  }
}

export interface Watch {
  faults: string[];
}

/** @param expected parts of console errors that belong to the test, such as a refused request */
export function watch(page: Page, expected: string[] = []): Watch {
  const faults: string[] = [];
  const note = (text: string) => {
    if (!expected.some((part) => text.includes(part))) faults.push(text);
  };
  page.on('pageerror', (error) => note(`page error: ${String(error)}`));
  page.on('console', (message) => {
    if (message.type() === 'error') note(`console: ${message.text()} (${message.location().url})`);
  });
  return { faults };
}

/** What is still fading in does not have its colours yet. What moves for ever is not waited for. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Without the library's own driver, which opens a page beside for every look. Our pages have no frames. */
async function expectNoViolation(page: Page, runOnly: RunOnly): Promise<void> {
  await settled(page);
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  const told = await page.evaluate(
    async (options) => {
      const { violations } = await window.axe.run(document, options);
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(
          ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
        );
    },
    { runOnly, resultTypes: ['violations'] } satisfies RunOptions,
  );
  expect(told).toEqual([]);
}

export function expectAccessible(page: Page): Promise<void> {
  return expectNoViolation(page, { type: 'tag', values: tags });
}

/** What alone is another when the same page has other colours. */
export function expectContrast(page: Page): Promise<void> {
  return expectNoViolation(page, { type: 'rule', values: ['color-contrast'] });
}

/** Nothing sticks out sideways: the page itself never scrolls to the right. */
export async function expectNoOverflow(page: Page): Promise<void> {
  const [content, window] = await page.evaluate((): [number, number] => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  expect(content).toBeLessThanOrEqual(window);
  // Where nothing scrolls, on the hall's screen, the scene fits its place.
  const hidden = await page.evaluate(() => {
    const main = document.querySelector('main');
    const fixed = getComputedStyle(document.body).overflowY === 'hidden';
    return main && fixed ? main.scrollHeight - main.clientHeight : 0;
  });
  expect(hidden).toBeLessThanOrEqual(0);
}

/** A thumb meets what it aims at: WCAG 2.2 asks for 24 px, a hall in which nobody sits still for 44. */
export async function expectLargeTargets(page: Page): Promise<void> {
  const small = await page.evaluate(() => {
    const targets = document.querySelectorAll<HTMLElement>(
      'button, summary, select, textarea, input:not([type=checkbox]):not([type=radio]), label:has(input)',
    );
    return [...targets]
      .filter((one) => one.checkVisibility())
      .filter((one) => one.getBoundingClientRect().height < 43.5)
      .map((one) => `${one.tagName} ${one.textContent.trim().slice(0, 30)}`);
  });
  expect(small).toEqual([]);
}

/** As somebody reads it who has set the largest text on their phone. */
export async function expectRoomForLargeText(page: Page): Promise<void> {
  await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
  await expectNoOverflow(page);
  await page.evaluate(() => (document.documentElement.style.fontSize = ''));
}
