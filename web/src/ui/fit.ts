// The largest of some sizes at which a text still fits its box, as the browser lays it out: a name of two
// characters and a question of five hundred stand in the same place.
import type { Attachment } from 'svelte/attachments';

/** In rem, each about a seventh smaller than the one before: two neighbours look different on purpose. */
const steps = [
  16, 14, 12, 10.4, 9, 7.7, 6.6, 5.7, 4.9, 4.2, 3.6, 3.1, 2.7, 2.3, 2, 1.7, 1.5, 1.3, 1.1, 0.95,
  0.8, 0.7, 0.6,
];

/** What the browser tells of heights and widths is rounded. */
const slackPx = 1;

/** The first of falling sizes that fits; the last where none does. Asks as rarely as it can. */
export function largest(sizes: readonly number[], fits: (size: number) => boolean): number {
  let from = 0;
  let to = sizes.length - 1;
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (fits(sizes[middle] ?? 0)) to = middle;
    else from = middle + 1;
  }
  return sizes[to] ?? 0;
}

function refit(content: HTMLElement, box: HTMLElement, sizes: readonly number[]): void {
  const fits = (size: number) => {
    content.style.fontSize = `${size}rem`;
    // Lines may be tighter than the glyphs' own boxes, so the content's height is what its lines take.
    return (
      content.offsetHeight <= box.clientHeight + slackPx &&
      content.scrollWidth <= Math.min(content.clientWidth, box.clientWidth) + slackPx
    );
  };
  // A word is broken only where it would not fit in the smallest size either.
  content.style.overflowWrap = 'normal';
  const size = largest(sizes, fits);
  if (!fits(size)) content.style.overflowWrap = 'anywhere';
}

/**
 * Between two sizes in rem. The box is the element around it; give it a height that does not hang on its
 * content (`max-height`, or a row that shrinks) and let it hide what sticks out.
 */
export function fit(from: number, to: number): Attachment<HTMLElement> {
  const sizes = steps.filter((size) => size <= from && size >= to);
  return (content) => {
    const box = content.parentElement;
    if (!box) return;
    const again = () => refit(content, box, sizes);
    // In the next frame: a box whose size changes while its change is told would be told of without end.
    const resized = new ResizeObserver(() => requestAnimationFrame(again));
    const reworded = new MutationObserver(again);
    again();
    resized.observe(box);
    reworded.observe(content, { childList: true, subtree: true, characterData: true });
    return () => {
      resized.disconnect();
      reworded.disconnect();
    };
  };
}
