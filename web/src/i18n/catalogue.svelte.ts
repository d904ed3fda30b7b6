// The page's language, and texts that follow it. Every catalogue has both languages; a missing or
// superfluous key is an error of the compiler. A page loads one of them, and the other when it is chosen.
import { later } from '../connection/later';
import { deviceStorage } from '../connection/storage';

export type Locale = 'zh' | 'en';

const storageKey = 'rostrum.locale';

function initial(): Locale {
  const asked = new URLSearchParams(location.search).get('lang');
  if (asked === 'zh' || asked === 'en') return asked;
  return deviceStorage.getItem(storageKey) === 'en' ? 'en' : 'zh';
}

const first = initial();
let current = $state(first);
/** May not be there yet. */
let chosen = first;

/** As the `lang` attribute names it. */
export function htmlTag(locale: Locale): string {
  return locale === 'zh' ? 'zh-CN' : 'en';
}

/** Loads what a catalogue has to say in a language. */
const catalogues: { has: (locale: Locale) => boolean; load: (locale: Locale) => Promise<void> }[] =
  [];

/** Until nothing is missing: more catalogues may come with a part of the page that loads meanwhile. */
async function loadAll(locale: () => Locale): Promise<void> {
  for (;;) {
    const wanted = locale();
    const missing = catalogues.filter((one) => !one.has(wanted));
    if (missing.length === 0) return;
    await Promise.all(missing.map((one) => one.load(wanted)));
  }
}

export const language = {
  /** What the page is called; a part of one that stands alone is not called anything. */
  title: undefined as (() => string) | undefined,
  get locale(): Locale {
    return current;
  },
  get other(): Locale {
    return current === 'zh' ? 'en' : 'zh';
  },
  /** Before anything is shown that came just now. */
  ready(): Promise<void> {
    return loadAll(() => current);
  },
  /** The page keeps its language until all words of the other are there. */
  async set(locale: Locale): Promise<void> {
    chosen = locale;
    deviceStorage.setItem(storageKey, locale);
    await loadAll(() => locale);
    if (chosen !== locale) return;
    current = locale;
    document.documentElement.lang = htmlTag(locale);
    if (language.title) document.title = language.title();
  },
};

/** The same entries in another language. */
export type Same<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...parameters: infer P) => string
      ? (...parameters: P) => string
      : Same<T[K]>;
};

export interface Catalogue<T> {
  readonly t: Same<T>;
}

type Load<T> = Record<Locale, () => Promise<{ words: Same<T> }>>;

export function catalogue<T>(load: Load<T>): Catalogue<T> {
  const loaded: Partial<Record<Locale, Same<T>>> = {};
  catalogues.push({
    has: (locale) => loaded[locale] !== undefined,
    load: async (locale) => {
      loaded[locale] = (await later(load[locale])).words;
    },
  });
  return {
    get t() {
      const words = loaded[current];
      if (!words) throw new Error('words are shown before they are loaded');
      return words;
    },
  };
}

/** `label` or `label_en`, where the data has both. */
export function labelOf(entry: { label: string; label_en: string } | undefined, or = ''): string {
  if (!entry) return or;
  return current === 'en' && entry.label_en !== '' ? entry.label_en : entry.label;
}

export function localeTag(): string {
  return current === 'zh' ? 'zh-CN' : 'en-GB';
}

export function formatDate(ms: number): string {
  return new Intl.DateTimeFormat(localeTag(), { dateStyle: 'long' }).format(ms);
}

/** For a column of dates. */
export function formatShortDate(ms: number): string {
  return new Intl.DateTimeFormat(localeTag(), { dateStyle: 'medium' }).format(ms);
}

export function formatMoment(ms: number): string {
  return new Intl.DateTimeFormat(localeTag(), { dateStyle: 'medium', timeStyle: 'short' }).format(
    ms,
  );
}

export function formatTime(ms: number): string {
  return new Intl.DateTimeFormat(localeTag(), { timeStyle: 'short' }).format(ms);
}
