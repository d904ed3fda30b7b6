// The real server, with a demo round of hearings and nobody in the hall yet.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
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

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/**
 * A free port that the system gives to nobody by itself (Linux begins at 32768): a killed server comes back
 * to the place that its pages know, whatever other workers have opened meanwhile.
 */
async function lastingPort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    if (await isFree(port)) return port;
  }
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
  port: number;
  publicUrl?: string;
}

async function thisMachine(): Promise<Place> {
  return { address: '127.0.0.1', port: await lastingPort() };
}

/**
 * As in a hall without TLS: under a name that browsers do not take for this machine, so that pages have
 * only what plain HTTP gives them. playwright.config.ts says where the name leads.
 */
export async function plainNetwork(): Promise<Place> {
  const port = await lastingPort();
  return { address: '127.0.0.2', port, publicUrl: `http://hall.test:${port}` };
}

export async function startRostrum(phones = 0, wanted?: Place): Promise<Rostrum> {
  const place = wanted ?? (await thisMachine());
  const data = mkdtempSync(join(tmpdir(), 'rostrum-e2e-'));
  const options = ['--data', data, '--web', web, '--address', place.address];
  options.push('--port', `${place.port}`, '--cast-port', `${await lastingPort()}`);
  if (place.publicUrl !== undefined) options.push('--public-url', place.publicUrl);
  const demo = ['--phones', String(phones), '--print-json'];
  let child: ChildProcess = spawn(binary, ['demo', ...options, ...demo], {
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
      child = spawn(binary, ['serve', ...options], {
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
