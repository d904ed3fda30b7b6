const plurals = new Intl.PluralRules('en');

/** English: `3 votes`, `1 vote`. Apart from the catalogues, so that words load nothing but words. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${plurals.select(count) === 'one' ? one : many}`;
}
