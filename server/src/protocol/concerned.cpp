#include "protocol/concerned.hpp"

#include "protocol/one_of.hpp"

#include <concepts>
#include <variant>

namespace rostrum::protocol {
namespace {

using Ids = std::set<std::string>;

/// Something happens to one question.
template <typename T>
concept OfQuestion = requires(const T& event) {
    { event.question } -> std::convertible_to<core::QuestionId>;
};

/// Something happens to one person of the roster.
template <typename T>
concept OfParticipant = !OfQuestion<T> && requires(const T& event) {
    { event.participant } -> std::convertible_to<core::ParticipantId>;
};

/// On nobody's private view. Named one by one, so that a new event has to be placed somewhere.
template <typename T>
concept OfNobody =
    OneOf<T, core::HearingCreated, core::HearingReplanned, core::CampaignDescribed, core::RulesSet,
          core::SlidesAttached, core::PhaseEntered, core::PhaseReopened, core::SlideShown,
          core::ChairPrompted, core::PromptAcknowledged, core::ClockPaused, core::ClockResumed,
          core::ClockExtended, core::EarlierTurnsNoted, core::NonceCollectionStarted,
          core::DrawFrozen, core::DrawRevealed, core::DrawFinished, core::DrawVoided,
          core::BallotRuleLocked, core::BallotOpened, core::BallotClosing, core::BallotClosed,
          core::PaperCounted, core::PaperCountWithdrawn, core::TallySigned, core::ResultPublished,
          core::BallotVoided, core::DutyImposed, core::DutyWithdrawn, core::ReportSubmitted,
          core::ReportAccepted, core::ReportReturned, core::DutyOverdue, core::InstructionGiven,
          core::InstructionFinished>;

struct Concern {
    const core::Hearing& after;

    [[nodiscard]] Ids asker(const core::QuestionId& id) const
    {
        const auto* question = core::find(after.floor, id);
        return question == nullptr ? Ids{} : Ids{question->asker_id};
    }

    template <OfQuestion T>
    Ids operator()(const T& event) const
    {
        return asker(event.question);
    }
    Ids operator()(const core::QuestionSupported& event) const { return {event.participant.value}; }
    /// The supporters go over to the other question.
    Ids operator()(const core::QuestionMerged& event) const
    {
        auto ids = asker(event.question);
        ids.merge(asker(event.into));
        if (const auto* into = core::find(after.floor, event.into))
            for (const auto& supporter : into->supporters) ids.insert(supporter.value);
        return ids;
    }
    template <OfParticipant T>
    Ids operator()(const T& event) const
    {
        return {event.participant.value};
    }
    Ids operator()(const core::RosterImported& event) const
    {
        Ids ids;
        for (const auto& entry : event.entries) ids.insert(entry.participant.value);
        return ids;
    }
    Ids operator()(const core::DrawPoolListed& event) const
    {
        Ids ids;
        for (const auto& line : event.lines) ids.insert(line.participant.value);
        return ids;
    }
    /// Nobody stands in the pool of the draw before any more.
    Ids operator()(const core::DrawOpened& event) const
    {
        Ids ids;
        const core::Draw* earlier = nullptr;
        for (const auto& draw : after.draws.draws) {
            if (draw.draw == event.draw) break;
            earlier = &draw;
        }
        if (earlier == nullptr) return ids;
        for (const auto& line : earlier->pool) ids.insert(line.participant.value);
        for (const auto& [participant, nonce] : earlier->contributions)
            ids.insert(participant.value);
        return ids;
    }
    template <OfNobody T>
    Ids operator()(const T& /*event*/) const
    {
        return {};
    }
};

} // namespace

Ids concerned(const core::Hearing& after, const core::Event& event)
{
    return std::visit(Concern{after}, event);
}

} // namespace rostrum::protocol
