// The floor (质询答辩): queues of questions, one turn at a time, and a fair proposal for the next.
#pragma once

#include "core/clock.hpp"
#include "core/ids.hpp"
#include "core/roster.hpp"
#include "core/rules.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace rostrum::core {

enum class QuestionKind : std::uint8_t {
    written, ///< Typed on the phone; waits for approval.
    oral,    ///< A raised hand; no text until a moderator notes one.
};

enum class QuestionState : std::uint8_t {
    pending,   ///< Waits for a moderator.
    waiting,   ///< Approved, in its queue.
    speaking,  ///< Has the floor.
    closed,    ///< Has had the floor.
    returned,  ///< Sent back with a reason.
    merged,    ///< Lives on in another question.
    withdrawn, ///< Taken back by its asker.
};

/// The asker's own verdict on the answer.
enum class AnswerVerdict : std::uint8_t { satisfied, partly, not_satisfied };

struct AnswerNote {
    UnitId unit;
    std::string text;

    bool operator==(const AnswerNote&) const = default;
};

struct Question {
    QuestionId question;
    QuestionKind kind{QuestionKind::written};
    QuestionState state{QuestionState::pending};
    CategoryId queue;
    std::string asker_id;      ///< A card number, or an observer's pseudonym.
    bool from_roster{true};    ///< False: by an observer.
    std::string original_text; ///< As asked; never changed.
    std::string text;          ///< As edited.
    std::vector<UnitId> units; ///< To whom it is put.
    Instant asked_at;
    std::set<ParticipantId> supporters;
    std::optional<QuestionId> merged_into;
    std::string return_reason;
    std::vector<AnswerNote> notes;
    std::int64_t follow_ups{0};
    std::optional<AnswerVerdict> verdict;
    std::string confirmed_text; ///< The passage as its speaker confirmed it for the minutes.

    bool operator==(const Question&) const = default;
};

enum class TurnStage : std::uint8_t { question, answer, follow_up };

struct Turn {
    QuestionId question;
    TurnStage stage{TurnStage::question};
    Clock clock;
    std::vector<UnitId> answering;

    bool operator==(const Turn&) const = default;
};

/// Why this one is next, as the screen shows it.
enum class NextReason : std::uint8_t {
    drawn_by_lot, ///< The lot has fallen on them.
    only_queue,   ///< Nobody else waits.
    quota,        ///< This queue has had the smallest part of its quota.
};

struct Proposal {
    QuestionId question;
    CategoryId queue;
    NextReason reason{NextReason::quota};
    std::int64_t taken{0}; ///< Turns the queue has had.
    std::int64_t quota{1};
    std::int64_t turns{0};      ///< Turns the asker has had, in the whole series.
    bool first_of_turns{false}; ///< Passed somebody in the queue who has spoken more.

    bool operator==(const Proposal&) const = default;
};

struct Draws;

struct Floor {
    std::map<QuestionId, Question> questions;
    /// Approved and waiting, in the order of approval or as moved by hand.
    std::map<CategoryId, std::vector<QuestionId>> queues;
    std::map<CategoryId, std::int64_t> taken; ///< Turns per queue.
    std::optional<Turn> turn;
    std::vector<QuestionId> history; ///< In the order they had the floor.
    std::int64_t next_number{1};

    bool operator==(const Floor&) const = default;
};

[[nodiscard]] const Question* find(const Floor& floor, const QuestionId& question);
/// People drawn by lot who have, or have had, the floor.
[[nodiscard]] std::int64_t drawn_heard_count(const Floor& floor);

/// The fair rotation. Who was drawn by lot comes first; then the queue that has had the smallest
/// part of its quota (compared as fractions; the order of the rules breaks ties); within it those
/// who have spoken least often in the whole series, then support if the rules say so, then the
/// queue's own order. Empty: nobody waits who can be called (`is_held_by_draw`).
[[nodiscard]] std::optional<Proposal> propose_next(const Floor& floor, const Draws& draws,
                                                   const Roster& roster, const HearingRules& rules);

/// The whole queue in the order in which `propose_next` would take it, were nobody held by a draw.
[[nodiscard]] std::vector<QuestionId> ordered_queue(const Floor& floor, const Roster& roster,
                                                    const HearingRules& rules,
                                                    const CategoryId& queue);

// Commands of attendees and observers.
struct AskQuestion {
    static constexpr const char* name = "ask_question";
    std::string text;
    std::vector<UnitId> units; ///< May be empty: then the leading unit answers.
};
struct RaiseHand {
    static constexpr const char* name = "raise_hand";
};
struct WithdrawQuestion {
    static constexpr const char* name = "withdraw_question";
    QuestionId question;
};
struct SupportQuestion {
    static constexpr const char* name = "support_question";
    QuestionId question;
    bool support{true};
};
struct JudgeAnswer {
    static constexpr const char* name = "judge_answer";
    QuestionId question;
    AnswerVerdict verdict;
};
/// By anybody in the hall, of the answer that is being given: see core/pulse.hpp.
struct GivePulse {
    static constexpr const char* name = "give_pulse";
    QuestionId question;
    AnswerVerdict verdict;
};
struct ConfirmPassage {
    static constexpr const char* name = "confirm_passage";
    QuestionId question;
    std::string text;
};

