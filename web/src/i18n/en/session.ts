import type { Same } from '../catalogue.svelte';
import type { words as zh } from '../zh/session';

export const words: Same<typeof zh> = {
  login: 'Log in',
  loginName: 'Login',
  password: 'Password',
  loginHint: 'Use the staff account you were given.',
  code: 'One-time code',
  codeAgain: 'This cannot be undone. Once more, please',
  choose: 'Choose a hearing',
  chooseHint: 'These hearings are open to you.',
  noHearing: 'No hearing is open to you at the moment.',
  change: 'Other hearing',
  replaced: 'This hearing is open in another window of yours.',
  takeOver: 'Continue here',
  reissued:
    'Your seat card was issued anew, so this device was logged out. Please use the new card.',
  outdated: 'This page is out of date. Please reload it.',
  reload: 'Reload',
  tryAgain: 'Try again',
  tryingAgain: 'This page is trying again by itself; please keep it open.',
};
