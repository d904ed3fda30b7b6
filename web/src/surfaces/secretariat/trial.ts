// A ballot rule tried with made-up counts. The server judges: here is only what it is asked.
import { post } from '../../connection/http';
import type { BallotRule, Verdict } from '../../protocol/views';

export interface Count {
  tally: { issued: number; returned: number; invalid: number; votes: Record<string, number> };
  electorate: { entitled: number; present: number };
}

/** A verdict, or the code of why no hall could count so. */
export interface Outcome {
  verdict?: Verdict;
  code?: string;
}

export async function tryRule(rule: BallotRule, counts: Count[]): Promise<Outcome[]> {
  return (await post<{ outcomes: Outcome[] }>('/rules/trial', { rule, counts })).outcomes;
}

/** So many votes, all returned by a hall that is there in full. */
export function countOf(
  votes: Record<string, number>,
  changes: Partial<Count['tally']> = {},
): Count {
  const returned = Object.values(votes).reduce((sum, one) => sum + one, changes.invalid ?? 0);
  const issued = changes.issued ?? returned;
  return {
    tally: { issued, returned, invalid: 0, votes, ...changes },
    electorate: { entitled: Math.max(issued, returned), present: Math.max(issued, returned) },
  };
}

export type EdgeName = 'votes' | 'none' | 'uncounted' | 'noQuorum' | 'stuffed';

export interface Edge {
  name: EdgeName;
  /** Of the best option and of the worst. */
  good: number;
  bad: number;
  returned: number;
  count: Count;
}

/** Counts at which rules are mistaken: just below what prints as the threshold, exactly on it, and
    where there is nothing to divide. */
export function edgesOf(rule: BallotRule): Edge[] {
  const counted = rule.options.filter((one) => one.counted).sort((a, b) => b.weight - a.weight);
  const best = counted[0]?.option;
  const worst = counted[counted.length - 1]?.option;
  const idle = rule.options.find((one) => !one.counted)?.option;
  if (best === undefined || worst === undefined || best === worst) return [];
  const edge = (name: EdgeName, good: number, bad: number, count: Count): Edge => ({
    name,
    good,
    bad,
    returned: count.tally.returned,
    count,
  });
  const votes = (good: number, of: number) =>
    edge('votes', good, of - good, countOf({ [best]: good, [worst]: of - good }));
  const hall = { entitled: 130, present: 130 };
  return [
    votes(116, 129),
    votes(359, 399),
    votes(117, 130),
    edge('none', 0, 0, { ...countOf({}, { issued: 130 }), electorate: hall }),
    ...(idle === undefined ? [] : [edge('uncounted', 0, 0, countOf({ [idle]: 130 }))]),
    edge('noQuorum', 1, 0, { ...countOf({ [best]: 1 }, { issued: 130 }), electorate: hall }),
    edge('stuffed', 130, 0, { ...countOf({ [best]: 130 }, { issued: 129 }), electorate: hall }),
  ];
}
