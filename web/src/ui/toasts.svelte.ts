// Short words at the edge of the page: what was done, what was refused.

export interface Toast {
  id: number;
  text: string;
  tone: 'good' | 'bad' | 'plain';
}

const shownForMs = { good: 3_000, plain: 4_000, bad: 7_000 };

let next = 1;
export const toasts = $state<{ list: Toast[] }>({ list: [] });

export function dismiss(id: number): void {
  toasts.list = toasts.list.filter((toast) => toast.id !== id);
}

export function tell(text: string, tone: Toast['tone'] = 'plain'): void {
  const same = toasts.list.find((toast) => toast.text === text);
  if (same) return;
  const id = next;
  next += 1;
  toasts.list = [...toasts.list.slice(-2), { id, text, tone }];
  setTimeout(() => dismiss(id), shownForMs[tone]);
}
