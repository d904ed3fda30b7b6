// What the server finds, as groups of lines that lead to their places.
import { archive } from '../../i18n/archive';
import type { BoardLine } from '../../protocol/views';
import { searchOf } from './route';

export interface FoundText {
  hearing: string;
  id: string;
  text: string;
  about: string;
}

export interface FoundPerson {
  participant: string;
  name: string;
  organisation: string;
  title: string;
  seat: string;
  hearings: string[];
}

export interface Group<One> {
  /** Of all; the first are told. */
  count: number;
  found: One[];
}

export interface Found {
  questions: Group<FoundText>;
  answers: Group<FoundText>;
  duties: Group<FoundText>;
  instructions: Group<FoundText>;
  people: Group<FoundPerson>;
}

export interface Line {
  text: string;
  /** Who and where. */
  about: string;
  href: string;
}

export interface Section {
  title: string;
  count: number;
  lines: Line[];
}

type Hearings = Record<string, BoardLine>;

/** The floor stands on the desk, which a member of the office may open. */
const onFloor = (hearing: string) => `/moderator?hearing=${encodeURIComponent(hearing)}`;
const inOffice = (hearing: string, tab: string) => searchOf({ overview: 'board', hearing, tab });

const titleOf = (hearings: Hearings, id: string) => hearings[id]?.title ?? id;

function textSection(
  title: string,
  { count, found }: Group<FoundText>,
  hearings: Hearings,
  hrefOf: (hearing: string) => string,
): Section {
  const lines = found.map(({ hearing, text, about }) => ({
    text: text === '' ? about : text,
    about: [about, titleOf(hearings, hearing)].join(' · '),
    href: hrefOf(hearing),
  }));
  return { title, count, lines };
}

/** More than these are counted: somebody may be on the roster of every hearing. */
const placesTold = 3;

function placesOf(ids: string[], hearings: Hearings): string {
  const titles = ids.map((id) => titleOf(hearings, id));
  if (titles.length <= placesTold) return titles.join(archive.t.names.comma);
  return archive.t.search.ofAll({ first: titles[0] ?? '', count: titles.length });
}

function peopleSection({ count, found }: Group<FoundPerson>, hearings: Hearings): Section {
  const lines = found.map((person) => {
    const { participant, name, organisation, title, seat } = person;
    const [first] = person.hearings;
    return {
      text: `${name} ${participant}`,
      about: [organisation, title, seat, placesOf(person.hearings, hearings)]
        .filter((part) => part !== '')
        .join(' · '),
      href: first === undefined ? searchOf({ overview: 'board' }) : inOffice(first, 'people'),
    };
  });
  return { title: archive.t.search.people, count, lines };
}

/** Without those of which there is nothing. */
export function sectionsOf(found: Found, hearings: Hearings): Section[] {
  const t = archive.t.search;
  const afterwards = (hearing: string) => inOffice(hearing, 'after');
  return [
    textSection(t.questions, found.questions, hearings, onFloor),
    textSection(t.answers, found.answers, hearings, onFloor),
    textSection(t.duties, found.duties, hearings, afterwards),
    textSection(t.instructions, found.instructions, hearings, afterwards),
    peopleSection(found.people, hearings),
  ].filter(({ count }) => count > 0);
}
