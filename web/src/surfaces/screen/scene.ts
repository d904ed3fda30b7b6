// What the screen shows, as a function of the view.
import type { HallView } from '../../protocol/views';

export type Scene =
  'welcome' | 'report' | 'draw' | 'speaker' | 'floor' | 'ballot' | 'result' | 'closing';

function inInquiry(view: HallView): Scene {
  if (view.floor.turn) return 'speaker';
  switch (view.draw?.state) {
    case 'opened':
    case 'collecting':
    case 'frozen':
    case 'revealed':
    case 'drawn':
    case 'called':
      return 'draw';
    case 'accepted':
      // Until the person drawn has the floor.
      return Object.values(view.floor.questions).some(
        (question) => question.queue === 'drawn' && question.state === 'waiting',
      )
        ? 'draw'
        : 'floor';
    case 'declined':
    case 'absent':
    case 'voided':
    case undefined:
      return 'floor';
  }
}

export function sceneOf(view: HallView): Scene {
  switch (view.phase.name) {
    case 'draft':
    case 'check_in':
      return 'welcome';
    case 'report':
      return 'report';
    case 'inquiry':
      return inInquiry(view);
    case 'ballot':
      return 'ballot';
    case 'result':
      return view.ballot?.result ? 'result' : 'ballot';
    case 'closed':
      return 'closing';
  }
}

/** Chinese characters are twice as wide as letters. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += (character.codePointAt(0) ?? 0) > 0x2e80 ? 2 : 1;
  return width;
}

/** How large a name may stand beside the proof of a draw, on two lines at most: in rem of the screen. */
export function nameSize(name: string): number {
  const width = widthOf(name);
  if (width <= 16) return 7.4;
  return width <= 26 ? 4.8 : 3.6;
}

/** How large a text may be written so that it fits: in rem of the screen. */
export function textSize(text: string): number {
  const width = widthOf(text);
  if (width <= 80) return 4.2;
  if (width <= 200) return 3.2;
  if (width <= 420) return 2.4;
  return width <= 700 ? 1.8 : 1.4;
}
