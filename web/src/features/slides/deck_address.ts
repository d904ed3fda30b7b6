/** Where a hearing's deck is fetched; it may be kept for ever, since another deck has another name. */
export function deckAddress(hearing: string, sha256: string): string {
  return `/api/v1/hearings/${encodeURIComponent(hearing)}/slides/${sha256}`;
}
