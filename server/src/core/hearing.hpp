// The root: one hearing as one state machine. `decide` judges a command by the rules, `evolve`
// folds an event into the state. Time, identity and chance are arguments; nothing here reads them.
#pragma once

#include "core/agenda.hpp"
#include "core/ballot.hpp"
#include "core/campaign.hpp"
#include "core/clock.hpp"
#include "core/draw.hpp"
#include "core/duty.hpp"
#include "core/floor.hpp"
#include "core/ids.hpp"
#include "core/prompt.hpp"
#include "core/refusal.hpp"
#include "core/role.hpp"
#include "core/roster.hpp"
#include "core/rules.hpp"
#include "core/time.hpp"

#include <expected>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace rostrum::core {

/// By the secretariat's planning: the first event of every hearing.
struct CreateHearing {
    static constexpr const char* name = "create_hearing";
    HearingId hearing;
    std::string title;
    std::string venue;
    Instant starts_at;
    HearingRules rules;
};
struct HearingCreated {
    static constexpr const char* name = "hearing_created";
    HearingId hearing;
    std::string title;
    std::string venue;
    Instant starts_at;
    HearingRules rules;
    bool operator==(const HearingCreated&) const = default;
};

/// By the server, when the plan of a hearing that is still a draft is changed.
struct ReplanHearing {
    static constexpr const char* name = "replan_hearing";
    std::string title;
    std::string venue;
    Instant starts_at;
};
struct HearingReplanned {
    static constexpr const char* name = "hearing_replanned";
    std::string title;
    std::string venue;
    Instant starts_at;
    bool operator==(const HearingReplanned&) const = default;
};

struct Hearing {
    HearingId hearing; ///< Empty before `HearingCreated`.
    std::string title;
    std::string venue;
    Instant starts_at;
    HearingRules rules;
    Campaign campaign;
    Roster roster;
    Agenda agenda;
    Floor floor;
    Prompts prompts;
    Draws draws;
    Ballots ballots;
    Duties duties;

    bool operator==(const Hearing&) const = default;
};

using CommandAlternatives = std::variant<
    CreateHearing, ReplanHearing, DescribeCampaign, SetRules, ImportRoster, AttachSlides, //
    AdvancePhase, ReopenPhase, ShowSlide, PauseClock, ResumeClock, ExtendClock,           //
    CheckIn, MarkPresent, MarkAbsent, NoteEarlierTurns,                                   //
    AskQuestion, RaiseHand, WithdrawQuestion, SupportQuestion, JudgeAnswer, GivePulse,    //
    ConfirmPassage,                                                                       //
    ApproveQuestion, EditQuestion, MergeQuestion, ReturnQuestion, ReconsiderQuestion,     //
    MoveQuestion, CallQuestion, StartAnswer, StartFollowUp, NoteAnswer, CloseQuestion,    //
    PromptChair, AcknowledgePrompt,                                                       //
    OpenDraw, CollectNonces, ContributeNonce, FreezeDraw, EnterDice, FinishDraw,          //
    CallDrawn, AnswerDraw, AnswerDrawFor, MarkDrawnAbsent, VoidDraw, ReportDrawCheck,     //
    LockBallotRule, OpenBallot, ClaimBallot, CastBallot, HandOutPaper, TakeBackPaper,     //
    CloseBallot, CountBallot, EnterPaperCount, WithdrawPaperCount, SignTally,             //
    PublishResult, VoidBallot,                                                            //
    SubmitReport, AcceptReport, ReturnReport, MarkOverdue, GiveInstruction, FinishInstruction>;

