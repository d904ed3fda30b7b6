// Generated from schema/protocol/v1 by `npm run types`. Do not edit.

export type ClientMessage = Hello | CommandMessage | Ping;
export type Audience = 'attendee' | 'screen' | 'desk' | 'secretariat';
export type CommandId = string;
export type CommandName =
  | 'create_hearing'
  | 'replan_hearing'
  | 'describe_campaign'
  | 'set_rules'
  | 'import_roster'
  | 'attach_slides'
  | 'advance_phase'
  | 'reopen_phase'
  | 'show_slide'
  | 'pause_clock'
  | 'resume_clock'
  | 'extend_clock'
  | 'check_in'
  | 'mark_present'
  | 'mark_absent'
  | 'note_earlier_turns'
  | 'ask_question'
  | 'raise_hand'
  | 'withdraw_question'
  | 'support_question'
  | 'judge_answer'
  | 'give_pulse'
  | 'confirm_passage'
  | 'approve_question'
  | 'edit_question'
  | 'merge_question'
  | 'return_question'
  | 'reconsider_question'
  | 'move_question'
  | 'call_question'
  | 'start_answer'
  | 'start_follow_up'
  | 'note_answer'
  | 'close_question'
  | 'prompt_chair'
  | 'acknowledge_prompt'
  | 'open_draw'
  | 'collect_nonces'
  | 'contribute_nonce'
  | 'freeze_draw'
  | 'enter_dice'
  | 'finish_draw'
  | 'call_drawn'
  | 'answer_draw'
  | 'answer_draw_for'
  | 'mark_drawn_absent'
  | 'void_draw'
  | 'report_draw_check'
  | 'lock_ballot_rule'
  | 'open_ballot'
  | 'claim_ballot'
  | 'cast_ballot'
  | 'hand_out_paper'
  | 'take_back_paper'
  | 'close_ballot'
  | 'count_ballot'
  | 'enter_paper_count'
  | 'withdraw_paper_count'
  | 'sign_tally'
  | 'publish_result'
  | 'void_ballot'
  | 'submit_report'
  | 'accept_report'
  | 'return_report'
  | 'mark_overdue'
  | 'give_instruction'
  | 'finish_instruction';
export type HearingId = string;
export type Instant = number;
export type CategoryId = string;
export type OptionId = string;
export type BallotBase = 'valid' | 'returned' | 'present' | 'entitled';
export type QuorumOf = 'present' | 'entitled';
export type UnitId = string;
export type ParticipantId = string;
export type Sha256 = string;
export type Phase = 'draft' | 'check_in' | 'report' | 'inquiry' | 'ballot' | 'result' | 'closed';
export type ClockKind = 'phase' | 'speech';
export type QuestionId = string;
export type AnswerVerdict = 'satisfied' | 'partly' | 'not_satisfied';
export type PromptKind = 'please_close' | 'one_more_minute' | 'note';
export type PromptId = string;
export type DrawRuleKind = 'any' | 'quota' | 'alternate';
export type DrawPace = 'normal' | 'quick';
export type DrawId = string;
export type Nonce = string;
export type DrawCheckOutcome = 'inputs_hold' | 'seed_holds' | 'fault';
export type DrawCheck = 'c1' | 'c2' | 'c3' | 'c4' | 'c5' | 'c6' | 'c7';
export type BallotId = string;
export type BallotMode = 'confidential' | 'secret';
export type StaffId = string;
export type DutyId = string;
export type InstructionId = string;
export type RefusalCode =
  | 'role_may_not'
  | 'phase_may_not'
  | 'not_on_roster'
  | 'not_checked_in'
  | 'text_is_empty'
  | 'text_is_too_long'
  | 'text_has_control_characters'
  | 'reason_is_missing'
  | 'number_is_out_of_range'
  | 'already_exists'
  | 'campaign_is_missing'
  | 'roster_is_empty'
  | 'roster_is_full'
  | 'bad_handle'
  | 'unknown_category'
  | 'unknown_unit'
  | 'duplicate_entry'
  | 'rules_are_invalid'
  | 'rules_are_locked'
  | 'slides_are_missing'
  | 'phase_is_not_next'
  | 'phase_is_not_earlier'
  | 'draw_is_missing'
  | 'clock_is_not_there'
  | 'clock_is_running'
  | 'clock_is_paused'
  | 'may_not_question'
  | 'observers_may_not_ask'
  | 'hand_is_raised'
  | 'too_many_questions'
  | 'unknown_question'
  | 'question_is_not_pending'
  | 'question_is_not_waiting'
  | 'question_is_not_open'
  | 'question_is_not_yours'
  | 'question_is_yours'
  | 'cannot_merge_with_itself'
  | 'changed_meanwhile'
  | 'floor_is_busy'
  | 'floor_is_empty'
  | 'too_many_follow_ups'
  | 'not_answered_yet'
  | 'unknown_prompt'
  | 'answer_is_not_under_way'
  | 'pool_is_empty'
  | 'unknown_draw'
  | 'draw_is_pending'
  | 'draw_preview_is_not_over'
  | 'draw_is_not_collecting'
  | 'draw_is_not_frozen'
  | 'draw_is_frozen'
  | 'draw_is_not_revealed'
  | 'bad_nonce'
  | 'nonce_is_given'
  | 'too_many_nonces'
  | 'bad_public_text'
  | 'draw_is_not_called'
  | 'draw_is_not_yours'
  | 'deadline_is_not_over'
  | 'rule_is_not_locked'
  | 'ballot_exists'
  | 'ballot_is_open'
  | 'ballot_is_not_open'
  | 'ballot_is_not_closed'
  | 'unknown_ballot'
  | 'may_not_vote'
  | 'card_is_spent'
  | 'has_no_paper'
  | 'channel_is_small'
  | 'unknown_key'
  | 'unknown_option'
  | 'revision_is_old'
  | 'network_is_not_trusted'
  | 'token_request_is_malformed'
  | 'token_is_issued_already'
  | 'token_was_not_signed'
  | 'not_signed_by_voter'
  | 'seq_is_old'
  | 'no_paper_was_handed_out'
  | 'paper_is_not_counted'
  | 'paper_counts_differ'
  | 'count_is_not_there'
  | 'count_is_not_yours'
  | 'count_does_not_add_up'
  | 'already_signed'
  | 'not_signed'
  | 'already_published'
  | 'result_is_not_published'
  | 'unknown_duty'
  | 'duty_is_not_owed'
  | 'duty_is_not_submitted'
  | 'duty_is_not_due'
  | 'unknown_instruction'
  | 'instruction_is_done'
  | 'date_is_past'
  | 'date_is_too_far';
