import type { Same } from '../catalogue.svelte';
import type { words as zh } from '../zh/archive';

export const words: Same<typeof zh> = {
  seriesHelp:
    'The plan, the rules and the dossiers of a whole round as one text (TOML or JSON): prepared in an editor, compared, kept, and imported as a whole. A preview comes first; with a single fault nothing is imported; importing again updates only what has changed. The file holds no names of attendees: import each roster at its hearing.',
  saveAs: 'Save the series as it is',
  bringIn: 'Import a series file',
  newSeries: 'A new series will be created.',
  summary: ({ added, updated, unchanged }) =>
    `Hearings: ${added} to add, ${updated} to update, ${unchanged} unchanged.`,
  notInFile: ({ count }) => `${count} more hearings are not in the file, and stay.`,
  nothingToDo: 'The file and the series agree: there is nothing to import.',
  parts: { plan: 'plan', rules: 'rules', dossier: 'dossier' },
  imported: ({ added, updated }) => `Imported: ${added} hearings added, ${updated} updated.`,
  orFile: 'Or import the whole round from a series file',
  dossier: {
    help: 'XLSX and CSV. Metrics, units and projects of a workbook stand on a sheet each and are known by their headings. Importing again updates and removes nothing. Units that only a project names are added.',
    counts: ({ metrics, units, projects }) =>
      `Now there are ${metrics} metrics, ${units} units and ${projects} projects.`,
    allSheets: 'All sheets that are known',
    holds: 'The table holds',
    part: { metrics: 'Metrics', units: 'Units', projects: 'Projects' },
    field: {
      metrics: { name: 'Metric', value: 'Value', measured_in: 'Unit of measure', note: 'Note' },
      units: { name: 'Unit', responsible: 'Responsible person', id: 'Id' },
      projects: {
        name: 'Project',
        unit: 'Unit',
        responsible: 'Responsible person',
        status: 'Progress',
      },
    },
    readAs: ({ sheet, part, rows }) => `Sheet “${sheet}” is read as: ${part}, ${rows} rows`,
    summary: ({ added, updated, unchanged }) =>
      `Entries: ${added} to add, ${updated} to update, ${unchanged} unchanged.`,
    notInFile: ({ count }) => `${count} more entries are not in the file, and stay.`,
    nothingToDo: 'The file and the dossier agree: there is nothing to import.',
    imported: ({ added, updated }) => `Imported: ${added} entries added, ${updated} updated.`,
  },
  search: {
    label: 'Look for questions, answers, reports, instructions and people of all hearings',
    look: 'Search',
    help: 'One character is enough. Several words are parted by blanks, and all of them have to be there. At most 20 of each kind are listed.',
    nothing: ({ text }) =>
      `Nothing was found for “${text}”. Try a shorter word. Names that were erased cannot be found.`,
    more: ({ count }) => `${count} more are not listed: add a word.`,
    ofAll: ({ first, count }) => `${first} and others, ${count} hearings`,
    questions: 'Questions',
    answers: 'Notes of answers',
    duties: 'Reports',
    instructions: 'Instructions',
    people: 'People',
  },
  names: {
    title: 'How long personal data is kept',
    comma: ', ',
    until: ({ people, days, date }) =>
      `Names, organisations, titles and seats of ${people} people are kept here; they are erased on ${date}, ${days} days after the last hearing.`,
    afterClose: ({ people, days, hearings }) =>
      `Names, organisations, titles and seats of ${people} people are kept here; they are erased ${days} days after the last hearing. Still under way: ${hearings}.`,
    afterLast: ({ people, days }) =>
      `Names, organisations, titles and seats of ${people} people are kept here; they are erased ${days} days after the last hearing.`,
    untilErased: ({ people }) =>
      `Names, organisations, titles and seats of ${people} people are kept here, and are not erased by themselves: rostrum erase does it.`,
    erased: ({ date, names }) => `On ${date} the personal data of ${names} people was erased.`,
    erasedOf: ({ date, names, hearing }) =>
      `On ${date} the personal data of ${names} people of hearing ${hearing} was erased.`,
    cardNumbers:
      'Rosters, minutes and downloads show card numbers instead of names. The record is what it was, and can still be verified.',
  },
};
