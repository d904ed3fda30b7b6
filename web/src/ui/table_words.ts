// What a table says of itself; whoever shows one hands these over in the page's language.
export interface TableWords {
  all: string;
  order: string;
  asPlanned: string;
  clear: string;
  nothingFound: string;
  previous: string;
  next: string;
  count: (p: { shown: number; all: number }) => string;
  page: (p: { page: number; pages: number }) => string;
}