export type ServerMessage =
  Welcome | ViewMessage | PatchMessage | MeMessage | Ack | RefusalMessage | ErrorMessage | Pong;
export type Role =
  | 'moderator'
  | 'chair'
  | 'teller'
  | 'secretariat'
  | 'respondent'
  | 'attendee'
  | 'screen'
  | 'observer'
  | 'system';
export type Checkpoint = string;
export type TurnStage = 'question' | 'answer' | 'follow_up';
export type NextReason = 'drawn_by_lot' | 'only_queue' | 'quota';
export type QuestionKind = 'written' | 'oral';
export type PublicQuestionState = 'waiting' | 'speaking' | 'closed';
export type DrawState =
  | 'opened'
  | 'collecting'
  | 'frozen'
  | 'revealed'
  | 'drawn'
  | 'called'
  | 'accepted'
  | 'declined'
  | 'absent'
  | 'voided';
export type DrawnState = 'waiting' | 'called' | 'accepted' | 'declined' | 'absent';
export type DrawVoidCause = 'desk' | 'secret_is_lost' | 'nobody_contributed' | 'frozen_too_late';
export type BallotState = 'locked' | 'open' | 'closing' | 'closed' | 'published' | 'voided';
export type Outcome = 'met' | 'below' | 'no_result' | 'invalid';
export type OutcomeReason =
  | 'threshold_is_met'
  | 'threshold_is_missed'
  | 'no_quorum'
  | 'no_valid_ballots'
  | 'returned_exceeds_issued';
export type BallotKey = string;
export type ReceiptKey = string;
export type DutyState = 'owed' | 'submitted' | 'accepted' | 'returned' | 'withdrawn';
export type QuestionState =
  'pending' | 'waiting' | 'speaking' | 'closed' | 'returned' | 'merged' | 'withdrawn';
export type DrawExclusion = 'none' | 'spoken' | 'waiting' | 'declined' | 'absent' | 'opted_out';
export type PaperState = 'none' | 'uncounted' | 'counted_once' | 'differs' | 'agreed';
export type PresenceSource = 'card' | 'desk';
export type MeView = MeAttendee | MeObserver | MeStaff;
export type BallotChannel = 'phone' | 'paper';
export type ErrorCode =
  | 'malformed_json'
  | 'wrong_shape'
  | 'unknown_field'
  | 'missing_field'
  | 'unknown_command'
  | 'unknown_hearing'
  | 'audience_may_not'
  | 'too_fast'
  | 'wrong_nonce'
  | 'hello_expected'
  | 'busy'
  | 'storage_failed'
  | 'step_up_needed';
