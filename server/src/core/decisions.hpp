// One overload per command and per event, each defined beside its concept. Internal to the core.
#pragma once

#include "core/hearing.hpp"

namespace rostrum::core {

using Refused = std::unexpected<Refusal>;

/// Success with these events.
template <typename... Events>
[[nodiscard]] Decision happened(Events... events)
{
    Outcomes outcomes;
    (outcomes.events.emplace_back(std::move(events)), ...);
    return outcomes;
}

/// Whether what somebody saw is still there. Who does not say what they saw is asked for nothing.
template <typename T>
[[nodiscard]] bool still_is(const T& now, const std::optional<T>& seen)
{
    return !seen || *seen == now;
}

[[nodiscard]] Decision decide_one(const Hearing& hearing, const CreateHearing& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const ReplanHearing& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const DescribeCampaign& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const SetRules& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const ImportRoster& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const AttachSlides& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const AdvancePhase& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const ReopenPhase& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const ShowSlide& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const PauseClock& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const ResumeClock& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const ExtendClock& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const CheckIn& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const MarkPresent& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const MarkAbsent& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const NoteEarlierTurns& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const AskQuestion& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const RaiseHand& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const WithdrawQuestion& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const SupportQuestion& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const JudgeAnswer& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const GivePulse& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const ConfirmPassage& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const ApproveQuestion& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const EditQuestion& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const MergeQuestion& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const ReturnQuestion& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const ReconsiderQuestion& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const MoveQuestion& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const CallQuestion& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const StartAnswer& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const StartFollowUp& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const NoteAnswer& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const CloseQuestion& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const PromptChair& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const AcknowledgePrompt& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const OpenDraw& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const CollectNonces& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const ContributeNonce& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const FreezeDraw& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const EnterDice& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const FinishDraw& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const CallDrawn& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const AnswerDraw& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const AnswerDrawFor& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const MarkDrawnAbsent& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const VoidDraw& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const ReportDrawCheck& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const LockBallotRule& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const OpenBallot& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const ClaimBallot& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const CastBallot& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const HandOutPaper& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const TakeBackPaper& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const CloseBallot& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const CountBallot& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const EnterPaperCount& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const WithdrawPaperCount& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const SignTally& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const PublishResult& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const VoidBallot& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const SubmitReport& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const AcceptReport& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const ReturnReport& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const MarkOverdue& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const GiveInstruction& command,
                                  const Context& context);
[[nodiscard]] Decision decide_one(const Hearing& hearing, const FinishInstruction& command,
                                  const Context& context);

void evolve_one(Hearing& hearing, const HearingCreated& event, Instant at);
void evolve_one(Hearing& hearing, const HearingReplanned& event, Instant at);
void evolve_one(Hearing& hearing, const CampaignDescribed& event, Instant at);
void evolve_one(Hearing& hearing, const RulesSet& event, Instant at);
void evolve_one(Hearing& hearing, const RosterImported& event, Instant at);
void evolve_one(Hearing& hearing, const SlidesAttached& event, Instant at);
void evolve_one(Hearing& hearing, const PhaseEntered& event, Instant at);
void evolve_one(Hearing& hearing, const PhaseReopened& event, Instant at);
void evolve_one(Hearing& hearing, const SlideShown& event, Instant at);
void evolve_one(Hearing& hearing, const ClockPaused& event, Instant at);
void evolve_one(Hearing& hearing, const ClockResumed& event, Instant at);
void evolve_one(Hearing& hearing, const ClockExtended& event, Instant at);
void evolve_one(Hearing& hearing, const ParticipantArrived& event, Instant at);
void evolve_one(Hearing& hearing, const ParticipantLeft& event, Instant at);
void evolve_one(Hearing& hearing, const EarlierTurnsNoted& event, Instant at);
void evolve_one(Hearing& hearing, const QuestionAsked& event, Instant at);
void evolve_one(Hearing& hearing, const QuestionWithdrawn& event, Instant at);
void evolve_one(Hearing& hearing, const QuestionApproved& event, Instant at);
void evolve_one(Hearing& hearing, const QuestionEdited& event, Instant at);
void evolve_one(Hearing& hearing, const QuestionMerged& event, Instant at);
void evolve_one(Hearing& hearing, const QuestionReturned& event, Instant at);
void evolve_one(Hearing& hearing, const QuestionReconsidered& event, Instant at);
void evolve_one(Hearing& hearing, const QuestionMoved& event, Instant at);
void evolve_one(Hearing& hearing, const QuestionSupported& event, Instant at);
void evolve_one(Hearing& hearing, const QuestionCalled& event, Instant at);
void evolve_one(Hearing& hearing, const AnswerStarted& event, Instant at);
void evolve_one(Hearing& hearing, const FollowUpStarted& event, Instant at);
void evolve_one(Hearing& hearing, const AnswerNoted& event, Instant at);
void evolve_one(Hearing& hearing, const QuestionClosed& event, Instant at);
void evolve_one(Hearing& hearing, const AnswerJudged& event, Instant at);
void evolve_one(Hearing& hearing, const PassageConfirmed& event, Instant at);
void evolve_one(Hearing& hearing, const ChairPrompted& event, Instant at);
void evolve_one(Hearing& hearing, const PromptAcknowledged& event, Instant at);
void evolve_one(Hearing& hearing, const DrawOpened& event, Instant at);
void evolve_one(Hearing& hearing, const DrawPoolListed& event, Instant at);
void evolve_one(Hearing& hearing, const NonceCollectionStarted& event, Instant at);
void evolve_one(Hearing& hearing, const NonceContributed& event, Instant at);
void evolve_one(Hearing& hearing, const DrawFrozen& event, Instant at);
void evolve_one(Hearing& hearing, const DrawRevealed& event, Instant at);
void evolve_one(Hearing& hearing, const DrawFinished& event, Instant at);
void evolve_one(Hearing& hearing, const DrawnCalled& event, Instant at);
void evolve_one(Hearing& hearing, const DrawnAccepted& event, Instant at);
void evolve_one(Hearing& hearing, const DrawnDeclined& event, Instant at);
void evolve_one(Hearing& hearing, const DrawnAbsent& event, Instant at);
void evolve_one(Hearing& hearing, const DrawVoided& event, Instant at);
void evolve_one(Hearing& hearing, const DrawChecked& event, Instant at);
void evolve_one(Hearing& hearing, const BallotRuleLocked& event, Instant at);
void evolve_one(Hearing& hearing, const BallotOpened& event, Instant at);
void evolve_one(Hearing& hearing, const BallotIssued& event, Instant at);
void evolve_one(Hearing& hearing, const PaperTakenBack& event, Instant at);
void evolve_one(Hearing& hearing, const BallotClosing& event, Instant at);
void evolve_one(Hearing& hearing, const BallotClosed& event, Instant at);
void evolve_one(Hearing& hearing, const PaperCounted& event, Instant at);
void evolve_one(Hearing& hearing, const PaperCountWithdrawn& event, Instant at);
void evolve_one(Hearing& hearing, const TallySigned& event, Instant at);
void evolve_one(Hearing& hearing, const ResultPublished& event, Instant at);
void evolve_one(Hearing& hearing, const BallotVoided& event, Instant at);
void evolve_one(Hearing& hearing, const DutyImposed& event, Instant at);
void evolve_one(Hearing& hearing, const DutyWithdrawn& event, Instant at);
void evolve_one(Hearing& hearing, const ReportSubmitted& event, Instant at);
void evolve_one(Hearing& hearing, const ReportAccepted& event, Instant at);
void evolve_one(Hearing& hearing, const ReportReturned& event, Instant at);
void evolve_one(Hearing& hearing, const DutyOverdue& event, Instant at);
void evolve_one(Hearing& hearing, const InstructionGiven& event, Instant at);
void evolve_one(Hearing& hearing, const InstructionFinished& event, Instant at);

} // namespace rostrum::core
