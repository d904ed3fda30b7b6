// A view of the screen with every text as long as the rules let it be.
import { readFileSync } from 'node:fs';

const rules = readFileSync(new URL('../../../server/src/core/limits.hpp', import.meta.url), 'utf8');

/** A limit by its name in `limits.hpp`, so that a test knows of a new value. */
export function limit(name: string): number {
  const found = new RegExp(`${name} = ([\\d']+);`).exec(rules)?.[1];
  if (found === undefined) throw new Error(`limits.hpp has no ${name}`);
  return Number(found.replaceAll("'", ''));
}

const sentences = {
  zh: '关于老旧小区改造与公共停车场建设的进度、质量和资金使用情况，请逐项说明。',
  en: 'Responsibilities for neighbourhood modernisation and environmental administration, item by item. ',
};

export type Language = keyof typeof sentences;

export function text(language: Language, length: number): string {
  return sentences[language].repeat(length).slice(0, length).trim();
}

type Thing = Record<string, unknown>;

function each(things: unknown, change: (thing: Thing) => void): void {
  Object.values((things ?? {}) as Record<string, Thing>).forEach(change);
}

/** Who is imported has names no longer than a label. */
export function longest(view: Thing, language: Language): Thing {
  const made = structuredClone(view);
  const title = text(language, limit('title_length_max'));
  const label = text(language, limit('label_length_max'));
  Object.assign(made.hearing as Thing, { title, venue: title, series: title });
  const campaign = made.campaign as Thing | undefined;
  if (campaign) {
    campaign.title = title;
    each(campaign.units, (unit) => (unit.name = title));
    const note = text(language, limit('reason_length_max'));
    campaign.metrics = Array.from({ length: limit('metrics_max') }, (_, index) => ({
      name: `${String(index)}${title}`.slice(0, title.length),
      value: title,
      unit: title,
      note,
    }));
  }
  each((made.floor as Thing).questions, (question) => {
    question.text = text(language, limit('question_length_max'));
    Object.assign(question.asker as Thing, { name: label, organisation: title });
  });
  each((made.rules as Thing).categories, (category) =>
    Object.assign(category, { label, label_en: label }),
  );
  const ballot = made.ballot as { rule: { options: Thing[] }; void_reason?: string } | undefined;
  if (ballot?.void_reason !== undefined) {
    ballot.void_reason = text(language, limit('reason_length_max'));
  }
  for (const option of ballot?.rule.options ?? []) {
    Object.assign(option, { label: title, label_en: title });
  }
  each(made.instructions, (one) => (one.text = text(language, limit('note_length_max'))));
  return made;
}
