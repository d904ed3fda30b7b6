// What the screen shows, as a function of the view and of what this screen was told to stay on.
import type { HallView } from '../../protocol/views';

export type Scene =
  | 'welcome'
  | 'scoreboard'
  | 'report'
  | 'draw'
  | 'speaker'
  | 'floor'
  | 'ballot'
  | 'result'
  | 'closing';

/** What a screen can stay on, whatever the hall does. A speaker is on the floor. */
export const pins = [
  'welcome',
  'scoreboard',
  'report',
  'floor',
  'draw',
  'ballot',
  'result',
  'closing',
] as const;
export type Pin = (typeof pins)[number];

export function pinOf(text: string | null): Pin | undefined {
  return pins.find((pin) => pin === text);
}

/** This page's address, with what it stays on. */
export function addressOn(pin: Pin | undefined): URL {
  const address = new URL(location.href);
  if (pin === undefined) address.searchParams.delete('scene');
  else address.searchParams.set('scene', pin);
  return address;
}

function inReport(view: HallView): Scene {
  const isPaging = view.slides !== undefined && view.slides.page > 0;
  return !isPaging && hasMetrics(view) ? 'scoreboard' : 'report';
}

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

/** Where the hearing is. */
export function sceneOf(view: HallView): Scene {
  switch (view.phase.name) {
    case 'draft':
    case 'check_in':
      return 'welcome';
    case 'report':
      return inReport(view);
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

function hasMetrics(view: HallView): boolean {
  return (view.campaign?.metrics.length ?? 0) > 0;
}

/** Where a screen stays; nothing while there is nothing to show of it. */
function stayedOn(view: HallView, pin: Pin): Scene | undefined {
  switch (pin) {
    case 'welcome':
    case 'report':
    case 'closing':
      return pin;
    case 'scoreboard':
      return hasMetrics(view) ? pin : undefined;
    case 'floor':
      return view.floor.turn ? 'speaker' : pin;
    case 'draw':
      return view.draw && pin;
    case 'ballot':
      return view.ballot && pin;
    case 'result':
      return view.ballot?.result && pin;
  }
}

/** A screen that has nothing to show of where it should stay goes with the hall: it is never empty. */
export function shownOf(view: HallView, pin: Pin | undefined): Scene {
  return (pin && stayedOn(view, pin)) ?? sceneOf(view);
}

/** Another key, another picture: speakers and draws turn into each other as scenes do. */
export function pictureOf(view: HallView, scene: Scene): string {
  switch (scene) {
    case 'speaker':
      return `speaker ${view.floor.turn?.question ?? ''}`;
    case 'draw':
      return `draw ${view.draw?.draw ?? ''}`;
    case 'ballot':
    case 'result':
    case 'welcome':
    case 'scoreboard':
    case 'report':
    case 'floor':
    case 'closing':
      return scene;
  }
}
