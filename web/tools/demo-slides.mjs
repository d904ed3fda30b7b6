// The slides of the demo's live hearing, made of the demo's own facts: server/demo/slides.pdf. To be run when
// server/demo/round.json changes, on a machine with Chromium and Noto Sans CJK; the server only reads the result.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { chromium } from '@playwright/test';

const demo = new URL('../../server/demo/', import.meta.url);
const { series, hearings } = JSON.parse(readFileSync(new URL('round.json', demo), 'utf8'));
const hearing = hearings[0];
const leading = hearing.units[0];

const styles = `
  @page { size: 1600px 900px; margin: 0 }
  * { box-sizing: border-box; margin: 0 }
  body { font-family: 'Noto Sans CJK SC', sans-serif; color: #16202e }
  section { position: relative; width: 1600px; height: 900px; padding: 96px 112px; break-after: page; overflow: hidden }
  section:last-child { break-after: auto }
  .title { display: grid; align-content: center; gap: 40px; background: #123a6b; color: #fff }
  h1 { font-size: 104px; line-height: 1.2 }
  h2 { padding-left: 28px; border-left: 14px solid #123a6b; font-size: 60px }
  .lead { font-size: 44px }
  .grid { display: grid; grid-template-columns: 1fr 1fr; gap: 36px; margin-top: 64px }
  .card { padding: 32px 40px; border-radius: 20px; background: #eef3fa }
  .name { font-size: 34px; color: #44536a }
  .value { margin: 8px 0; font-size: 92px; font-weight: 700; line-height: 1.15; color: #123a6b }
  .value small, .note { font-size: 36px; font-weight: 400 }
  li { margin-top: 44px; font-size: 46px; list-style: none }
  li b { display: inline-block; width: 560px }
  footer { position: absolute; right: 112px; bottom: 44px; font-size: 26px; color: #6a778b }
`;

const card = ({ name, value, unit, note }) =>
  `<div class="card"><p class="name">${name}</p><p class="value">${value} <small>${unit}</small></p><p class="note">${note}</p></div>`;
const figures = (heading, metrics) =>
  `<section><h2>${heading}</h2><div class="grid">${metrics.map(card).join('')}</div></section>`;
const pages = [
  `<section class="title"><p class="lead">${series.city}${series.title}</p><h1>${hearing.title}</h1><p class="lead">${leading.name} · ${series.first_day}</p></section>`,
  figures('任务完成情况', hearing.metrics.slice(0, 4)),
  figures('主要变化', hearing.metrics.slice(4)),
  `<section><h2>责任单位</h2><ul>${hearing.units.map((unit) => `<li><b>${unit.name}</b>${unit.responsible}</li>`).join('')}</ul></section>`,
  `<section class="title"><h1>请各位代表质询</h1><p class="lead">${hearing.title}</p></section>`,
];
const numbered = pages.map((page, index) =>
  page.replace('</section>', `<footer>${index + 1} / ${pages.length}</footer></section>`),
);

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
});
const page = await browser.newPage();
await page.setContent(
  `<!doctype html><html lang="zh-CN"><title>${hearing.title}</title><style>${styles}</style><body>${numbered.join('')}</body></html>`,
);
await page.pdf({
  path: fileURLToPath(new URL('slides.pdf', demo)),
  preferCSSPageSize: true,
  printBackground: true,
});
await browser.close();
