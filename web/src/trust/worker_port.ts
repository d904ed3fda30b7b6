// Both ends of the talk between a page and its worker.

/** What both ends see of each other. */
export interface Port {
  postMessage: (message: unknown) => void;
  onmessage: ((event: MessageEvent) => void) | null;
}

/** The page's end. */
export interface WorkerPort extends Port {
  onerror: ((event: ErrorEvent) => void) | null;
  terminate: () => void;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever functions they are
export type Craft = Record<string, (...args: any[]) => unknown>;
/** The same functions, answered from elsewhere. */
export type Remote<Functions extends Craft> = {
  [Name in keyof Functions]: (
    ...args: Parameters<Functions[Name]>
  ) => Promise<ReturnType<Functions[Name]>>;
};

interface Call {
  id: number;
  name: string;
  args: unknown[];
}

interface Waiting {
  resolve: (value: unknown) => void;
  reject: (problem: Error) => void;
  limit: ReturnType<typeof setTimeout>;
}

type Answer = { id: number } & ({ value: unknown } | { problem: string });

/** In the worker: answers calls one after the other. */
export function serve(port: Port, functions: Craft): void {
  port.onmessage = ({ data }: MessageEvent<Call>) => {
    const { id, name, args } = data;
    try {
      port.postMessage({ id, value: functions[name]?.(...args) } satisfies Answer);
    } catch (problem) {
      port.postMessage({ id, problem: String(problem) } satisfies Answer);
    }
  };
}

/** In the page. A worker that breaks down, or gives no answer for `mostMs`, fails all that waits, and all that comes
 * after: a phone that is short of memory ends a worker without a word. */
export function remote<Functions extends Craft>(
  port: WorkerPort,
  names: (keyof Functions & string)[],
  mostMs: number,
): Remote<Functions> {
  const waiting = new Map<number, Waiting>();
  let calls = 0;
  let broken: Error | undefined;
  port.onmessage = ({ data }: MessageEvent<Answer>) => {
    const call = waiting.get(data.id);
    waiting.delete(data.id);
    clearTimeout(call?.limit);
    if ('value' in data) call?.resolve(data.value);
    else call?.reject(new Error(data.problem));
  };
  const fail = (message: string) => {
    broken = new Error(message);
    for (const call of waiting.values()) {
      clearTimeout(call.limit);
      call.reject(broken);
    }
    waiting.clear();
  };
  port.onerror = (event) => fail(event.message);
  const ask = (name: string, args: unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (broken) {
        reject(broken);
        return;
      }
      calls += 1;
      waiting.set(calls, { resolve, reject, limit: setTimeout(() => fail('silent'), mostMs) });
      port.postMessage({ id: calls, name, args } satisfies Call);
    });
  const entries = names.map((name) => [name, (...args: unknown[]) => ask(name, args)] as const);
  return Object.fromEntries(entries) as unknown as Remote<Functions>;
}
