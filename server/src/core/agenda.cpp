#include "core/agenda.hpp"

#include "core/decisions.hpp"
#include "core/limits.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <cassert>
#include <string_view>

namespace rostrum::core {
namespace {

using MaybeRefusal = std::optional<Refusal>;

constexpr std::size_t sha256_digits = 64;

bool is_sha256(std::string_view text)
{
    return text.size() == sha256_digits && std::ranges::all_of(text, [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

bool is_next(Phase phase, Phase to)
{
    return static_cast<int>(to) == static_cast<int>(phase) + 1;
}

MaybeRefusal check_floor_is_free(const Hearing& hearing)
{
    if (hearing.floor.turn) return Refusal::floor_is_busy;
    if (pending(hearing.draws) != nullptr) return Refusal::draw_is_pending;
    return std::nullopt;
}

MaybeRefusal check_ballot_is_done(const Hearing& hearing)
{
    const Ballot* ballot = current(hearing.ballots);
    if (ballot == nullptr) return Refusal::ballot_is_not_closed;
    switch (ballot->state) {
    case BallotState::open:
    case BallotState::closing: return Refusal::ballot_is_open;
    case BallotState::closed:
    case BallotState::published: return std::nullopt;
    case BallotState::locked:
    case BallotState::voided: break;
    }
    return Refusal::ballot_is_not_closed;
}

bool is_published(const Hearing& hearing)
{
    const Ballot* ballot = current(hearing.ballots);
    return ballot != nullptr && ballot->state == BallotState::published;
}

bool has_blank_reason(const AdvancePhase& command)
{
    return check_text(command.reason, limits::reason_length_max) == Refusal::text_is_empty;
}

/// What must be done before the phase may be left for the next one.
MaybeRefusal check_leaving(const Hearing& hearing, const AdvancePhase& command)
{
    switch (hearing.agenda.phase) {
    case Phase::draft:
        if (hearing.campaign.title.empty() || hearing.campaign.units.empty())
            return Refusal::campaign_is_missing;
        if (hearing.roster.participants.empty()) return Refusal::roster_is_empty;
        return std::nullopt;
    case Phase::inquiry:
        if (const auto refusal = check_floor_is_free(hearing)) return refusal;
        if (drawn_heard_count(hearing.floor) < hearing.rules.draws_required &&
            has_blank_reason(command))
            return Refusal::draw_is_missing;
        return std::nullopt;
    case Phase::ballot: return check_ballot_is_done(hearing);
    case Phase::result:
        if (!is_published(hearing)) return Refusal::result_is_not_published;
        return std::nullopt;
    case Phase::check_in:
    case Phase::report:
    case Phase::closed: return std::nullopt;
    }
    assert(false);
    return std::nullopt;
}

MaybeRefusal check_reopening(const Hearing& hearing)
{
    const Ballot* ballot = current(hearing.ballots);
    if (ballot != nullptr && takes_votes(*ballot)) return Refusal::ballot_is_open;
    if (const auto refusal = check_floor_is_free(hearing)) return refusal;
    if (is_published(hearing)) return Refusal::already_published;
    return std::nullopt;
}

std::optional<Clock> clock_of(Phase phase, const HearingRules& rules, Instant at)
{
    switch (phase) {
    case Phase::report: return start_clock(rules.report_clock, at);
    case Phase::inquiry: return start_clock(rules.inquiry_clock, at);
    case Phase::draft:
    case Phase::check_in:
    case Phase::ballot:
    case Phase::result:
    case Phase::closed: break;
    }
    return std::nullopt;
}

void enter(Hearing& hearing, Phase phase, Instant at)
{
    hearing.agenda.phase = phase;
    hearing.agenda.phase_since = at;
    hearing.agenda.clock = clock_of(phase, hearing.rules, at);
}

} // namespace

Decision decide_one(const Hearing& hearing, const AdvancePhase& command, const Context& /*context*/)
{
    if (!is_next(hearing.agenda.phase, command.to)) return Refused{Refusal::phase_is_not_next};
    if (const auto refusal = check_optional_text(command.reason, limits::reason_length_max))
        return Refused{*refusal};
    if (const auto refusal = check_leaving(hearing, command)) return Refused{*refusal};
    return happened(PhaseEntered{command.to, command.reason});
}

Decision decide_one(const Hearing& hearing, const ReopenPhase& command, const Context& /*context*/)
{
    if (command.to == Phase::draft || command.to >= hearing.agenda.phase)
        return Refused{Refusal::phase_is_not_earlier};
    if (const auto refusal = check_reason(command.reason)) return Refused{*refusal};
    if (const auto refusal = check_reopening(hearing)) return Refused{*refusal};
    return happened(PhaseReopened{command.to, command.reason});
}

Decision decide_one(const Hearing& hearing, const AttachSlides& command, const Context& /*context*/)
{
    if (const auto refusal = check_text(command.file, limits::title_length_max))
        return Refused{*refusal};
    if (!is_sha256(command.sha256)) return Refused{Refusal::bad_handle};
    if (command.pages < 1 || command.pages > static_cast<std::int64_t>(limits::slides_max))
        return Refused{Refusal::number_is_out_of_range};
    const auto& slides = hearing.agenda.slides;
    if (slides && slides->file == command.file && slides->sha256 == command.sha256 &&
        slides->pages == command.pages)
        return happened();
    return happened(SlidesAttached{command.file, command.sha256, command.pages});
}

Decision decide_one(const Hearing& hearing, const ShowSlide& command, const Context& /*context*/)
{
    const auto& slides = hearing.agenda.slides;
    if (!slides) return Refused{Refusal::slides_are_missing};
    if (command.page < 1 || command.page > slides->pages)
        return Refused{Refusal::number_is_out_of_range};
    if (command.page == slides->page) return happened();
    return happened(SlideShown{command.page});
}

void evolve_one(Hearing& hearing, const PhaseEntered& event, Instant at)
{
    assert(is_next(hearing.agenda.phase, event.to));
    enter(hearing, event.to, at);
}

void evolve_one(Hearing& hearing, const PhaseReopened& event, Instant at)
{
    assert(event.to < hearing.agenda.phase && event.to != Phase::draft);
    enter(hearing, event.to, at);
}

void evolve_one(Hearing& hearing, const SlidesAttached& event, Instant /*at*/)
{
    hearing.agenda.slides =
        Slides{.file = event.file, .sha256 = event.sha256, .pages = event.pages, .page = 0};
}

void evolve_one(Hearing& hearing, const SlideShown& event, Instant /*at*/)
{
    assert(hearing.agenda.slides && event.page <= hearing.agenda.slides->pages);
    hearing.agenda.slides->page = event.page;
}

} // namespace rostrum::core
