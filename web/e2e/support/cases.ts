// Every page in every state that the schema has an example of, with empty and with long texts; what is shown
// of them, and how they are changed.
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';

import { example, exampleTime, fakeServer } from './fake';
import type { Scene } from './fake';
import { crowd, round } from './round';

export interface Case {
  /** Begins with the device that shows it. */
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

function deskScene(state: string, role = 'moderator'): Scene {
  return {
    role,
    views: { desk: example(`view.desk.${state}`) },
    me: example('me.staff'),
  };
}

function screenCase(name: string, screen: Record<string, unknown>): Case {
  return { name: `screen-${name}`, path: '/screen', scene: { role: 'screen', views: { screen } } };
}

const reporting = {
  name: 'report',
  since: exampleTime,
  clock: {
    limit_ms: 900_000,
    sign_before_ms: 60_000,
    bell_before_ms: 0,
    used_ms: 0,
    running_since: exampleTime - 960_000,
  },
};

/** The longest text that may be asked, of somebody with a long name. */
function withLongQuestion(view: Record<string, unknown>): Record<string, unknown> {
  const floor = view.floor as {
    turn: { question: string };
    questions: Record<string, { text: string; asker: object }>;
  };
  const long = structuredClone(floor);
  const speaking = long.questions[long.turn.question];
  if (speaking) {
    speaking.text = '关于老旧小区改造与公共停车场建设的进度、质量和资金使用情况，请逐项说明。'
      .repeat(20)
      .slice(0, 500);
    speaking.asker = {
      ...speaking.asker,
      name: '阿卜杜热合曼·买买提吐尔逊',
      organisation: '青岛市某某区某某街道办事处某某社区居民委员会监督委员会',
    };
  }
  return { ...view, floor: long };
}

/** Three of six categories, the second of them called, with the longest of names. */
function withLongDraw(view: Record<string, unknown>, state: string): Record<string, unknown> {
  const person = {
    id: 'A-0101',
    state: state === 'accepted' ? 'accepted' : 'called',
    name: '阿卜杜热合曼·买买提吐尔逊·艾合买提江',
    category: 'citizen',
  };
  const quotas = ['deputy', 'cppcc', 'citizen'].map((stratum) => ({ stratum, count: 1 }));
  const { freeze, ...draw } = view.draw as Record<string, unknown>;
  const called = [{ id: 'A-0001', state: 'declined', category: 'deputy' }, person];
  const rule = { kind: 'quota', count: 3, quotas };
  return {
    ...view,
    draw: {
      ...draw,
      state,
      rule,
      to_call: 3,
      called,
      person,
      weak: true,
      ...(state === 'opened' ? {} : { freeze }),
    },
  };
}

export const casesByDevice = {
  phone: [
    ...attendeeCases(),
    ...['inquiry', 'ballot_open'].map((state) => ({
      name: `phone-desk-${state}`,
      path: '/moderator',
      scene: deskScene(state),
    })),
    {
      name: 'phone-secretariat-round',
      path: '/secretariat',
      scene: { role: 'secretariat', views: { secretariat: round() } },
    },
    {
      name: 'phone-attendee-long-draw',
      path: '/',
      scene: {
        role: 'attendee',
        views: { attendee: withLongDraw(example('view.attendee.draw_called'), 'called') },
        me: example('me.attendee'),
      },
    },
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
  tablet: ['draft', 'inquiry', 'closed'].map((state) => ({
    name: `tablet-chair-${state}`,
    path: '/moderator',
    scene: deskScene(state, 'chair'),
  })),
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
    ...['board', 'comparison', 'duties'].map((view) => ({
      name: `desktop-secretariat-round-${view}`,
      path: `/secretariat?view=${view}`,
      scene: { role: 'secretariat', views: { secretariat: round() } },
    })),
    {
      name: 'desktop-secretariat-people',
      path: '/secretariat?hearing=h14',
      scene: { role: 'secretariat', views: { secretariat: round(), desk: crowd(60) } },
    },
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
  screen: [
    ...otherViews.map((state) => screenCase(state, example(`view.screen.${state}`))),
    // The schema's example goes on to the closing; here it stops where the result is on the screen.
    screenCase('result', { ...example('view.screen.closed'), phase: { name: 'result', since: 0 } }),
    screenCase('scoreboard', { ...example('view.screen.draft'), phase: reporting }),
    screenCase('report', {
      ...example('view.screen.draft'),
      phase: reporting,
      slides: { file: '汇报.pdf', sha256: 'a'.repeat(64), pages: 20, page: 7 },
    }),
    ...['secret_ballot_open', 'secret_ballot_closing'].map((state) =>
      screenCase(state, example(`view.screen.${state}`)),
    ),
    ...['collecting', 'revealed', 'voided'].map((state) =>
      screenCase(`draw_${state}`, example(`view.screen.draw_${state}`)),
    ),
    ...['opened', 'revealed', 'drawn', 'called', 'accepted'].map((state) =>
      screenCase(`long-draw-${state}`, withLongDraw(example('view.screen.draw_called'), state)),
    ),
    screenCase('long-question', withLongQuestion(example('view.screen.inquiry'))),
  ],
} satisfies Record<string, Case[]>;

export type Device = keyof typeof casesByDevice;
export const devices = Object.keys(casesByDevice) as Device[];

/** The page as it stands there in Chinese, in the theme that it begins with. */
export async function open(page: Page, one: Case): Promise<void> {
  // What is still arriving has no contrast yet.
  await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' });
  await fakeServer(page, one.scene);
  await page.goto(one.path);
  await expect(page.locator('main').first()).not.toHaveText(/连接会场|^\s*$/);
  if (one.press === undefined) return;
  await page.locator('nav').getByRole('button', { name: one.press }).first().click();
}

export async function speak(page: Page, device: Device, language: 'zh-CN' | 'en'): Promise<void> {
  if (device === 'screen') await page.keyboard.press('l');
  else {
    const name = language === 'en' ? 'English' : '中文';
    await page.getByRole('button', { name, exact: true }).click();
  }
  await expect(page.locator('html')).toHaveAttribute('lang', language);
}

/** The big screen is dark by itself; the others follow the reader's device, and begin light. */
export async function changeTheme(page: Page, device: Device): Promise<void> {
  if (device !== 'screen') return page.emulateMedia({ colorScheme: 'dark' });
  await page.keyboard.press('t');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
}
