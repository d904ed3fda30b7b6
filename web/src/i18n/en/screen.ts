import type { Same } from '../catalogue.svelte';
import type { words as zh } from '../zh/screen';

export const words: Same<typeof zh> = {
  title: 'Screen',
  welcome: 'Welcome to the hearing',
  scan: 'Scan the code on your seat card to check in',
  joinCode: 'Code of the hall',
  slide: ({ page }) => `Page ${page}`,
  of: ({ pages }) => `of ${pages}`,
  reporting: 'Reporting',
  lotFallsOn: 'The lot falls on',
  drawing: 'Draw by lot',
  drawSlow: 'Computed step by step: nobody can know the result in advance',
  drawChances: 'Every phone present gives a random number',
  freezeCode: 'Freeze code',
  freezeHint: 'Compare it with your phone',
  openingSoon: 'Voting is about to open',
  pleaseVote: 'Please vote on your phone',
  voteHidden: 'Nothing is shown before the result is published',
  counting: 'Checking the count',
  countingHint: 'The result is published once the tellers have signed',
  waitingIn: 'Waiting to speak',
  deciding: ({ score, base }) => `${score} ÷ ${base}`,
  reportDue: ({ date }) => `A written report is due by ${date}`,
  thanks: 'Thank you',
  lastState: 'Reconnecting; this is the latest state',
};
