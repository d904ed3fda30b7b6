// Every page in every state that the schema has an example of, in both languages: it shows something,
// fits its screen, obeys the content security policy and is accessible.
import { expect, test } from '@playwright/test';

import { example, fakeServer } from './support/fake';
import type { Scene } from './support/fake';
import { expectAccessible, expectNoOverflow, watch } from './support/watch';

interface Case {
  /** Begins with the project that looks at it: see `grep` in the configuration. */
  name: string;
  path: string;
  scene: Scene;
  press?: string;
}

const attendeeViews = [
  'draft',
  'inquiry',
  'draw_called',
  'draw_accepted',
  'ballot_open',
  'ballot_closed',
  'ballot_voided',
  'closed',
];
const otherViews = ['draft', 'inquiry', 'draw_called', 'ballot_open', 'ballot_closed', 'closed'];

function attendeeCases(): Case[] {
  return attendeeViews.map((state) => ({
    name: `phone-attendee-${state}`,
    path: '/',
    scene: {
      role: 'attendee',
      views: { attendee: example(`view.attendee.${state}`) },
      me: example(state === 'draw_called' ? 'me.attendee.drawn' : 'me.attendee'),
    },
  }));
}

function deskScene(state: string): Scene {
  return {
    role: 'moderator',
    views: { desk: example(`view.desk.${state}`) },
    me: example('me.staff'),
  };
}

const casesByProject: Record<string, Case[]> = {
  phone: [
    ...attendeeCases(),
    ...['inquiry', 'ballot_open'].map((state) => ({
      name: `phone-desk-${state}`,
      path: '/moderator',
      scene: deskScene(state),
    })),
    ...(['提问', '我的'] as const).map((press) => ({
      name: `phone-attendee-${press === '提问' ? 'ask' : 'mine'}`,
      path: '/',
      press,
      scene: {
        role: 'attendee',
        views: { attendee: example('view.attendee.inquiry') },
        me: example('me.attendee'),
      },
    })),
  ],
  desktop: [
    ...otherViews.map((state) => ({
      name: `desktop-desk-${state}`,
      path: '/moderator',
      scene: deskScene(state),
    })),
    ...(['抽签', '测评', '到会', '后续'] as const).map((press, index) => ({
      name: `desktop-desk-closed-tab-${String(index)}`,
      path: '/moderator',
      press,
      scene: deskScene('closed'),
    })),
    ...['draft', 'closed'].map((state) => ({
      name: `desktop-secretariat-${state}`,
      path: '/secretariat',
      scene: {
        role: 'secretariat',
        views: {
          secretariat: example(`view.secretariat.${state}`),
          desk: example(`view.desk.${state}`),
        },
      },
    })),
    ...(['名册', '席卡', '规则', '报告与要求', '下载'] as const).map((press, index) => ({
      name: `desktop-secretariat-tab-${String(index)}`,
      path: '/secretariat?hearing=h01',
      press,
      scene: {
        role: 'secretariat',
        views: {
          secretariat: example('view.secretariat.closed'),
          desk: example('view.desk.closed'),
        },
      },
    })),
  ],
  screen: otherViews.map((state) => ({
    name: `screen-${state}`,
    path: '/screen',
    scene: { role: 'screen', views: { screen: example(`view.screen.${state}`) } },
  })),
};

for (const one of Object.values(casesByProject).flat()) {
  test(one.name, async ({ page }, info) => {
    const watched = watch(page);
    await fakeServer(page, one.scene);
    const folder = process.env.ROSTRUM_LOOK;
    const look = async (language: string) => {
      await expectNoOverflow(page);
      if (!folder) return;
      const fullPage = info.project.name !== 'screen';
      await page.screenshot({ path: `${folder}/${one.name}-${language}.png`, fullPage });
    };
    await page.goto(one.path);
    const main = page.locator('main').first();
    await expect(main).not.toHaveText(/连接会场|^\s*$/);
    if (one.press !== undefined) {
      await page.locator('nav').getByRole('button', { name: one.press }).first().click();
    }
    await look('zh');
    await expectAccessible(page);
    if (info.project.name === 'screen') {
      await page.goto(`${one.path}?lang=en`);
      await expect(main).not.toHaveText(/^\s*$/);
    } else {
      await page.getByRole('button', { name: 'English', exact: true }).click();
    }
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    await look('en');
    expect(watched.faults).toEqual([]);
  });
}
