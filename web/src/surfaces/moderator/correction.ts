// What corrects a command of the desk, where the rules have something that does. Nothing is unsaid: a
// correction goes on the record behind what it corrects.
import type { CommandBodies, CommandName } from '../../protocol/messages';
import type { HallView } from '../../protocol/views';

export type Order = { [Name in CommandName]: [name: Name, body: CommandBodies[Name]] }[CommandName];

/** Back to where the question stood, as far as that can be said. */
function asBefore(view: HallView, id: string): Order[] {
  const question = view.floor.questions[id];
  const back: Order[] = [['reconsider_question', { question: id }]];
  if (question?.state !== 'waiting') return back;
  if (question.kind === 'written') back.push(['approve_question', { question: id }]);
  if (question.position !== undefined) {
    back.push(['move_question', { question: id, position: question.position }]);
  }
  return back;
}

/** `view` is what the desk saw before; empty: it cannot be taken back. */
export function correction(view: HallView, [name, body]: Order): Order[] {
  switch (name) {
    case 'approve_question':
      return [['reconsider_question', { question: body.question }]];
    case 'return_question':
    case 'merge_question':
      return asBefore(view, body.question);
    case 'move_question': {
      const position = view.floor.questions[body.question]?.position;
      return position === undefined ? [] : [[name, { question: body.question, position }]];
    }
    case 'edit_question': {
      const before = view.floor.questions[body.question];
      if (!before) return [];
      const { question, text, units } = body;
      const seen = { replaces: text, replaces_units: units };
      return [[name, { question, text: before.text, units: before.units, ...seen }]];
    }
    case 'mark_present':
      return [['mark_absent', body]];
    case 'mark_absent':
      return [['mark_present', body]];
    case 'extend_clock':
      return [[name, { ...body, by_ms: -body.by_ms }]];
    case 'pause_clock':
      return [['resume_clock', body]];
    case 'resume_clock':
      return [['pause_clock', body]];
    default:
      return [];
  }
}
