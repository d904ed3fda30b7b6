#include "protocol/touched.hpp"

#include "protocol/one_of.hpp"

#include <variant>

namespace rostrum::protocol {
namespace {

/// They change one question, and nothing that is told of several.
template <typename T>
concept InPlace = OneOf<T, core::AnswerStarted, core::FollowUpStarted, core::AnswerNoted,
                        core::QuestionClosed, core::AnswerJudged, core::PassageConfirmed>;

/// They bring a question into its queue or out of it, and what a moderator compares changes.
template <typename T>
concept OfQueue = OneOf<T, core::QuestionWithdrawn, core::QuestionApproved, core::QuestionReturned,
                        core::QuestionReconsidered>;

/// A pool is published once, in parts.
template <typename T>
concept OfPool = OneOf<T, core::DrawOpened, core::DrawPoolListed>;

/// They change who is held by the draw, and so cannot be proposed.
template <typename T>
concept OfLot = OneOf<T, core::DrawFinished, core::DrawnAccepted, core::DrawnDeclined,
                      core::DrawnAbsent, core::DrawVoided>;

template <typename T>
concept OfPresence = OneOf<T, core::ParticipantArrived, core::ParticipantLeft>;

/// In no long table. Named one by one, so that a new event has to be placed somewhere.
template <typename T>
concept Elsewhere =
    OneOf<T, core::HearingReplanned, core::CampaignDescribed, core::SlidesAttached,
          core::PhaseEntered, core::PhaseReopened, core::SlideShown, core::ClockPaused,
          core::ClockResumed, core::ClockExtended, core::ChairPrompted, core::PromptAcknowledged,
          core::NonceCollectionStarted, core::NonceContributed, core::DrawFrozen,
          core::DrawRevealed, core::DrawnCalled, core::DrawChecked, core::BallotRuleLocked,
          core::BallotOpened, core::BallotIssued, core::PaperTakenBack, core::BallotClosing,
          core::BallotClosed, core::PaperCounted, core::PaperCountWithdrawn, core::TallySigned,
          core::ResultPublished, core::BallotVoided, core::DutyImposed, core::DutyWithdrawn,
          core::ReportSubmitted, core::ReportAccepted, core::ReportReturned, core::DutyOverdue,
          core::InstructionGiven, core::InstructionFinished>;

struct Touch {
    const core::Hearing& after;

    template <InPlace T>
    Touched operator()(const T& event) const
    {
        return {.questions = {.ids = {event.question}}};
    }
    template <OfQueue T>
    Touched operator()(const T& event) const
    {
        return {.questions = {.ids = {event.question}}, .order = true, .similar = true};
    }
    /// A raised hand is in its queue at once, and has no text.
    Touched operator()(const core::QuestionAsked& event) const
    {
        const bool oral = event.kind == core::QuestionKind::oral;
        return {.questions = {.ids = {event.question}}, .order = oral, .similar = !oral};
    }
    Touched operator()(const core::QuestionEdited& event) const
    {
        return {.questions = {.ids = {event.question}}, .similar = true};
    }
    Touched operator()(const core::QuestionMoved& event) const
    {
        return {.questions = {.ids = {event.question}}, .order = true};
    }
    Touched operator()(const core::QuestionSupported& event) const
    {
        return {.questions = {.ids = {event.question}}, .order = after.rules.support_orders};
    }
    Touched operator()(const core::QuestionMerged& event) const
    {
        return {.questions = {.ids = {event.question, event.into}}, .order = true, .similar = true};
    }
    /// Whoever is called has had one turn more.
    Touched operator()(const core::QuestionCalled& event) const
    {
        Touched all{.questions = {.ids = {event.question}}, .order = true};
        const auto* question = core::find(after.floor, event.question);
        if (question != nullptr && question->from_roster)
            all.roster.ids.insert(core::ParticipantId{question->asker_id});
        return all;
    }
    template <OfPool T>
    Touched operator()(const T& /*event*/) const
    {
        return {.pool = true, .order = true};
    }
    template <OfLot T>
    Touched operator()(const T& /*event*/) const
    {
        return {.order = true};
    }
    template <OfPresence T>
    Touched operator()(const T& event) const
    {
        return {.roster = {.ids = {event.participant}}};
    }
    Touched operator()(const core::EarlierTurnsNoted& event) const
    {
        Touched all{.order = true};
        for (const auto& one : event.turns) all.roster.ids.insert(one.participant);
        return all;
    }
    /// A question shows the category of its asker.
    Touched operator()(const core::RosterImported& event) const
    {
        Touched all{.questions = {.all = true}};
        for (const auto& entry : event.entries) all.roster.ids.insert(entry.participant);
        return all;
    }
    Touched operator()(const core::HearingCreated& /*event*/) const { return all_lines(); }
    Touched operator()(const core::RulesSet& /*event*/) const { return {.order = true}; }
    template <Elsewhere T>
    Touched operator()(const T& /*event*/) const
    {
        return {};
    }
};

} // namespace

Touched touched(const core::Hearing& after, const core::Event& event)
{
    return std::visit(Touch{after}, event);
}

const Touched& all_lines()
{
    static const Touched all{.questions = {.all = true},
                             .roster = {.all = true},
                             .pool = true,
                             .order = true,
                             .similar = true};
    return all;
}

} // namespace rostrum::protocol
