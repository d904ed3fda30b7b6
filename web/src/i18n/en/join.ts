import type { Same } from '../catalogue.svelte';
import type { words as zh } from '../zh/join';

export const words: Same<typeof zh> = {
  welcome: 'Welcome to the hearing',
  howToJoin:
    'Scan the code on your seat card with your phone. If that does not work, type the number and the code printed on it.',
  cardNumber: 'Card number',
  cardNumberHint: 'For example A-0001',
  cardCode: 'Code',
  cardCodeHint: 'The 8 letters and digits on the card, in any case',
  byAddress: 'I have the address of a card or for observers',
  cardField: 'Address or token',
  join: 'Enter',
  inUseOwn:
    'If that was you (another phone or browser, or you cleared its data), have the staff issue your card anew; the other device is logged out at once.',
  inUseOther: 'If it was not you, tell the staff now.',
  inUseSafe: 'A card opens one device at a time, so that everybody has one vote.',
};
