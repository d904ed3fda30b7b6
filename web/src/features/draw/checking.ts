// What a phone needs to check a draw, loaded only when there is one to check.
import { startDelay } from '../../trust/delay_client';
import type { DelayRun } from '../../trust/delay_client';
import { checkInputs, checkResult, summary } from '../../trust/draw_check';
import type { DrawFiles, DrawInputs, OwnKnowledge, ResultClaim } from '../../trust/draw_check';

/** The check that failed, as it is reported: the form of the files belongs to C4. */
export type FailedCheck = 'c1' | 'c2' | 'c3' | 'c4' | 'c5' | 'c6' | 'c7';

export interface InputsVerdict {
  outcome: 'verified' | 'nothing_wrong' | 'wrong';
  failed?: FailedCheck;
  inputs?: DrawInputs;
}

export function judgeInputs(files: DrawFiles, own: OwnKnowledge): InputsVerdict {
  const { checks, inputs } = checkInputs(files, own);
  const failed = Object.entries(checks).find(([, { verdict }]) => verdict === 'fails')?.[0];
  return {
    outcome: summary(checks),
    ...(failed === undefined
      ? {}
      : { failed: (failed === 'form' ? 'c4' : failed.toLowerCase()) as FailedCheck }),
    ...(inputs ? { inputs } : {}),
  };
}

/** C7: takes as long as the draw did, in a worker. */
export function recompute(inputs: DrawInputs, watch: (done: number | undefined) => void): DelayRun {
  return startDelay(inputs.delayInput, inputs.freeze.delay, watch);
}

export function judgeResult(inputs: DrawInputs, seed: string, claim: ResultClaim): boolean {
  return checkResult(inputs, seed, claim).verdict === 'holds';
}
