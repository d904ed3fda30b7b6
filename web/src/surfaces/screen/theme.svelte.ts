// Whether the hall's screen is dark. A laptop at a projector says `light` without anybody having meant it,
// so its own wish counts only where somebody asks for it: `?theme=system`.
import { deviceStorage } from '../../connection/storage';

export type Theme = 'dark' | 'light';
type Wish = Theme | 'system';

const storageKey = 'rostrum.theme';

function wished(text: string | null): Wish | undefined {
  return text === 'dark' || text === 'light' || text === 'system' ? text : undefined;
}

function first(): Theme {
  const wish =
    wished(new URLSearchParams(location.search).get('theme')) ??
    wished(deviceStorage.getItem(storageKey)) ??
    'dark';
  if (wish !== 'system') return wish;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

let current = $state<Theme>('dark');

export const theme = {
  get now(): Theme {
    return current;
  },
  get other(): Theme {
    return current === 'dark' ? 'light' : 'dark';
  },
  /** Before anything is shown. */
  begin(): void {
    current = first();
    document.documentElement.dataset.theme = current;
  },
  /** By hand, and kept on this device. */
  set(to: Theme): void {
    current = to;
    document.documentElement.dataset.theme = to;
    deviceStorage.setItem(storageKey, to);
  },
};
