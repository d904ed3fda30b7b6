import type { Same } from '../catalogue.svelte';
import type { words as zh } from '../zh/session';

export const words: Same<typeof zh> = {
  welcome: 'Welcome to the hearing',
  howToJoin:
    'Scan the code on your seat card with your phone. Or paste the address or the token of the card below.',
  cardField: 'Address or token of the seat card',
  join: 'Enter',
  login: 'Log in',
  loginName: 'Login',
  password: 'Password',
  loginHint: 'Please use the staff account you were given.',
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
};
