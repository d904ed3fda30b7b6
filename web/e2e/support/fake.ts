// A stand-in for the server: answers with the schema's examples, acknowledges every command or refuses it.
import { existsSync, readFileSync } from 'node:fs';

import type { Page, WebSocketRoute } from '@playwright/test';

const examples = new URL('../../../schema/examples/valid/', import.meta.url);

/** 2026-01-01 09:30 in Qingdao: a time at which the clocks of the examples are running. */
export const exampleTime = 1_767_258_600_000;

export function example(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(`${name}.json`, examples), 'utf8')) as Record<
    string,
    unknown
  >;
}

export function hasExample(name: string): boolean {
  return existsSync(new URL(`${name}.json`, examples));
}

export interface Scene {
  role: string;
  /** By audience: the view that `hello` is answered with. */
  views: Record<string, Record<string, unknown>>;
  me?: Record<string, unknown> | undefined;
  hearings?: { id: string; title: string }[];
  time?: number;
  /** The code by which every command is refused; otherwise each is done. */
  refuses?: string;
  /** Told of every socket, before anything is said on it. */
  opened?: (socket: WebSocketRoute) => void;
}

interface Sent {
  type: string;
  id: string;
  name: string;
  audience: string;
  hearing: string;
  t: number;
}

function talk(socket: WebSocketRoute, scene: Scene, sent: Sent[]): void {
  const time = scene.time ?? exampleTime;
  const say = (message: unknown) => socket.send(JSON.stringify(message));
  scene.opened?.(socket);
  socket.onMessage((text) => {
    const message = JSON.parse(String(text)) as Sent;
    sent.push(message);
    if (message.type === 'hello') {
      const { audience, hearing } = message;
      const { role } = scene;
      say({ type: 'welcome', protocol: 1, time, hearing, audience, role, subject: 'test' });
      say({ type: 'view', epoch: 1, version: 1, time, view: scene.views[audience] ?? {} });
      if (scene.me) say({ type: 'me', time, me: scene.me });
    } else if (message.type === 'command' && scene.refuses !== undefined) {
      say({ type: 'refusal', id: message.id, code: scene.refuses });
    } else if (message.type === 'command') {
      const result = message.name === 'claim_ballot' ? { key: 'ab'.repeat(32) } : {};
      say({ type: 'ack', id: message.id, result });
    } else if (message.type === 'ping') {
      say({ type: 'pong', t: message.t, time });
    }
  });
}

/** As many verdicts as anybody may ask for. */
const outcomes = Array.from({ length: 32 }, () => ({
  verdict: {
    outcome: 'below',
    reason: 'threshold_is_missed',
    valid: 129,
    base: 129,
    score: 11_600,
    basis_points: 8992,
    votes_short: 1,
  },
}));

const namesKept = {
  people: 130,
  kept_ms: 180 * 86_400_000,
  due: Date.UTC(2021, 6, 22),
  waits_for: [],
  erasures: [],
};

export async function fakeServer(page: Page, scene: Scene): Promise<Sent[]> {
  const sent: Sent[] = [];
  const session = {
    role: scene.role,
    subject: 'test',
    name: '测试',
    nonce: '0'.repeat(32),
    hearings: scene.hearings ?? [{ id: 'h01', title: '蓝色海湾攻势质询会' }],
  };
  await page.route('**/api/v1/**', (route) => {
    const path = new URL(route.request().url()).pathname;
    if (path.endsWith('.svg')) {
      const svg =
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h3v3H0zM6 0h3v3H6zM0 6h3v3H0zM4 4h2v2H4z"/></svg>';
      return route.fulfill({ contentType: 'image/svg+xml', body: svg });
    }
    if (path.endsWith('/rules/trial')) return route.fulfill({ json: { outcomes } });
    if (path.endsWith('/series/names')) return route.fulfill({ json: namesKept });
    return route.fulfill({ json: session });
  });
  await page.routeWebSocket('**/ws', (socket) => talk(socket, scene, sent));
  return sent;
}
