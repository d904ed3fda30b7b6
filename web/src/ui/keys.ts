// One-letter keys of a page. Never while somebody types, never with a dialog open, and like a button never again
// while what was done last is under way.

export function onKeys(
  actions: Partial<Record<string, () => unknown>>,
): (event: KeyboardEvent) => void {
  const underWay = new Set<string>();
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
    if (document.querySelector('dialog[open]')) return;
    const target = event.target;
    if (target instanceof HTMLElement && target.closest('input, textarea, select')) return;
    const action = Object.keys(actions).includes(event.key) ? actions[event.key] : undefined;
    if (!action) return;
    event.preventDefault();
    if (underWay.has(event.key)) return;
    const result = action();
    if (!(result instanceof Promise)) return;
    underWay.add(event.key);
    void result.finally(() => underWay.delete(event.key));
  };
}
