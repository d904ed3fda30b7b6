// What a phone follows the slides with: loaded when there are any.
export { default as FollowCard } from './FollowCard.svelte';
