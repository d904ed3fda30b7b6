// How every page begins: with the words of its language.
import { mount } from 'svelte';
import type { Component } from 'svelte';

import { language } from '../../i18n/catalogue.svelte';

export async function start(page: Component): Promise<void> {
  await language.set(language.locale);
  const target = document.getElementById('app');
  if (!target) throw new Error('the page has no place for the application');
  target.textContent = '';
  mount(page, { target });
}
