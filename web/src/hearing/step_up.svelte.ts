// Before what cannot be undone, an account with an authenticator shows a one-time code again.
import { Problem } from '../connection/http';
import { confirmByCode } from '../connection/session';

export class StepUp {
  asking = $state(false);
  /** The code of what went wrong with the last try. */
  problem = $state<string | undefined>();
  private waiting: ((shown: boolean) => void)[] = [];

  /** Whoever asks while the dialog is open waits for the same code. */
  ask(): Promise<boolean> {
    this.asking = true;
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  async show(code: string): Promise<void> {
    try {
      await confirmByCode(code);
      this.finish(true);
    } catch (error) {
      this.problem = error instanceof Problem ? error.code : 'network';
    }
  }

  /** Not shown: somebody has closed the dialog. */
  finish(shown: boolean): void {
    this.asking = false;
    this.problem = undefined;
    for (const resolve of this.waiting.splice(0)) resolve(shown);
  }
}

/** The page's own. */
export const stepUp = new StepUp();

/** A request over HTTP, once more when a code was asked for and shown. */
export async function withStepUp<Answer>(request: () => Promise<Answer>): Promise<Answer> {
  try {
    return await request();
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'step_up_needed') throw error;
    if (!(await stepUp.ask())) throw error;
    return request();
  }
}
