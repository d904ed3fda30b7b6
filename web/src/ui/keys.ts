// One-letter keys of a page. Never while somebody types, and never with a dialog open.

export function onKeys(
  actions: Partial<Record<string, () => unknown>>,
): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
    if (document.querySelector('dialog[open]')) return;
    const target = event.target;
    if (target instanceof HTMLElement && target.closest('input, textarea, select')) return;
    const action = Object.keys(actions).includes(event.key) ? actions[event.key] : undefined;
    if (!action) return;
    event.preventDefault();
    action();
  };
}
