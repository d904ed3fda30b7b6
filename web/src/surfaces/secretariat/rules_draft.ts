// The rules of a hearing while somebody changes them: as typed, and back once every figure is one.
import { fraction } from '../../i18n/figures';
import type { BallotRule, Fraction, HearingRules } from '../../protocol/views';
import { digits } from '../../ui/clock';
import { clockFrom, fractionFrom, wholeFrom } from './rules_text';

export const clockNames = [
  'report_clock',
  'inquiry_clock',
  'question_clock',
  'answer_clock',
  'follow_up_clock',
] as const;
type ClockName = (typeof clockNames)[number];

export interface OptionDraft {
  option: string;
  label: string;
  label_en: string;
  weight: string;
  counted: boolean;
}

export interface BallotDraft {
  options: OptionDraft[];
  base: string;
  threshold: string;
  equal: string;
  quorum: string;
  quorum_of: string;
  live_batch: string;
  breakdown: boolean;
}

export interface CategoryDraft {
  category: string;
  label: string;
  label_en: string;
  quota: string;
}

export interface RulesDraft {
  ballot: BallotDraft;
  clocks: Record<ClockName, { limit: string; sign: string; bell: string }>;
  categories: CategoryDraft[];
  numbers: { follow_ups_max: string; draws_required: string; observer_quota: string; days: string };
  support_orders: boolean;
  observers_may_ask: boolean;
  pulse_on_screen: boolean;
  addressees: string;
}

const dayMs = 86_400_000;
export const bases = ['valid', 'returned', 'present', 'entitled'] as const;
const wholes = ['present', 'entitled'] as const;

export function ballotDraft(rule: BallotRule): BallotDraft {
  return {
    options: rule.options.map((one) => ({ ...one, weight: String(one.weight) })),
    base: rule.base,
    threshold: fraction(rule.threshold),
    equal: rule.threshold_is_met_when_equal ? 'met' : 'below',
    quorum: fraction(rule.quorum),
    quorum_of: rule.quorum_of,
    live_batch: String(rule.live_batch),
    breakdown: rule.breakdown_by_category,
  };
}

export function rulesDraft(rules: HearingRules): RulesDraft {
  const clockOf = (name: ClockName) => {
    const { limit_ms, sign_before_ms, bell_before_ms } = rules[name];
    const [limit = '', sign = '', bell = ''] = [limit_ms, sign_before_ms, bell_before_ms].map(
      (ms) => digits(ms, 'up'),
    );
    return { limit, sign, bell };
  };
  return {
    ballot: ballotDraft(rules.ballot),
    clocks: {
      report_clock: clockOf('report_clock'),
      inquiry_clock: clockOf('inquiry_clock'),
      question_clock: clockOf('question_clock'),
      answer_clock: clockOf('answer_clock'),
      follow_up_clock: clockOf('follow_up_clock'),
    },
    categories: rules.categories.map((one) => ({ ...one, quota: String(one.quota) })),
    numbers: {
      follow_ups_max: String(rules.follow_ups_max),
      draws_required: String(rules.draws_required),
      observer_quota: String(rules.observer_quota),
      days: String(Math.round(rules.report_due_ms / dayMs)),
    },
    support_orders: rules.support_orders,
    observers_may_ask: rules.observers_may_ask,
    pulse_on_screen: rules.pulse_on_screen ?? false,
    addressees: rules.report_addressees.join('\n'),
  };
}

/** Nothing as long as a figure is missing. Whether the rule can be applied, the server says. */
export function ballotFrom(draft: BallotDraft): BallotRule | undefined {
  const threshold: Fraction | undefined = fractionFrom(draft.threshold);
  const quorum = fractionFrom(draft.quorum);
  const liveBatch = wholeFrom(draft.live_batch);
  const base = bases.find((one) => one === draft.base);
  const quorumOf = wholes.find((one) => one === draft.quorum_of);
  const weights = draft.options.map(({ weight }) => wholeFrom(weight));
  const whole = threshold && quorum && base && quorumOf && liveBatch !== undefined;
  if (!whole || weights.includes(undefined)) return undefined;
  return {
    options: draft.options.map(({ option, label, label_en, counted }, index) => ({
      option,
      label: label.trim(),
      label_en: label_en.trim(),
      weight: weights[index] ?? 0,
      counted,
    })),
    base,
    threshold,
    threshold_is_met_when_equal: draft.equal === 'met',
    quorum,
    quorum_of: quorumOf,
    live_batch: liveBatch,
    breakdown_by_category: draft.breakdown,
  };
}