// Commands of the moderator.
struct ApproveQuestion {
    static constexpr const char* name = "approve_question";
    QuestionId question;
};
struct EditQuestion {
    static constexpr const char* name = "edit_question";
    QuestionId question;
    std::string text;
    std::vector<UnitId> units;
    /// What its editor saw. Another has changed it meanwhile: `changed_meanwhile`.
    std::optional<std::string> replaces{};
    std::optional<std::vector<UnitId>> replaces_units{};
};
struct MergeQuestion {
    static constexpr const char* name = "merge_question";
    QuestionId question;
    QuestionId into;
};
struct ReturnQuestion {
    static constexpr const char* name = "return_question";
    QuestionId question;
    std::string reason;
};
/// Takes an approval, a return or a merge back: the question waits for a moderator again, a raised
/// hand for its turn. What another took over from it in a merge stays there.
struct ReconsiderQuestion {
    static constexpr const char* name = "reconsider_question";
    QuestionId question;
};
struct MoveQuestion {
    static constexpr const char* name = "move_question";
    QuestionId question;
    std::int64_t position; ///< In its queue, from 0; beyond the end means last.
};
struct CallQuestion {
    static constexpr const char* name = "call_question";
    QuestionId question;
};
struct StartAnswer {
    static constexpr const char* name = "start_answer";
    std::vector<UnitId> units; ///< Empty: those the question is put to.
    /// The one that had the floor when this was asked for. Another has it now: `changed_meanwhile`.
    std::optional<QuestionId> question{};
};
struct StartFollowUp {
    static constexpr const char* name = "start_follow_up";
    std::optional<QuestionId> question{}; ///< As in `StartAnswer`.
};
struct NoteAnswer {
    static constexpr const char* name = "note_answer";
    QuestionId question;
    UnitId unit;
    std::string text;
    /// The note as its writer saw it, empty where there was none. Another one: `changed_meanwhile`.
    std::optional<std::string> replaces{};
};
struct CloseQuestion {
    static constexpr const char* name = "close_question";
    std::optional<QuestionId> question{}; ///< As in `StartAnswer`.
};

// Events.
struct QuestionAsked {
    static constexpr const char* name = "question_asked";
    QuestionId question;
    QuestionKind kind;
    CategoryId queue;
    std::string asker_id;
    bool from_roster{true};
    std::string text;
    std::vector<UnitId> units;
    bool operator==(const QuestionAsked&) const = default;
};
struct QuestionWithdrawn {
    static constexpr const char* name = "question_withdrawn";
    QuestionId question;
    bool operator==(const QuestionWithdrawn&) const = default;
};
struct QuestionApproved {
    static constexpr const char* name = "question_approved";
    QuestionId question;
    bool operator==(const QuestionApproved&) const = default;
};
struct QuestionEdited {
    static constexpr const char* name = "question_edited";
    QuestionId question;
    std::string text;
    std::vector<UnitId> units;
    bool operator==(const QuestionEdited&) const = default;
};
struct QuestionMerged {
    static constexpr const char* name = "question_merged";
    QuestionId question;
    QuestionId into;
    bool operator==(const QuestionMerged&) const = default;
};
struct QuestionReturned {
    static constexpr const char* name = "question_returned";
    QuestionId question;
    std::string reason;
    bool operator==(const QuestionReturned&) const = default;
};
struct QuestionReconsidered {
    static constexpr const char* name = "question_reconsidered";
    QuestionId question;
    bool operator==(const QuestionReconsidered&) const = default;
};
struct QuestionMoved {
    static constexpr const char* name = "question_moved";
    QuestionId question;
    std::int64_t position{0};
    bool operator==(const QuestionMoved&) const = default;
};
struct QuestionSupported {
    static constexpr const char* name = "question_supported";
    QuestionId question;
    ParticipantId participant;
    bool support{true};
    bool operator==(const QuestionSupported&) const = default;
};
/// Calling another than the proposed one is the moderator's right; both are on the record.
struct QuestionCalled {
    static constexpr const char* name = "question_called";
    QuestionId question;
    QuestionId proposed;
    NextReason reason;
    bool operator==(const QuestionCalled&) const = default;
};
struct AnswerStarted {
    static constexpr const char* name = "answer_started";
    QuestionId question;
    std::vector<UnitId> units;
    bool operator==(const AnswerStarted&) const = default;
};
struct FollowUpStarted {
    static constexpr const char* name = "follow_up_started";
    QuestionId question;
    bool operator==(const FollowUpStarted&) const = default;
};
struct AnswerNoted {
    static constexpr const char* name = "answer_noted";
    QuestionId question;
    UnitId unit;
    std::string text;
    bool operator==(const AnswerNoted&) const = default;
};
struct QuestionClosed {
    static constexpr const char* name = "question_closed";
    QuestionId question;
    bool operator==(const QuestionClosed&) const = default;
};
struct AnswerJudged {
    static constexpr const char* name = "answer_judged";
    QuestionId question;
    AnswerVerdict verdict;
    bool operator==(const AnswerJudged&) const = default;
};
struct PassageConfirmed {
    static constexpr const char* name = "passage_confirmed";
    QuestionId question;
    std::string text;
    bool operator==(const PassageConfirmed&) const = default;
};

} // namespace rostrum::core
