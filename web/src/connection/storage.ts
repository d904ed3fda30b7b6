// What the browser keeps. Private windows and full disks refuse; then the page works without it.

export type Keeper = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

function safely(keeper: () => Keeper): Keeper {
  return {
    getItem(key) {
      try {
        return keeper().getItem(key);
      } catch {
        return null;
      }
    },
    setItem(key, value) {
      try {
        keeper().setItem(key, value);
      } catch {
        // Only what would survive a reload is lost.
      }
    },
    removeItem(key) {
      try {
        keeper().removeItem(key);
      } catch {
        // As above.
      }
    },
  };
}

/** Ends with the tab. */
export const tabStorage = safely(() => sessionStorage);
/** Stays on the device. */
export const deviceStorage = safely(() => localStorage);
