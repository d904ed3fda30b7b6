// The real server, with a demo round of hearings and nobody in the hall yet.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
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

export async function startRostrum(phones = 0): Promise<Rostrum> {
  const data = mkdtempSync(join(tmpdir(), 'rostrum-e2e-'));
  const place = ['--data', data, '--web', web, '--address', '127.0.0.1'];
  let child: ChildProcess = spawn(
    binary,
    ['demo', ...place, '--port', '0', '--phones', String(phones), '--print-json'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const { url, cast_port: castPort, links } = await firstLine(child);
  return {
    url,
    links,
    data,
    kill: () => end(child, 'SIGKILL'),
    start: async () => {
      const port = new URL(url).port;
      const ports = ['--port', port, '--cast-port', String(castPort)];
      child = spawn(binary, ['serve', ...place, ...ports], {
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
