import { counted } from '../counted';
import type { Same } from '../catalogue.svelte';
import type { words as zh } from '../zh/voting';

export const words: Same<typeof zh> = {
  // Any ballot.
  vote: 'Please vote',
  voteHint: 'Choose one. You can change it until the ballot closes.',
  confidential:
    'This ballot is confidential: nobody sees your choice, but the server could link it to you while voting is open. The secret that would allow this is destroyed at the close.',
  sending: 'Sending. Please keep this page open…',
  counted: 'Counted',
  countedHint: 'Your choice is hidden. You can change it until the ballot closes.',
  change: 'Change my choice',
  keep: 'Keep my choice',
  notCounted: 'Not counted yet. Please try again.',
  othersVote: 'The attendees are voting.',
  mayNotVote: 'You are not entitled to vote in this ballot.',
  checkInToVote: 'Please check in first, then vote.',
  paperBallot: 'You were given a paper ballot. Please use that one.',
  // A secret one.
  intro: 'This ballot is secret: nothing the server keeps can link you to your choice.',
  untrusted:
    'The network of this hall is not protected: somebody on it could change these pages, so secrecy cannot be promised. Whether to vote on the phone is up to you; you can ask for a paper ballot instead.',
  preparing: 'Preparing your ballot…',
  preparingHint: 'This phone is fetching its anonymous token by itself.',
  gathering: ({ tokens }) => `${counted(tokens, 'phone')} ready; voting begins in a moment…`,
  gatheringHint: 'Most phones begin together: that protects everybody.',
  few: ({ tokens }) =>
    `Only ${counted(tokens, 'phone')} so far. Among so few, the result itself may tell who chose what.`,
  sealing: 'Sealing your choice…',
  sealingHint:
    'It goes into the box by itself within seconds, at a random moment, so that nobody can tell whose it is.',
  kept: 'A reload or a closed page loses nothing: it is sent when you come back.',
  notKept: 'This phone does not let us store anything: stay on this page until it says “Counted”.',
  retrying: 'No network; trying again by itself.',
  onTheWay: 'Voting has ended. The choice you sealed before is on its way and still counts.',
  receiptHint:
    'The receipt was verified and is kept on this phone; your choice is neither shown nor kept. You can change it until the ballot closes.',
  receiptFinal: 'The receipt was verified and is kept on this phone.',
  isLate: 'Your choice came too late and was not counted.',
  isLateAgain: 'Your last change came too late; the choice counted before it stands.',
  isUnsure:
    'No receipt came before the close, so it is not certain that your choice was counted. This phone will know once it has looked into the box.',
  isUnsureAgain:
    'Your last change got no receipt and may not count; the choice before it is counted.',
  elsewhere: 'A token was already issued for your card',
  elsewhereHint:
    'On another phone or browser, or what this one had stored was deleted. Please vote where it was issued: there is only one token, and no paper instead of it. If it was not you, go to the desk at once.',
  tryAgain: 'Try again',
  ownTitle: 'My vote',
  checking: 'This phone is about to check that your vote is in the box…',
  check: 'Check my vote',
  checkHint: 'Downloads all the anonymous votes; this phone checks them.',
  checkFailed: 'The files did not come; trying again by itself.',
  inBox: 'Your vote is in the box',
  inBoxHint:
    'This phone has checked that the published box is the one on the record, and that your vote is in it, signed by this phone.',
  notInBox: 'No vote of this phone is in the box.',
  notInBoxHint: 'This phone never got a receipt.',
  alarm:
    'The box contradicts the receipt of this phone! Keep this page open and show it to a teller now.',
  alarmBecause: {
    missing:
      'This phone has a receipt signed by the server, but the published box does not hold the vote.',
    older: 'The published box holds an earlier choice of yours, not the one of the receipt.',
    forged: 'The vote that stands under your key in the published box is not validly signed.',
    files_differ: 'The published files of the box are not those on the record.',
  },
};
