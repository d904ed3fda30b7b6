// Short words at the edge of the page: what was done, what was refused.

export interface Toast {
  id: number;
  text: string;
  tone: 'good' | 'bad' | 'plain';
  /** What can be done about it while it stands there. */
  action?: { text: string; press: () => unknown };
}

const shownForMs = { good: 3_000, plain: 4_000, bad: 7_000 };

let next = 1;
export const toasts = $state<{
  list: Toast[];
  /** The modal dialogs that are open, by id: all but the last one is out of reach, the page too. */
  dialogs: string[];
}>({ list: [], dialogs: [] });

export function dismiss(id: number): void {
  toasts.list = toasts.list.filter((toast) => toast.id !== id);
}

/** The toast's number, by which it is dismissed; of one that stands there already, that one's. */
export function tell(
  text: string,
  tone: Toast['tone'] = 'plain',
  more: { ms?: number; action?: Toast['action'] } = {},
): number {
  const same = toasts.list.find((toast) => toast.text === text);
  if (same && !more.action) return same.id;
  if (same) dismiss(same.id);
  const id = next;
  next += 1;
  const { ms = shownForMs[tone], action } = more;
  toasts.list = [...toasts.list.slice(-2), { id, text, tone, ...(action ? { action } : {}) }];
  setTimeout(() => dismiss(id), ms);
  return id;
}
