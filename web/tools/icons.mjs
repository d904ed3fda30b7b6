// `npm run icons`: draws the icons that phones put on their home screen from `src/ui/icon.svg`.
import { readFileSync, writeFileSync } from 'node:fs';

import { chromium } from '@playwright/test';

const drawing = readFileSync(new URL('../src/ui/icon.svg', import.meta.url), 'utf8');
/** Phones cut a maskable icon to their own shape, and iOS rounds every one: so no corners of its own. */
const filled = drawing.replace(/ rx="\d+"/, '');
/** What may be cut off of a maskable one is a tenth on every side. */
const masked = filled
  .replace(
    /(<path)/,
    '<rect width="32" height="32" fill="#17457f"/><g transform="translate(3.2 3.2) scale(.8)">$1',
  )
  .replace('</svg>', '</g></svg>');

const icons = [
  ['icon-192', 192, drawing],
  ['icon-512', 512, drawing],
  ['icon-maskable-512', 512, masked],
  ['apple-touch-icon', 180, filled],
];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
for (const [name, size, svg] of icons) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const source = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
  await page.setContent(
    `<body style="margin:0"><img src="${source}" width="${size}" style="display:block">`,
  );
  const png = await page.screenshot({ omitBackground: true });
  writeFileSync(new URL(`../public/${name}.png`, import.meta.url), png);
  await page.close();
}
await browser.close();
