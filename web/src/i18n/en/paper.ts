import { counted } from '../counted';
import type { Same } from '../catalogue.svelte';
import type { words as zh } from '../zh/paper';

export const words: Same<typeof zh> = {
  small: {
    paper: ({ count }) =>
      `Only ${counted(count, 'paper ballot')}: give paper to at least five people, or their votes can be guessed.`,
    phone: ({ count }) =>
      `Only ${counted(count, 'ballot')} on phones: let at least five people vote by phone, or their votes can be guessed.`,
  },
  smallHint:
    'The record says who was issued which, and counts phones and paper apart: where there are so few, both together can show what a person chose. Better hand out more before you close. If you close it all the same, the record, the result sheet and the minutes say so.',
  smallAccept: 'I know that votes of single people can be guessed, and close it all the same.',
  closeNevertheless: 'Close it all the same',
  smallAccepted:
    'Closed by decision with fewer than five ballots on phones or on paper: votes of single people can be guessed',
  takeBack: 'Take back a paper handed out by mistake',
  takeBackHint:
    'Have the paper in your hand first; one that lies in the box cannot be taken back. The card is free again. The reason goes on the record.',
  withdraw: ({ who }) => `Withdraw the count of ${who}`,
  withdrawHint: 'It can be entered again; signatures go with it. The reason goes on the record.',
};
