// One file on its way in: looked at as often as somebody says something over it, imported once.
import { Problem, postFile } from '../../connection/http';
import { sentence } from '../../i18n/refusals';
import { tell } from '../../ui/toasts.svelte';
import { fileTypes, queryOf } from './preview';
import type { Choices, Note, Previewed } from './preview';

export class FileImport<Preview extends Previewed> {
  choices = $state.raw<Choices>({});
  preview = $state.raw<Preview | undefined>();
  /** Of a file that cannot be read at all. */
  unreadable = $state.raw<Note[]>([]);
  reading = $state(false);
  #file: Blob | undefined;
  #name = '';
  /** Only the answer to the last question counts. */
  #asked = 0;
  readonly #path: string;
  readonly #type: string | undefined;

  /** `type`: of every file; without one it depends on the name. */
  constructor(path: string, type?: string) {
    this.#path = path;
    this.#type = type;
  }

  take(file: Blob | undefined, name: string) {
    this.#file = file;
    this.#name = name;
    this.choices = {};
    this.preview = undefined;
    this.unreadable = [];
    this.#asked++;
    this.reading = false;
    if (file) void this.#look();
  }

  choose(more: Choices) {
    this.choices = { ...this.choices, ...more };
    void this.#look();
  }

  /** What was done; nothing when it was not. */
  async bringIn(): Promise<Preview | undefined> {
    if (!this.#file || !this.preview) return undefined;
    try {
      return await this.#send(this.#file, { expects: this.preview.fingerprint });
    } catch (error) {
      this.#fail(error);
      await this.#look();
      return undefined;
    }
  }

  #send(file: Blob, more: Record<string, string>): Promise<Preview> {
    const isCsv = this.#name.toLowerCase().endsWith('.csv');
    const type = this.#type ?? (isCsv ? fileTypes.csv : fileTypes.other);
    return postFile<Preview>(`${this.#path}?${queryOf(this.choices, more)}`, file, type);
  }

  #fail(error: unknown) {
    if (error instanceof Problem && error.rows.length > 0) this.unreadable = error.rows;
    else tell(sentence(error instanceof Problem ? error.code : 'network'), 'bad');
  }

  async #look() {
    if (!this.#file) return;
    const turn = ++this.#asked;
    this.reading = true;
    try {
      const answer = await this.#send(this.#file, { preview: 'true' });
      if (turn !== this.#asked) return;
      this.preview = answer;
      this.unreadable = [];
    } catch (error) {
      if (turn !== this.#asked) return;
      this.preview = undefined;
      this.#fail(error);
    } finally {
      if (turn === this.#asked) this.reading = false;
    }
  }
}
