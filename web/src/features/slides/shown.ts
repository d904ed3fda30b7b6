// What draws a deck: loaded when there is one to show.
export { Opened } from './opened.svelte';
export { default as Slide } from './Slide.svelte';
