// For tests that show something: a page has its words before it shows anything.
if (typeof document !== 'undefined') {
  const [{ language }] = await Promise.all([
    import('../src/i18n/catalogue.svelte'),
    import('../src/i18n/attendee'),
    import('../src/i18n/codes'),
    import('../src/i18n/common'),
    import('../src/i18n/desk'),
    import('../src/i18n/hall'),
    import('../src/i18n/office'),
    import('../src/i18n/paper'),
    import('../src/i18n/running'),
    import('../src/i18n/screen'),
    import('../src/i18n/voting'),
    import('../src/i18n/voting_codes'),
    import('../src/i18n/secretariat'),
    import('../src/i18n/session'),
    import('../src/i18n/staff'),
    import('../src/i18n/staff_codes'),
  ]);
  for (const locale of ['en', 'zh'] as const) await language.set(locale);
}

export {};
