// Keeps the screen of a phone lit while its holder is to vote. Browsers have it in secure contexts only,
// and let go of it whenever the page is out of sight; without it the phone dims as always.

/** Until the returned function is called. */
export function keepAwake(): () => void {
  if (!('wakeLock' in navigator)) return () => undefined;
  let lock: WakeLockSentinel | undefined;
  let ended = false;

  const take = async () => {
    if (ended || document.visibilityState !== 'visible') return;
    try {
      lock = await navigator.wakeLock.request('screen');
      if (ended) await lock.release();
    } catch {
      // A battery that is nearly empty refuses, for one.
    }
  };
  const again = () => void take();

  document.addEventListener('visibilitychange', again);
  again();
  return () => {
    ended = true;
    document.removeEventListener('visibilitychange', again);
    void lock?.release();
  };
}
