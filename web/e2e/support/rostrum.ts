// The real server, with a demo round of hearings and nobody in the hall yet.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const built = fileURLToPath(new URL('../../../build/release/server/rostrum', import.meta.url));
export const binary = process.env.ROSTRUM_BINARY ?? built;
export const binaryIsThere = existsSync(binary);

export interface Links {
  attendee: string[];
  moderator: string;
  chair: string;
  tellers: [string, string];
  screen: string;
  secretariat: string;
  observer: string;
}

export interface Rostrum {
  url: string;
  links: Links;
  stop: () => Promise<void>;
}

export async function startRostrum(phones = 0): Promise<Rostrum> {
  const data = mkdtempSync(join(tmpdir(), 'rostrum-e2e-'));
  const web = fileURLToPath(new URL('../../dist', import.meta.url));
  const options = ['--data', data, '--web', web, '--phones', String(phones)];
  const place = ['--address', '127.0.0.1', '--port', '0'];
  const child = spawn(binary, ['demo', ...options, ...place, '--print-json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith('{')) continue;
    const { url, links } = JSON.parse(line) as { url: string; links: Links };
    const stop = async () => {
      child.kill('SIGTERM');
      await ended;
      rmSync(data, { recursive: true, force: true });
    };
    return { url, links, stop };
  }
  throw new Error(`${binary} ended before it was ready`);
}
