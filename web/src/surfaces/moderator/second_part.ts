// What a desk needs once it stands there: it comes right behind the first page.
export { default as Afterwards } from '../../features/duties/Afterwards.svelte';
export { default as BallotTab } from './BallotTab.svelte';
export { default as CloseBallotDialog } from './CloseBallotDialog.svelte';
export { default as DrawTab } from './DrawTab.svelte';
export { default as OpenBallotDialog } from './OpenBallotDialog.svelte';
export { default as PresenceTab } from './PresenceTab.svelte';
export { default as QuestionDialog } from './QuestionDialog.svelte';
export { default as ScreenPanel } from './ScreenPanel.svelte';
