// The shell of an attendee's page on the device: every file of one build, so that the page opens in a dead
// zone too. What the server says is never kept: with a network the page is always the server's own, and
// without one it is a whole build, never parts of two.

/** Written into the worker by the build (`tools/build.mjs`). */
export interface Shell {
  /** Another one for every build. */
  version: string;
  /** The page first, then all that it can load. */
  files: string[];
}

const prefix = 'rostrum-shell-';
/** Where the attendee's page is served. */
const pages = new Set(['/', '/j', '/index.html']);
/** A network that gives no answer for so long is as good as none. */
export const networkMostMs = 5_000;
/** Of a proxy whose server is away: a page of its own that knows nothing of the hall. */
const isAway = ({ status }: Response): boolean => status >= 502 && status <= 504;

export interface Network {
  fetch: (request: Request) => Promise<Response>;
  pause: (ms: number) => Promise<void>;
}

export class ShellKeeper {
  private readonly name: string;

  constructor(
    private readonly shell: Shell,
    private readonly caches: CacheStorage,
    private readonly network: Network,
  ) {
    this.name = prefix + shell.version;
  }

  /** All of it or nothing. */
  async install(): Promise<void> {
    const cache = await this.caches.open(this.name);
    await cache.addAll(this.shell.files);
  }

  /** The shell of an earlier build has had its time. */
  async activate(): Promise<void> {
    for (const name of await this.caches.keys()) {
      if (name.startsWith(prefix) && name !== this.name) await this.caches.delete(name);
    }
  }

  /** Nothing where the browser is to go on as if nobody kept anything. */
  answer(request: Request, here: string): Promise<Response> | undefined {
    const { origin, pathname } = new URL(request.url);
    if (request.method !== 'GET' || origin !== here) return undefined;
    if (request.mode === 'navigate') return pages.has(pathname) ? this.page(request) : undefined;
    // Whoever looks whether the server is there asks for the page, and must not hear from us.
    const isPart = pathname !== '/' && this.shell.files.includes(pathname);
    return isPart ? this.file(request, pathname) : undefined;
  }

  private async page(request: Request): Promise<Response> {
    const fresh = this.network.fetch(request);
    const late = this.network.pause(networkMostMs).then(() => this.kept('/'));
    try {
      const answer = (await Promise.race([fresh, late])) ?? (await fresh);
      return isAway(answer) ? ((await this.kept('/')) ?? answer) : answer;
    } catch (problem) {
      const kept = await this.kept('/');
      if (kept) return kept;
      throw problem;
    }
  }

  /** Named by its content: what is kept cannot differ from what the server has. */
  private async file(request: Request, path: string): Promise<Response> {
    return (await this.kept(path)) ?? this.network.fetch(request);
  }

  private async kept(path: string): Promise<Response | undefined> {
    const cache = await this.caches.open(this.name);
    return cache.match(path);
  }
}

/** The server no longer speaks with the build that is kept. */
export async function forgetShell(): Promise<void> {
  if (!('caches' in globalThis)) return;
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(prefix)).map((n) => caches.delete(n)));
}
