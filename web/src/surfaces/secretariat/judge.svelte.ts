// Asks the server for the verdicts of a rule that is being changed: once the typing pauses, and only the
// last question's answer counts.
import { untrack } from 'svelte';

import { Problem } from '../../connection/http';
import { sentence } from '../../i18n/refusals';
import type { BallotRule } from '../../protocol/views';
import { bases } from './rules_draft';
import { edgesOf, tryRule } from './trial';
import type { Count, Edge, Outcome } from './trial';

/** Somebody who types a number of three digits asks once. */
export const pauseMs = 300;

type ByBase = Partial<Record<(typeof bases)[number], Outcome>>;

export class Judge {
  example = $state.raw<Outcome | undefined>();
  edges = $state.raw<{ edge: Edge; outcome: Outcome | undefined }[]>([]);
  byBase = $state.raw<ByBase>({});
  /** Why there are no verdicts. */
  fault = $state.raw('');
  private asked = 0;

  /** While a component is made. */
  constructor(rule: () => BallotRule | undefined, example: () => Count) {
    $effect(() => {
      const [wanted, count] = [rule(), example()];
      this.asked += 1;
      const number = this.asked;
      if (!wanted) return untrack(() => this.forget());
      const timer = setTimeout(() => void this.ask(number, wanted, count), pauseMs);
      return () => clearTimeout(timer);
    });
  }

  private forget(): void {
    this.example = undefined;
    this.byBase = {};
    this.edges = this.edges.map(({ edge }) => ({ edge, outcome: undefined }));
  }

  private async ask(number: number, rule: BallotRule, count: Count): Promise<void> {
    const edges = edgesOf(rule);
    try {
      const [outcomes, ...others] = await Promise.all([
        tryRule(rule, [count, ...edges.map((edge) => edge.count)]),
        ...bases.map((base) => tryRule({ ...rule, base }, [count])),
      ]);
      if (number !== this.asked) return;
      this.fault = '';
      this.example = outcomes[0];
      this.edges = edges.map((edge, index) => ({ edge, outcome: outcomes[index + 1] }));
      this.byBase = Object.fromEntries(bases.map((base, index) => [base, others[index]?.[0]]));
    } catch (error) {
      if (number !== this.asked) return;
      this.fault = sentence(error instanceof Problem ? error.code : 'network');
      this.forget();
    }
  }
}
