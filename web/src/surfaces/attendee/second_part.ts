// What a phone does not need to show the hall: it comes right behind the first page. The check of a draw is
// among it, since a whole hall would ask for it in the same second.
export { judgeInputs, judgeResult, recompute } from '../../features/draw/checking';
export { default as AfterCards } from './AfterCards.svelte';
export { default as AskTab } from './AskTab.svelte';
export { default as HandCard } from './HandCard.svelte';
export { default as MineTab } from './MineTab.svelte';
export { default as PulseCard } from './PulseCard.svelte';
export { tellUnheard } from './refused';
export { default as RecordBanner } from '../../features/record/RecordBanner.svelte';
export { reminders, urgentThings } from '../../features/notices/reminders.svelte';
