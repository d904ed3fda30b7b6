// Where somebody is in a table, kept for as long as the tab lives: who comes back from a hearing, or
// loads the page anew, finds the rows as they were.
import { tabStorage } from '../../connection/storage';
import { placeFrom } from '../../ui/table';
import type { TablePlace } from '../../ui/table';

function parsed(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

export class KeptPlace {
  private current = $state.raw<TablePlace>(placeFrom(undefined));
  private readonly key: string;

  constructor(table: string) {
    this.key = `rostrum.table.${table}`;
    this.current = placeFrom(parsed(tabStorage.getItem(this.key)));
  }

  get place(): TablePlace {
    return this.current;
  }

  set place(next: TablePlace) {
    this.current = next;
    tabStorage.setItem(this.key, JSON.stringify(next));
  }
}
