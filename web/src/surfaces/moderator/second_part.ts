// What a desk needs from the ballot on: it comes right behind the first page.
export { default as Afterwards } from '../../features/duties/Afterwards.svelte';
export { default as BallotTab } from './BallotTab.svelte';
export { default as OpenBallotDialog } from './OpenBallotDialog.svelte';
