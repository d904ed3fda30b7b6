// Has the browser keep the page's shell, where it may: in secure contexts only.

/** Not in the moment in which a whole hall comes in, and not all phones in the same one. */
export const keepAfterMs = 5_000;
export const keepSpreadMs = 25_000;

export function keepShell(chance: number): void {
  if (!('serviceWorker' in navigator)) return;
  setTimeout(
    () => {
      // Without it the page works as before.
      navigator.serviceWorker.register('/shell_worker.js').catch(() => undefined);
    },
    keepAfterMs + chance * keepSpreadMs,
  );
}
