import type { Same } from '../catalogue.svelte';
import type { words as zh } from '../zh/staff';

export const words: Same<typeof zh> = {
  cancel: 'Cancel',
  save: 'Save',
  yes: 'Yes',
  no: 'No',
  awayHint: ({ seconds }) =>
    `What waits for more than ${seconds} seconds is not sent any more: look at the page once it is back, and press again.`,
  logout: 'Log out',
  stillIn: 'You are still logged in',
  stillInHint:
    'Anybody at this machine could go on in your name. Please try again, and leave it once you see the login.',
  role: {
    moderator: 'Moderator',
    chair: 'Chair',
    teller: 'Teller',
    secretariat: 'Secretariat',
    respondent: 'Respondent',
    attendee: 'Attendee',
    screen: 'Screen',
    observer: 'Observer',
  },
  ballotState: {
    locked: 'Rule locked',
    open: 'Voting is open',
    closing: 'Voting has ended, votes are on their way',
    closed: 'Closed, being counted',
    published: 'Result published',
    voided: 'Void',
  },
};
