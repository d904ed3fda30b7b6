// Which controls a role is shown. The server decides (server/src/core/permission.cpp); this only
// spares people buttons that would be refused. A test compares the two tables.
import type { CommandName } from '../../protocol/messages';
import type { Audience, Role } from '../../protocol/views';

const moderatorAndChair: readonly Role[] = ['moderator', 'chair'];
const desk: readonly Role[] = ['moderator', 'secretariat', 'teller'];

export const deskRoles: Partial<Record<CommandName, readonly Role[]>> = {
  advance_phase: moderatorAndChair,
  reopen_phase: moderatorAndChair,
  attach_slides: ['secretariat', 'moderator', 'respondent'],
  show_slide: ['moderator', 'respondent'],
  pause_clock: moderatorAndChair,
  resume_clock: moderatorAndChair,
  extend_clock: moderatorAndChair,
  mark_present: desk,
  mark_absent: desk,
  approve_question: moderatorAndChair,
  edit_question: moderatorAndChair,
  merge_question: moderatorAndChair,
  return_question: moderatorAndChair,
  reconsider_question: moderatorAndChair,
  move_question: moderatorAndChair,
  call_question: moderatorAndChair,
  start_answer: moderatorAndChair,
  start_follow_up: moderatorAndChair,
  note_answer: ['moderator', 'secretariat', 'respondent'],
  close_question: moderatorAndChair,
  prompt_chair: ['moderator'],
  acknowledge_prompt: ['chair'],
  open_draw: moderatorAndChair,
  collect_nonces: moderatorAndChair,
  enter_dice: moderatorAndChair,
  void_draw: moderatorAndChair,
  call_drawn: moderatorAndChair,
  answer_draw_for: moderatorAndChair,
  lock_ballot_rule: moderatorAndChair,
  open_ballot: moderatorAndChair,
  hand_out_paper: ['teller', 'moderator'],
  take_back_paper: ['teller', 'moderator'],
  close_ballot: moderatorAndChair,
  enter_paper_count: ['teller'],
  withdraw_paper_count: ['teller', 'chair'],
  sign_tally: ['teller'],
  publish_result: moderatorAndChair,
  void_ballot: moderatorAndChair,
  submit_report: ['secretariat'],
  accept_report: ['secretariat'],
  return_report: ['secretariat'],
  give_instruction: ['chair', 'moderator', 'secretariat'],
  finish_instruction: ['secretariat'],
};

/** Whose view somebody runs or follows a hearing from. Respondents see what the hall sees: what is
    not approved yet, and who is on the roster, is not for those who are questioned. */
export function deskAudience(role: Role): Audience {
  return role === 'respondent' ? 'attendee' : 'desk';
}

export function mayUse(role: Role | undefined, command: CommandName): boolean {
  return role !== undefined && (deskRoles[command]?.includes(role) ?? false);
}
