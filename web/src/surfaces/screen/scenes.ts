// All scenes, loaded behind the screen's first page: whoever stands at the entrance needs none of them.
import type { Component } from 'svelte';

import type { Scene } from '../../features/scene/scene';
import type { HallView } from '../../protocol/views';
import BallotScene from './BallotScene.svelte';
import ClosingScene from './ClosingScene.svelte';
import DrawScene from './DrawScene.svelte';
import FloorScene from './FloorScene.svelte';
import ReportScene from './ReportScene.svelte';
import ResultScene from './ResultScene.svelte';
import ScoreboardScene from './ScoreboardScene.svelte';
import SpeakerScene from './SpeakerScene.svelte';
import WelcomeScene from './WelcomeScene.svelte';

export interface SceneProps {
  view: HallView;
  hearing: string;
  /** Server's time minus this device's. */
  offset: number;
  /** The screen hears the hall. */
  isLive: boolean;
}

export const scenes: Record<Scene, Component<SceneProps>> = {
  welcome: WelcomeScene,
  scoreboard: ScoreboardScene,
  report: ReportScene,
  draw: DrawScene,
  speaker: SpeakerScene,
  floor: FloorScene,
  ballot: BallotScene,
  result: ResultScene,
  closing: ClosingScene,
};
