// Keeps a screen lit: a phone's while its holder is to vote, the hall's as long as it shows the hearing.
// Browsers have it in secure contexts only, and let go of it whenever the page is out of sight; without it the
// screen dims as always.

/** Until the returned function is called. */
export function keepAwake(): () => void {
  if (!('wakeLock' in navigator)) return () => undefined;
  let lock: WakeLockSentinel | undefined;
  const end = new AbortController();
  const { signal } = end;

  const take = async () => {
    if (signal.aborted || document.visibilityState !== 'visible') return;
    try {
      const taken = await navigator.wakeLock.request('screen');
      // Nobody waits for it any more.
      if (end.signal.aborted) await taken.release();
      else lock = taken;
    } catch {
      // A battery that is nearly empty refuses, for one.
    }
  };
  const again = () => void take();

  document.addEventListener('visibilitychange', again, { signal });
  again();
  return () => {
    end.abort();
    void lock?.release();
  };
}
