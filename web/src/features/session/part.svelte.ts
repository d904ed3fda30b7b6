// A part of a page that is loaded behind it, with its words.
import { later } from '../../connection/later';
import { language } from '../../i18n/catalogue.svelte';

export class Part<Loaded> {
  loaded = $state.raw<Loaded | undefined>();
  readonly coming: Promise<Loaded>;

  constructor(load: () => Promise<Loaded>) {
    this.coming = this.come(load);
  }

  private async come(load: () => Promise<Loaded>): Promise<Loaded> {
    const loaded = await later(load);
    await language.ready();
    this.loaded = loaded;
    return loaded;
  }
}
