// The page's language, and texts that follow it. Every catalogue has both languages; a missing or
// superfluous key is an error of the compiler.

export type Locale = 'zh' | 'en';

const storageKey = 'rostrum.locale';

function initial(): Locale {
  const asked = new URLSearchParams(location.search).get('lang');
  if (asked === 'zh' || asked === 'en') return asked;
  try {
    return localStorage.getItem(storageKey) === 'en' ? 'en' : 'zh';
  } catch {
    return 'zh';
  }
}

let current = $state<Locale>(initial());

/** As the `lang` attribute names it. */
export function htmlTag(locale: Locale): string {
  return locale === 'zh' ? 'zh-CN' : 'en';
}

export const language = {
  get locale(): Locale {
    return current;
  },
  get other(): Locale {
    return current === 'zh' ? 'en' : 'zh';
  },
  set(locale: Locale): void {
    current = locale;
    document.documentElement.lang = htmlTag(locale);
    try {
      localStorage.setItem(storageKey, locale);
    } catch {
      // It lasts as long as the page does.
    }
  },
};

type Same<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...parameters: infer P) => string
      ? (...parameters: P) => string
      : Same<T[K]>;
};

export interface Catalogue<T> {
  readonly t: Same<T>;
  readonly both: { zh: Same<T>; en: Same<T> };
}

export function catalogue<const T>(zh: T, en: Same<T>): Catalogue<T> {
  const both = { zh: zh as Same<T>, en };
  return {
    both,
    get t() {
      return both[current];
    },
  };
}

/** `label` or `label_en`, where the data has both. */
export function labelOf(entry: { label: string; label_en: string } | undefined, or = ''): string {
  if (!entry) return or;
  return current === 'en' && entry.label_en !== '' ? entry.label_en : entry.label;
}

const plurals = new Intl.PluralRules('en');

/** English: `3 votes`, `1 vote`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${plurals.select(count) === 'one' ? one : many}`;
}

export function localeTag(): string {
  return current === 'zh' ? 'zh-CN' : 'en-GB';
}

export function formatDate(ms: number): string {
  return new Intl.DateTimeFormat(localeTag(), { dateStyle: 'long' }).format(ms);
}

export function formatMoment(ms: number): string {
  return new Intl.DateTimeFormat(localeTag(), { dateStyle: 'medium', timeStyle: 'short' }).format(
    ms,
  );
}

export function formatTime(ms: number): string {
  return new Intl.DateTimeFormat(localeTag(), { timeStyle: 'short' }).format(ms);
}
