// How every page begins: with the words of its language, and with its name in it.
import { mount } from 'svelte';
import type { Component } from 'svelte';

import { language } from '../../i18n/catalogue.svelte';
import { common } from '../../i18n/common';

/** The words of a page may say what it is called beside the product; that of the attendees is the product. */
export async function start(page: Component, surface?: { t: { title: string } }): Promise<void> {
  language.title = () => (surface ? `${common.t.product} · ${surface.t.title}` : common.t.product);
  await language.set(language.locale);
  const target = document.getElementById('app');
  if (!target) throw new Error('the page has no place for the application');
  target.textContent = '';
  mount(page, { target });
}
