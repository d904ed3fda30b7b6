// `npm run gallery`: every page in every state, size, theme and language, to be looked at. Not a test of anything.
// ROSTRUM_GALLERY=WORD takes only the cases whose name has that word.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { test } from '@playwright/test';

import { casesByDevice, changeTheme, devices, open, speak } from './support/cases';
import type { Device } from './support/cases';
import { settled } from './support/watch';

const folder = fileURLToPath(new URL('../gallery', import.meta.url));

const sizes: Record<Device, { width: number; height: number }[]> = {
  phone: [{ width: 390, height: 844 }],
  tablet: [{ width: 1024, height: 768 }],
  desktop: [{ width: 1440, height: 900 }],
  screen: [
    { width: 1920, height: 1080 },
    { width: 3840, height: 2160 },
  ],
};

/** All pictures of all runs, smaller, under each other. */
function writeIndex(): void {
  const pictures = readdirSync(folder).filter((name) => name.endsWith('.png'));
  const figures = pictures.map(
    (name) =>
      `<figure><a href="${name}"><img src="${name}" loading="lazy" alt=""></a><figcaption>${name}</figcaption></figure>`,
  );
  const style =
    'body{display:flex;flex-wrap:wrap;gap:16px;font:12px sans-serif}figure{margin:0}img{max-width:320px;max-height:480px;border:1px solid #999}';
  const head = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Gallery</title><style>${style}</style>`;
  writeFileSync(`${folder}/index.html`, `${head}${figures.join('\n')}</html>\n`);
}

test.describe.configure({ mode: 'parallel' });
test.beforeAll(() => void mkdirSync(folder, { recursive: true }));
test.afterAll(writeIndex);

for (const device of devices) {
  for (const size of sizes[device]) {
    for (const one of casesByDevice[device]) {
      if (!one.name.includes(process.env.ROSTRUM_GALLERY ?? '')) continue;
      test(`@gallery ${one.name} at ${String(size.width)}`, async ({ page }) => {
        const [first, second] = device === 'screen' ? ['dark', 'light'] : ['light', 'dark'];
        const take = async (language: string, theme = '') => {
          await settled(page);
          const name = `${one.name}-${String(size.width)}-${theme}-${language}`;
          await page.screenshot({ path: `${folder}/${name}.png`, fullPage: device !== 'screen' });
        };
        await page.setViewportSize(size);
        await open(page, one);
        await take('zh', first);
        await speak(page, device, 'en');
        await take('en', first);
        await changeTheme(page, device);
        await take('en', second);
        await speak(page, device, 'zh-CN');
        await take('zh', second);
      });
    }
  }
}
