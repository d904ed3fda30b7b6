// RFC 7396. Shares what did not change with the old value, so that "the same object" means "nothing
// new here" to whoever draws it.

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function merge(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const old = isObject(target) ? target : {};
  const result = new Map(Object.entries(old));
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) result.delete(key);
    else result.set(key, isObject(value) ? merge(result.get(key), value) : value);
  }
  return Object.fromEntries(result);
}