export type Views = AttendeeView | ScreenView | DeskView | SecretariatView | MeView;

export interface Protocol {
  ClientMessage?: ClientMessage;
  Commands?: Commands;
  RefusalCode?: RefusalCode;
  ServerMessage?: ServerMessage;
  Views?: Views;
}
export interface Hello {
  type: 'hello';
  protocol: 1;
  hearing: string;
  audience: Audience;
  nonce: string;
  resume?: Resume;
}
export interface Resume {
  epoch: number;
  version: number;
}
export interface CommandMessage {
  type: 'command';
  id: CommandId;
  name: CommandName;
  body: {};
}
export interface Ping {
  type: 'ping';
  t: number;
}
export interface Commands {
  create_hearing?: CreateHearing;
  replan_hearing?: ReplanHearing;
  describe_campaign?: DescribeCampaign;
  set_rules?: SetRules;
  import_roster?: ImportRoster;
  attach_slides?: AttachSlides;
  advance_phase?: AdvancePhase;
  reopen_phase?: ReopenPhase;
  show_slide?: ShowSlide;
  pause_clock?: PauseClock;
  resume_clock?: ResumeClock;
  extend_clock?: ExtendClock;
  check_in?: CheckIn;
  mark_present?: MarkPresent;
  mark_absent?: MarkAbsent;
  note_earlier_turns?: NoteEarlierTurns;
  ask_question?: AskQuestion;
  raise_hand?: RaiseHand;
  withdraw_question?: WithdrawQuestion;
  support_question?: SupportQuestion;
  judge_answer?: JudgeAnswer;
  give_pulse?: GivePulse;
  confirm_passage?: ConfirmPassage;
  approve_question?: ApproveQuestion;
  edit_question?: EditQuestion;
  merge_question?: MergeQuestion;
  return_question?: ReturnQuestion;
  reconsider_question?: ReconsiderQuestion;
  move_question?: MoveQuestion;
  call_question?: CallQuestion;
  start_answer?: StartAnswer;
  start_follow_up?: StartFollowUp;
  note_answer?: NoteAnswer;
  close_question?: CloseQuestion;
  prompt_chair?: PromptChair;
  acknowledge_prompt?: AcknowledgePrompt;
  open_draw?: OpenDraw;
  collect_nonces?: CollectNonces;
  contribute_nonce?: ContributeNonce;
  freeze_draw?: FreezeDraw;
  enter_dice?: EnterDice;
  finish_draw?: FinishDraw;
  call_drawn?: CallDrawn;
  answer_draw?: AnswerDraw;
  answer_draw_for?: AnswerDrawFor;
  mark_drawn_absent?: MarkDrawnAbsent;
  void_draw?: VoidDraw;
  report_draw_check?: ReportDrawCheck;
  lock_ballot_rule?: LockBallotRule;
  open_ballot?: OpenBallot;
  claim_ballot?: ClaimBallot;
  cast_ballot?: CastBallot;
  hand_out_paper?: HandOutPaper;
  take_back_paper?: TakeBackPaper;
  close_ballot?: CloseBallot;
  count_ballot?: CountBallot;
  enter_paper_count?: EnterPaperCount;
  withdraw_paper_count?: WithdrawPaperCount;
  sign_tally?: SignTally;
  publish_result?: PublishResult;
  void_ballot?: VoidBallot;
  submit_report?: SubmitReport;
  accept_report?: AcceptReport;
  return_report?: ReturnReport;
  mark_overdue?: MarkOverdue;
  give_instruction?: GiveInstruction;
  finish_instruction?: FinishInstruction;
}
export interface CreateHearing {
  hearing: HearingId;
  title: string;
  venue: string;
  starts_at: Instant;
  rules: HearingRules;
}
export interface HearingRules {
  categories: Category[];
  report_clock: ClockRule;
  inquiry_clock: ClockRule;
  question_clock: ClockRule;
  answer_clock: ClockRule;
  follow_up_clock: ClockRule;
  follow_ups_max: number;
  support_orders: boolean;
  observers_may_ask: boolean;
  observer_quota: number;
  draws_required: number;
  report_due_ms: number;
  report_addressees: string[];
  ballot: BallotRule;
  pulse_on_screen?: boolean;
}
export interface Category {
  category: CategoryId;
  label: string;
  label_en: string;
  quota: number;
}
export interface ClockRule {
  limit_ms: number;
  sign_before_ms: number;
  bell_before_ms: number;
}
export interface BallotRule {
  options: BallotOption[];
  base: BallotBase;
  threshold: Fraction;
  threshold_is_met_when_equal: boolean;
  quorum: Fraction;
  quorum_of: QuorumOf;
  live_batch: number;
  breakdown_by_category: boolean;
}
export interface BallotOption {
  option: OptionId;
  label: string;
  label_en: string;
  weight: number;
  counted: boolean;
}
export interface Fraction {
  numerator: number;
  denominator: number;
}
export interface ReplanHearing {
  title: string;
  venue: string;
  starts_at: Instant;
}
export interface DescribeCampaign {
  campaign: Campaign;
}
export interface Campaign {
  title: string;
  metrics: Metric[];
  units: Unit[];
  projects: Project[];
}
export interface Metric {
  name: string;
  value: string;
  unit: string;
  note: string;
}
export interface Unit {
  unit: UnitId;
  name: string;
  responsible: string;
}
export interface Project {
  name: string;
  unit: UnitId;
  responsible: string;
  status: string;
}
export interface SetRules {
  rules: HearingRules;
  replaces?: HearingRules;
}
export interface ImportRoster {
  entries: RosterEntry[];
}
export interface RosterEntry {
  participant: ParticipantId;
  category: CategoryId;
  may_question: boolean;
  may_vote: boolean;
  in_draw_pool: boolean;
}
export interface AttachSlides {
  file: string;
  sha256: Sha256;
  pages: number;
}
export interface AdvancePhase {
  to: Phase;
  reason: string;
}
export interface ReopenPhase {
  to: Phase;
  reason: string;
}
export interface ShowSlide {
  page: number;
}
export interface PauseClock {
  clock: ClockKind;
  question?: QuestionId;
}
export interface ResumeClock {
  clock: ClockKind;
  question?: QuestionId;
}
export interface ExtendClock {
  clock: ClockKind;
  by_ms: number;
  question?: QuestionId;
}
export interface CheckIn {}
export interface MarkPresent {
  participant: ParticipantId;
}
export interface MarkAbsent {
  participant: ParticipantId;
}
export interface NoteEarlierTurns {
  turns: EarlierTurns[];
}
export interface EarlierTurns {
  participant: ParticipantId;
  turns: number;
}
export interface AskQuestion {
  text: string;
  units: UnitId[];
}
export interface RaiseHand {}
export interface WithdrawQuestion {
  question: QuestionId;
}
export interface SupportQuestion {
  question: QuestionId;
  support: boolean;
}
export interface JudgeAnswer {
  question: QuestionId;
  verdict: AnswerVerdict;
}
export interface GivePulse {
  question: QuestionId;
  verdict: AnswerVerdict;
}
export interface ConfirmPassage {
  question: QuestionId;
  text: string;
}
export interface ApproveQuestion {
  question: QuestionId;
}
export interface EditQuestion {
  question: QuestionId;
  text: string;
  units: UnitId[];
  replaces?: string;
  replaces_units?: UnitId[];
}
export interface MergeQuestion {
  question: QuestionId;
  into: QuestionId;
}
export interface ReturnQuestion {
  question: QuestionId;
  reason: string;
}
export interface ReconsiderQuestion {
  question: QuestionId;
}
export interface MoveQuestion {
  question: QuestionId;
  position: number;
}
export interface CallQuestion {
  question: QuestionId;
}
export interface StartAnswer {
  units: UnitId[];
  question?: QuestionId;
}
export interface StartFollowUp {
  question?: QuestionId;
}
export interface NoteAnswer {
  question: QuestionId;
  unit: UnitId;
  text: string;
  replaces?: string;
}
export interface CloseQuestion {
  question?: QuestionId;
}
export interface PromptChair {
  kind: PromptKind;
  text: string;
}
export interface AcknowledgePrompt {
  prompt: PromptId;
}
export interface OpenDraw {
  rule: DrawRule;
  pace: DrawPace;
  public_dice: boolean;
  reason: string;
}
export interface DrawRule {
  kind: DrawRuleKind;
  count: number;
  quotas: DrawQuota[];
}
export interface DrawQuota {
  stratum: CategoryId;
  count: number;
}
export interface CollectNonces {
  draw: DrawId;
}
export interface ContributeNonce {
  draw: DrawId;
  nonce: Nonce;
}
export interface FreezeDraw {
  draw: DrawId;
}
export interface EnterDice {
  draw: DrawId;
  text: string;
}
export interface FinishDraw {
  draw: DrawId;
  seed: Sha256;
}
export interface CallDrawn {
  draw: DrawId;
}
export interface AnswerDraw {
  draw: DrawId;
  accept: boolean;
}
export interface AnswerDrawFor {
  draw: DrawId;
  accept: boolean;
  participant?: ParticipantId;
}
export interface MarkDrawnAbsent {
  draw: DrawId;
}
export interface VoidDraw {
  draw: DrawId;
  reason: string;
}
export interface ReportDrawCheck {
  draw: DrawId;
  outcome: DrawCheckOutcome;
  code?: DrawCheck;
}
export interface LockBallotRule {}
export interface OpenBallot {
  ballot: BallotId;
  mode: BallotMode;
  accepts_untrusted_network?: boolean;
}
export interface ClaimBallot {
  ballot: BallotId;
  blinded?: string;
}
export interface CastBallot {
  ballot: BallotId;
  key: string;
  choice: OptionId;
  revision: number;
}
export interface HandOutPaper {
  ballot: BallotId;
  participant: ParticipantId;
}
export interface TakeBackPaper {
  ballot: BallotId;
  participant: ParticipantId;
  reason: string;
}
export interface CloseBallot {
  ballot: BallotId;
  accepts_small_channel?: boolean;
}
export interface CountBallot {
  ballot: BallotId;
}
export interface EnterPaperCount {
  ballot: BallotId;
  returned: number;
  invalid: number;
  votes: Votes;
}
export interface Votes {
  [k: string]: number;
}
export interface WithdrawPaperCount {
  ballot: BallotId;
  reason: string;
  teller?: StaffId;
}
export interface SignTally {
  ballot: BallotId;
}
export interface PublishResult {
  ballot: BallotId;
}
export interface VoidBallot {
  ballot: BallotId;
  reason: string;
}
export interface SubmitReport {
  duty: DutyId;
  report: string;
}
export interface AcceptReport {
  duty: DutyId;
}
export interface ReturnReport {
  duty: DutyId;
  reason: string;
  due: Instant;
}
export interface MarkOverdue {
  duty: DutyId;
}
export interface GiveInstruction {
  unit: UnitId;
  responsible: string;
  text: string;
  due: Instant;
}
export interface FinishInstruction {
  instruction: InstructionId;
  outcome: string;
}
export interface Welcome {
  type: 'welcome';
  protocol: 1;
  time: Instant;
  hearing: string;
  audience: Audience;
  role: Role;
  subject: string;
}
export interface ViewMessage {
  type: 'view';
  epoch: number;
  version: number;
  time: Instant;
  view: AttendeeView | ScreenView | DeskView | SecretariatView;
}
export interface AttendeeView {
  hearing: HearingHead;
  checkpoint?: Checkpoint;
  campaign?: CampaignView;
  phase: PhaseView;
  slides?: SlidesView;
  presence: PresenceCount;
  rules: RulesView;
  floor: FloorView;
  draw?: DrawView;
  ballot?: BallotView;
  duties: {
    [k: string]: DutyView;
  };
  instructions: {
    [k: string]: InstructionView;
  };
}
export interface HearingHead {
  id: HearingId;
  title: string;
  venue: string;
  starts_at: Instant;
  series: string;
  vkey?: string;
}
export interface CampaignView {
  title: string;
  metrics: Metric[];
  units: {
    [k: string]: UnitView;
  };
  projects: Project[];
}
export interface UnitView {
  name: string;
  responsible: string;
  place: number;
}
export interface PhaseView {
  name: Phase;
  since: Instant;
  clock?: Clock;
}
export interface Clock {
  limit_ms: number;
  sign_before_ms: number;
  bell_before_ms: number;
  used_ms: number;
  running_since?: Instant;
}
export interface SlidesView {
  file: string;
  sha256: Sha256;
  pages: number;
  page: number;
}
export interface PresenceCount {
  present: number;
  expected: number;
}
export interface RulesView {
  support_orders: boolean;
  observers_may_ask: boolean;
  follow_ups_max: number;
  categories: {
    [k: string]: CategoryView;
  };
}
export interface CategoryView {
  label: string;
  label_en: string;
  quota: number;
  place: number;
  taken: number;
}
export interface FloorView {
  turn?: Turn;
  next?: Proposal;
  questions: {
    [k: string]: QuestionView;
  };
}
export interface Turn {
  question: QuestionId;
  stage: TurnStage;
  clock: Clock;
  answering: UnitId[];
}
export interface Proposal {
  question: QuestionId;
  queue: CategoryId;
  reason: NextReason;
  taken: number;
  quota: number;
  turns: number;
  first_of_turns: boolean;
}
export interface QuestionView {
  kind: QuestionKind;
  state: PublicQuestionState;
  queue: CategoryId;
  asker: Asker;
  text: string;
  units: UnitId[];
  support: number;
  place?: number;
  turn_number?: number;
  follow_ups: number;
  notes: {
    [k: string]: string;
  };
  verdict?: AnswerVerdict;
  asked_at: Instant;
}
export interface Asker {
  id: string;
  name?: string;
  organisation?: string;
  category: CategoryId;
}
export interface DrawView {
  draw: DrawId;
  id: string;
  state: DrawState;
  held: number;
  rule: DrawRule;
  pace: DrawPace;
  weak: boolean;
  delay: number;
  public_dice: boolean;
  commit: Sha256;
  reason?: string;
  opened_at: Instant;
  collect_from: Instant;
  deadline?: Instant;
  pool: number;
  strata: {
    [k: string]: number;
  };
  excluded: {
    [k: string]: number;
  };
  contributions: number;
  freeze?: DrawFreeze;
  public_text?: string;
  secret?: Nonce;
  progress?: number;
  seed?: Sha256;
  to_call: number;
  unfilled: number;
  called: DrawnPerson[];
  person?: DrawnPerson;
  verified: DrawVerified;
  voided?: DrawVoided;
}
export interface DrawFreeze {
  pool: FileSeal;
  contributions: FileSeal;
  sha256: Sha256;
  short: string;
}
export interface FileSeal {
  lines: number;
  sha256: Sha256;
}
export interface DrawnPerson {
  id: ParticipantId;
  state: DrawnState;
  name?: string;
  category?: CategoryId;
}
export interface DrawVerified {
  inputs: number;
  seed: number;
  faults: {
    [k: string]: number;
  };
}
export interface DrawVoided {
  cause: DrawVoidCause;
  reason?: string;
}
export interface BallotView {
  ballot: BallotId;
  state: BallotState;
  mode: BallotMode;
  rule: BallotRule;
  rule_sha256: string;
  issued: number;
  returned: number;
  entitled_present: number;
  live?: LiveTally;
  result?: BallotResult;
  void_reason?: string;
  public_id?: string;
  key?: BallotKey;
  key_code?: string;
  receipt_key?: ReceiptKey;
  untrusted_network?: true;
  opened_at?: Instant;
  tokens?: number;
  closing_until?: Instant;
  cast?: CastAddress;
  sheet_sha256?: Sha256;
}
export interface LiveTally {
  count: number;
  votes: Votes;
}
export interface BallotResult {
  tally: Tally;
  verdict: Verdict;
  electorate: Electorate;
  by_category: {
    [k: string]: Votes;
  };
}
export interface Tally {
  issued: number;
  returned: number;
  invalid: number;
  votes: Votes;
}
export interface Verdict {
  outcome: Outcome;
  reason: OutcomeReason;
  valid: number;
  base: number;
  score: number;
  basis_points: number;
  votes_short: number;
}
export interface Electorate {
  entitled: number;
  present: number;
}
export interface CastAddress {
  port?: number;
  url?: string;
}
export interface DutyView {
  unit: UnitId;
  questions: QuestionId[];
  due: Instant;
  state: DutyState;
  overdue: boolean;
  round: number;
}
export interface InstructionView {
  unit: UnitId;
  responsible: string;
  text: string;
  due: Instant;
  done: boolean;
  outcome?: string;
}
export interface ScreenView {
  hearing: HearingHead;
  checkpoint?: Checkpoint;
  campaign?: ScreenCampaign;
  phase: PhaseView;
  slides?: SlidesView;
  presence: PresenceCount;
  rules: ScreenRules;
  floor: ScreenFloor;
  draw?: DrawView;
  ballot?: BallotView;
  duties: {
    [k: string]: DutyView;
  };
  instructions: {
    [k: string]: InstructionView;
  };
  join: JoinAddress;
}
export interface ScreenCampaign {
  title: string;
  metrics: Metric[];
  units: {
    [k: string]: UnitView;
  };
}
export interface ScreenRules {
  support_orders: boolean;
  observers_may_ask: boolean;
  follow_ups_max: number;
  categories: {
    [k: string]: ScreenCategory;
  };
}
export interface ScreenCategory {
  label: string;
  label_en: string;
  place: number;
  taken: number;
}
export interface ScreenFloor {
  turn?: WatchedTurn;
  next?: Proposal;
  questions: {
    [k: string]: ScreenQuestion;
  };
}
export interface WatchedTurn {
  question: QuestionId;
  stage: TurnStage;
  clock: Clock;
  answering: UnitId[];
  pulse?: PulseCount;
}
export interface PulseCount {
  satisfied: number;
  partly: number;
  not_satisfied: number;
}
export interface ScreenQuestion {
  kind: QuestionKind;
  state: PublicQuestionState;
  queue: CategoryId;
  asker: Asker;
  text: string;
  units: UnitId[];
  support: number;
  place?: number;
  turn_number?: number;
  follow_ups: number;
  verdict?: AnswerVerdict;
  asked_at: Instant;
}
export interface JoinAddress {
  url: string;
  text: string;
}
export interface DeskView {
  hearing: HearingHead;
  checkpoint?: Checkpoint;
  campaign?: CampaignView;
  phase: PhaseView;
  slides?: SlidesView;
  presence: PresenceCount;
  rules: RulesView;
  floor: DeskFloor;
  draw?: DeskDraw;
  ballot?: DeskBallot;
  duties: {
    [k: string]: DeskDuty;
  };
  instructions: {
    [k: string]: InstructionView;
  };
  roster: {
    [k: string]: RosterLine;
  };
  hearing_rules: HearingRules;
  prompt?: Prompt;
  health?: HallHealth;
  similar: {
    [k: string]: QuestionId;
  };
}
export interface DeskFloor {
  turn?: WatchedTurn;
  next?: Proposal;
  questions: {
    [k: string]: DeskQuestion;
  };
}
export interface DeskQuestion {
  kind: QuestionKind;
  state: QuestionState;
  queue: CategoryId;
  asker: Asker;
  text: string;
  units: UnitId[];
  support: number;
  place?: number;
  position?: number;
  turn_number?: number;
  follow_ups: number;
  notes: {
    [k: string]: string;
  };
  verdict?: AnswerVerdict;
  asked_at: Instant;
  original_text: string;
  return_reason?: string;
  merged_into?: QuestionId;
  confirmed_text?: string;
}
export interface DeskDraw {
  draw: DrawId;
  id: string;
  state: DrawState;
  held: number;
  rule: DrawRule;
  pace: DrawPace;
  weak: boolean;
  delay: number;
  public_dice: boolean;
  commit: Sha256;
  reason?: string;
  opened_at: Instant;
  collect_from: Instant;
  deadline?: Instant;
  pool: number;
  strata: {
    [k: string]: number;
  };
  excluded: {
    [k: string]: number;
  };
  contributions: number;
  freeze?: DrawFreeze;
  public_text?: string;
  secret?: Nonce;
  progress?: number;
  seed?: Sha256;
  to_call: number;
  unfilled: number;
  called: DrawnPerson[];
  person?: DrawnPerson;
  verified: DrawVerified;
  voided?: DrawVoided;
  pool_lines: {
    [k: string]: DrawExclusion;
  };
}
export interface DeskBallot {
  ballot: BallotId;
  state: BallotState;
  mode: BallotMode;
  rule: BallotRule;
  rule_sha256: string;
  issued: number;
  returned: number;
  entitled_present: number;
  live?: LiveTally;
  result?: BallotResult;
  void_reason?: string;
  issued_on_paper: number;
  counts?: BallotCounts;
  signatures?: StaffId[];
  missing?: MissingBallots;
  small_channels?: SmallChannels;
  small_channel?: true;
  public_id?: string;
  key?: BallotKey;
  key_code?: string;
  receipt_key?: ReceiptKey;
  untrusted_network?: true;
  opened_at?: Instant;
  tokens?: number;
  closing_until?: Instant;
  cast?: CastAddress;
  sheet_sha256?: Sha256;
}
export interface BallotCounts {
  phones: Tally;
  paper?: {
    [k: string]: Tally;
  };
  paper_counted_by: StaffId[];
  paper_state: PaperState;
  electorate: Electorate;
  final?: Tally;
}
export interface MissingBallots {
  total: number;
  by_category: {
    [k: string]: number;
  };
}
export interface SmallChannels {
  phone?: number;
  paper?: number;
}
export interface DeskDuty {
  unit: UnitId;
  questions: QuestionId[];
  due: Instant;
  state: DutyState;
  overdue: boolean;
  round: number;
  report?: string;
  return_reason?: string;
}
export interface RosterLine {
  name?: string;
  organisation?: string;
  title?: string;
  seat?: string;
  category: CategoryId;
  present: boolean;
  source?: PresenceSource;
  since?: Instant;
  turns: number;
  turns_before: number;
  may_question: boolean;
  may_vote: boolean;
  in_draw_pool: boolean;
}
export interface Prompt {
  prompt: PromptId;
  kind: PromptKind;
  text?: string;
  given_at: Instant;
  seen_at?: Instant;
}
export interface HallHealth {
  categories: {
    [k: string]: CategoryHealth;
  };
  screens: PagesHealth;
  observers: PagesHealth;
}
export interface CategoryHealth {
  connected: number;
  slow: number;
  away: number;
  never: number;
  never_present: number;
}
export interface PagesHealth {
  connected: number;
  slow: number;
}
export interface SecretariatView {
  series: SeriesHead;
  hearings: {
    [k: string]: BoardLine;
  };
}
export interface SeriesHead {
  title: string;
  city: string;
  rules?: HearingRules;
}
export interface BoardLine {
  title: string;
  venue: string;
  day: number;
  order: number;
  starts_at: Instant;
  phase: Phase;
  present: number;
  expected: number;
  questions: number;
  turns: number;
  ballot?: BoardBallot;
  duties: BoardDuties;
}
export interface BoardBallot {
  state: BallotState;
  issued: number;
  returned?: number;
  electorate?: Electorate;
  turnout?: number;
  threshold: Fraction;
  verdict?: Verdict;
  tally?: Tally;
}
export interface BoardDuties {
  owed: number;
  submitted: number;
  accepted: number;
  returned: number;
  overdue: number;
  reports: {
    [k: string]: BoardReport;
  };
}
export interface BoardReport {
  unit: string;
  responsible: string;
  questions: number;
  due: Instant;
  state: DutyState;
  overdue: boolean;
  round: number;
}
export interface PatchMessage {
  type: 'patch';
  version: number;
  time: Instant;
  patch: {};
}
export interface MeMessage {
  type: 'me';
  time: Instant;
  me: MeView;
}
export interface MeAttendee {
  role: 'attendee';
  id: ParticipantId;
  name?: string;
  organisation?: string;
  title?: string;
  seat?: string;
  category?: CategoryId;
  present: boolean;
  may_question: boolean;
  may_vote: boolean;
  in_draw_pool: boolean;
  questions: {
    [k: string]: MyQuestion;
  };
  supported: {
    [k: string]: true;
  };
  ballots: {
    [k: string]: BallotChannel;
  };
  draw?: MyDraw;
  draw_pool?: MyDrawPool;
}
export interface MyQuestion {
  kind: QuestionKind;
  state: QuestionState;
  text: string;
  original_text: string;
  units: UnitId[];
  return_reason?: string;
  merged_into?: QuestionId;
  verdict?: AnswerVerdict;
  notes: {
    [k: string]: string;
  };
  confirmed_text?: string;
  asked_at: Instant;
}
export interface MyDraw {
  draw: DrawId;
  deadline?: Instant;
}
export interface MyDrawPool {
  draw: DrawId;
  in_pool: boolean;
  contributed: boolean;
  checked_inputs: boolean;
  checked_seed: boolean;
  stratum?: CategoryId;
  weight?: number;
  reason?: DrawExclusion;
}
export interface MeObserver {
  role: 'observer';
  id: string;
  questions: {
    [k: string]: MyQuestion;
  };
}
export interface MeStaff {
  role: 'moderator' | 'chair' | 'teller' | 'secretariat' | 'respondent' | 'screen';
  id: string;
  name: string;
}
export interface Ack {
  type: 'ack';
  id: CommandId;
  result: AckResult;
}
export interface AckResult {
  [k: string]: string;
}
export interface RefusalMessage {
  type: 'refusal';
  id: CommandId;
  code: RefusalCode;
}
export interface ErrorMessage {
  type: 'error';
  code: ErrorCode;
  detail: string;
  id?: string;
}
export interface Pong {
  type: 'pong';
  t: number;
  time: Instant;
}