using EventAlternatives = std::variant<
    HearingCreated, HearingReplanned, CampaignDescribed, RulesSet, RosterImported,      //
    SlidesAttached,                                                                     //
    PhaseEntered, PhaseReopened, SlideShown, ClockPaused, ClockResumed, ClockExtended,  //
    ParticipantArrived, ParticipantLeft, EarlierTurnsNoted,                             //
    QuestionAsked, QuestionWithdrawn, QuestionApproved, QuestionEdited, QuestionMerged, //
    QuestionReturned, QuestionReconsidered, QuestionMoved, QuestionSupported,           //
    QuestionCalled, AnswerStarted, FollowUpStarted, AnswerNoted, QuestionClosed,        //
    AnswerJudged, PassageConfirmed, ChairPrompted, PromptAcknowledged,                  //
    DrawOpened, DrawPoolListed, NonceCollectionStarted, NonceContributed, DrawFrozen,
    DrawRevealed, //
    DrawFinished, DrawnCalled, DrawnAccepted, DrawnDeclined, DrawnAbsent, DrawVoided,
    DrawChecked,                                                                              //
    BallotRuleLocked, BallotOpened, BallotIssued, PaperTakenBack, BallotClosing,              //
    BallotClosed, PaperCounted, PaperCountWithdrawn, TallySigned, ResultPublished,            //
    BallotVoided,                                                                             //
    DutyImposed, DutyWithdrawn, ReportSubmitted, ReportAccepted, ReportReturned, DutyOverdue, //
    InstructionGiven, InstructionFinished>;

// Classes of their own, whose copies are compiled in one place (hearing_variants.cpp): of a variant
// with more than fifty alternatives they take most of the time of every source that touches one
// (decision 0017).
struct Command : CommandAlternatives {
    using CommandAlternatives::CommandAlternatives;
    Command();
    Command(const Command&);
    Command(Command&&) noexcept;
    Command& operator=(const Command&);
    Command& operator=(Command&&) noexcept;
    ~Command();
};

struct Event : EventAlternatives {
    using EventAlternatives::EventAlternatives;
    Event();
    Event(const Event&);
    Event(Event&&) noexcept;
    Event& operator=(const Event&);
    Event& operator=(Event&&) noexcept;
    ~Event();
    friend bool operator==(const Event& left, const Event& right);
};

/// All that a decision may depend on besides the state.
struct Context {
    Instant now;
    Actor actor;
    const BallotBox& box;
    /// 64 hexadecimal digits: fresh chance when a draw is opened, afterwards what was kept of it;
    /// empty when it is lost.
    std::string draw_secret;
    const DrawScheme& draw_scheme;
    /// Of the secret ballot that is being opened.
    FreshBallotKey fresh_ballot_key;
    const BallotScheme& ballot_scheme;
    bool network_is_trusted{false}; ///< Nobody between us and the phones can change the pages.
    const std::function<std::string(const std::string&)>& sha256; ///< Hexadecimal digest.
};

/// What follows from a command: events for the log, ballots for the box, in one step.
struct Outcomes {
    std::vector<Event> events;
    std::vector<BoxedBallot> ballots;

    bool operator==(const Outcomes&) const = default;
};

using Decision = std::expected<Outcomes, Refusal>;

/// Judges a command by role, phase and rules. A refused command changes nothing.
[[nodiscard]] Decision decide(const Hearing& hearing, const Command& command,
                              const Context& context);

/// Judges a vote of a secret ballot that comes without its voter's name. The same vote again is
/// success that changes nothing.
[[nodiscard]] Decision judge_cast(const Hearing& hearing, const BallotBox& box,
                                  const SecretCast& cast);

/// Folds one event that happened at `at`. Cannot fail, because a stored event was judged before.
[[nodiscard]] Hearing evolve(Hearing hearing, const Event& event, Instant at);

/// When the server must next look at the clock for this hearing, if ever.
[[nodiscard]] std::optional<Instant> next_deadline(const Hearing& hearing);
/// What the server then has to command itself.
[[nodiscard]] std::vector<Command> due_commands(const Hearing& hearing, Instant now);

[[nodiscard]] const char* name_of(const Command& command);
[[nodiscard]] const char* name_of(const Event& event);

} // namespace rostrum::core
