// Short names for the generated types, and one type of view for the three audiences of a hearing: the
// desk's is the attendees' with more in it, so what an audience may not get is optional here.
import type {
  AttendeeView,
  BallotView,
  DeskBallot,
  DeskDraw,
  DeskDuty,
  DeskQuestion,
  DeskView,
  DrawView,
  DutyView,
  FloorView,
  CampaignView,
  CategoryView,
  MeAttendee,
  RulesView,
  ScreenQuestion,
  ScreenView,
  Phase,
  QuestionState,
  WatchedTurn,
} from './generated';

export type {
  AnswerVerdict,
  Asker,
  Audience,
  BallotCounts,
  BallotOption,
  BallotResult,
  BallotRule,
  BoardLine,
  BoardReport,
  CategoryHealth,
  CategoryView,
  Clock,
  ClockKind,
  ClockRule,
  DrawExclusion,
  DrawState,
  Fraction,
  HallHealth,
  HearingRules,
  InstructionView as Instruction,
  Metric,
  MyQuestion,
  Phase as PhaseName,
  Prompt,
  Proposal,
  PulseCount,
  QuestionState,
  Role,
  RosterLine,
  SecretariatView as SeriesView,
  Tally,
  Turn,
  UnitView as Unit,
  Verdict,
} from './generated';

export const phaseNames: readonly Phase[] = [
  'draft',
  'check_in',
  'report',
  'inquiry',
  'ballot',
  'result',
  'closed',
];

/** `More` where it goes beyond `Less`, made optional. */
type Extra<More, Less> = Partial<Omit<More, keyof Less>>;

export interface Question
  extends Omit<ScreenQuestion, 'state'>, Extra<DeskQuestion, ScreenQuestion> {
  state: QuestionState;
}
export interface Floor extends Omit<FloorView, 'questions' | 'turn'> {
  turn?: WatchedTurn;
  questions: Record<string, Question>;
}
export interface Draw extends DrawView, Extra<DeskDraw, DrawView> {}
export interface Ballot extends BallotView, Extra<DeskBallot, BallotView> {}
export interface Duty extends DutyView, Extra<DeskDuty, DutyView> {}
export interface Category
  extends Omit<CategoryView, 'quota'>, Partial<Pick<CategoryView, 'quota'>> {}
export interface Campaign
  extends Omit<CampaignView, 'projects'>, Partial<Pick<CampaignView, 'projects'>> {}

type Changed = 'campaign' | 'rules' | 'floor' | 'draw' | 'ballot' | 'duties';

export interface HallView
  extends
    Omit<AttendeeView, Changed>,
    Extra<ScreenView, AttendeeView>,
    Extra<DeskView, AttendeeView> {
  campaign?: Campaign;
  rules: Omit<RulesView, 'categories'> & { categories: Record<string, Category> };
  floor: Floor;
  draw?: Draw;
  ballot?: Ballot;
  duties: Record<string, Duty>;
}

/** Whoever one is: an attendee has all of it, an observer only questions, the staff a name. */
export interface Me extends Partial<Omit<MeAttendee, 'role' | 'id'>> {
  role: string;
  id: string;
}
