// Which part of the page is open, as its address says: a reload, a link and the browser's "back" lead there.

export const overviews = ['board', 'comparison', 'duties', 'search', 'file'] as const;
export type Overview = (typeof overviews)[number];

export interface Route {
  overview: Overview;
  /** The open hearing and its tab; the overview lies behind it. */
  hearing?: string | undefined;
  tab?: string | undefined;
}

export function routeOf(search: string): Route {
  const asked = new URLSearchParams(search);
  const overview = overviews.find((one) => one === asked.get('view')) ?? 'board';
  return {
    overview,
    hearing: asked.get('hearing') ?? undefined,
    tab: asked.get('tab') ?? undefined,
  };
}

/** Without what is the case anyway. */
export function searchOf({ overview, hearing, tab }: Route): string {
  const parts = new URLSearchParams();
  if (overview !== 'board') parts.set('view', overview);
  if (hearing !== undefined) parts.set('hearing', hearing);
  if (hearing !== undefined && tab !== undefined) parts.set('tab', tab);
  const text = parts.toString();
  return text === '' ? '' : `?${text}`;
}
