// The real server, with a demo round of hearings and nobody in the hall yet.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const built = fileURLToPath(new URL('../../../build/release/server/rostrum', import.meta.url));
export const binary = process.env.ROSTRUM_BINARY ?? built;
export const binaryIsThere = existsSync(binary);
const web = fileURLToPath(new URL('../../dist', import.meta.url));

export interface Links {
  attendee: string[];
  /** The last attendee's card, to be typed. */
  typed: { card: string; code: string };
  moderator: string;
  chair: string;
  tellers: [string, string];
  respondent: string;
  screen: string;
  secretariat: string;
  observer: string;
}

export interface Rostrum {
  url: string;
  /** Where phones send the votes of a secret ballot. */
  castUrl: string;
  links: Links;
  /** Its folder, for the command line. */
  data: string;
  /** Killed as by a power cut. */
  kill: () => Promise<void>;
  /** On the same data, under the same address. */
  start: () => Promise<void>;
  stop: () => Promise<void>;
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`)).ok;
  } catch {
    return false;
  }
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill(signal);
  return ended;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

interface Greeting {
  url: string;
  cast_port: number;
  links: Links;
}

async function firstLine(child: ChildProcess): Promise<Greeting> {
  if (!child.stdout) throw new Error('the server was started without a pipe to read');
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('{')) return JSON.parse(line) as Greeting;
  }
  throw new Error(`${binary} ended before it was ready`);
}

/** Where the server listens, and how phones reach it when that is not the same. */
interface Place {
  address: string;
  /** 0: any free one. */
  port: number;
  publicUrl?: string;
}

const thisMachine: Place = { address: '127.0.0.1', port: 0 };

/**
 * As in a hall without TLS: under a name that browsers do not take for this machine, so that pages have
 * only what plain HTTP gives them. playwright.config.ts says where the name leads.
 */
export async function plainNetwork(): Promise<Place> {
  const port = await freePort();
  return { address: '127.0.0.2', port, publicUrl: `http://hall.test:${port}` };
}

export async function startRostrum(phones = 0, place = thisMachine): Promise<Rostrum> {
  const data = mkdtempSync(join(tmpdir(), 'rostrum-e2e-'));
  const options = ['--data', data, '--web', web, '--address', place.address];
  if (place.publicUrl !== undefined) options.push('--public-url', place.publicUrl);
  const ports = (http: number, cast: number) => ['--port', `${http}`, '--cast-port', `${cast}`];
  const demo = ['--phones', String(phones), '--print-json'];
  let child: ChildProcess = spawn(binary, ['demo', ...options, ...ports(place.port, 0), ...demo], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { url, cast_port: castPort, links } = await firstLine(child);
  return {
    url,
    castUrl: `http://${new URL(url).hostname}:${castPort}/cast`,
    links,
    data,
    kill: () => end(child, 'SIGKILL'),
    start: async () => {
      const same = ports(Number(new URL(url).port), castPort);
      child = spawn(binary, ['serve', ...options, ...same], {
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      while (!(await answers(url))) {
        if (child.exitCode !== null) throw new Error(`${binary} did not start again`);
      }
    },
    stop: async () => {
      await end(child, 'SIGTERM');
      rmSync(data, { recursive: true, force: true });
    },
  };
}