function clockRule({ limit, sign, bell }: RulesDraft['clocks'][ClockName]) {
  const [limit_ms, sign_before_ms, bell_before_ms] = [limit, sign, bell].map(clockFrom);
  if (limit_ms === undefined || sign_before_ms === undefined || bell_before_ms === undefined) {
    return undefined;
  }
  return { limit_ms, sign_before_ms, bell_before_ms };
}

function clocksFrom(draft: RulesDraft): Pick<HearingRules, ClockName> | undefined {
  const { clocks } = draft;
  const [report, inquiry, question, answer, followUp] = clockNames.map((one) =>
    clockRule(clocks[one]),
  );
  if (!report || !inquiry || !question || !answer || !followUp) return undefined;
  return {
    report_clock: report,
    inquiry_clock: inquiry,
    question_clock: question,
    answer_clock: answer,
    follow_up_clock: followUp,
  };
}

/** What the rules were stays where the form does not show it. */
export function rulesFrom(draft: RulesDraft, before: HearingRules): HearingRules | undefined {
  const ballot = ballotFrom(draft.ballot);
  const clocks = clocksFrom(draft);
  const quotas = draft.categories.map(({ quota }) => wholeFrom(quota));
  const { follow_ups_max, draws_required, observer_quota, days } = draft.numbers;
  const numbers = [follow_ups_max, draws_required, observer_quota, days].map(wholeFrom);
  if (!ballot || !clocks || [...quotas, ...numbers].includes(undefined)) return undefined;
  const [followUps = 0, draws = 0, observers = 0, due = 0] = numbers;
  return {
    ...before,
    ...clocks,
    ballot,
    categories: draft.categories.map(({ category, label, label_en }, index) => ({
      category: category.trim(),
      label: label.trim(),
      label_en: label_en.trim(),
      quota: quotas[index] ?? 0,
    })),
    follow_ups_max: followUps,
    draws_required: draws,
    observer_quota: observers,
    report_due_ms: due * dayMs,
    support_orders: draft.support_orders,
    observers_may_ask: draft.observers_may_ask,
    // Rules from before there was one do not say: the same again change nothing.
    ...(draft.pulse_on_screen || before.pulse_on_screen !== undefined
      ? { pulse_on_screen: draft.pulse_on_screen }
      : {}),
    report_addressees: draft.addressees
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const same = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

function laidOver(mine: unknown, began: unknown, theirs: unknown): unknown {
  if (same(mine, began)) return theirs;
  if (!isObject(mine) || !isObject(began) || !isObject(theirs)) return mine;
  return Object.fromEntries(
    Object.keys(theirs).map((key) => [key, laidOver(mine[key], began[key], theirs[key])]),
  );
}

/** Somebody else has saved rules since the draft began: theirs, but for what was changed in it. Options and
 * categories are each one list, which is changed as a whole. */
export function withTheirs(draft: RulesDraft, began: HearingRules, theirs: HearingRules) {
  return laidOver(draft, rulesDraft(began), rulesDraft(theirs)) as RulesDraft;
}

export const areSameRules = (one: HearingRules, other: HearingRules): boolean => same(one, other);

const named = (
  option: string,
  label: string,
  label_en: string,
  weight: number,
  counted = true,
) => ({
  option,
  label,
  label_en,
  weight: String(weight),
  counted,
});

/** The two ways in which cities count. */
export const presets: Record<'plain' | 'graded', OptionDraft[]> = {
  plain: [
    named('satisfied', '满意', 'Satisfied', 100),
    named('basically_satisfied', '基本满意', 'Basically satisfied', 100),
    named('not_satisfied', '不满意', 'Not satisfied', 0),
  ],
  graded: [
    named('satisfied', '满意', 'Satisfied', 100),
    named('basically_satisfied', '基本满意', 'Basically satisfied', 70),
    named('not_satisfied', '不满意', 'Not satisfied', 30),
    named('no_idea', '不了解', 'No opinion', 0, false),
  ],
};

/** An option that no other has. */
export function freshOption(options: OptionDraft[]): OptionDraft {
  let number = options.length + 1;
  while (options.some(({ option }) => option === `option_${number}`)) number += 1;
  return named(`option_${number}`, '', '', 0);
}

/** A category that no other is; its key is nothing to look at. */
export function freshCategory(categories: CategoryDraft[]): CategoryDraft {
  let number = categories.length + 1;
  while (categories.some(({ category }) => category === `category-${number}`)) number += 1;
  return { category: `category-${number}`, label: '', label_en: '', quota: '1' };
}
