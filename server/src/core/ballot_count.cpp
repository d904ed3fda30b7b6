// From the close to the published result: the phones' tally, the paper count, signatures, verdict,
// and the report duties that follow from it.
#include "core/ballot.hpp"
#include "core/decisions.hpp"
#include "core/floor_checks.hpp"
#include "core/limits.hpp"

#include <algorithm>
#include <cassert>
#include <expected>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace rostrum::core {
namespace {

std::expected<const Ballot*, Refusal> find_closed(const Hearing& hearing, const BallotId& ballot)
{
    const auto* found = find(hearing.ballots, ballot);
    if (found == nullptr) return Refused{Refusal::unknown_ballot};
    if (found->state == BallotState::published) return Refused{Refusal::already_published};
    if (found->state != BallotState::closed) return Refused{Refusal::ballot_is_not_closed};
    return found;
}

/// Every option listed, also those without a vote, so that equal counts compare equal.
std::map<OptionId, std::int64_t> complete(const BallotRule& rule,
                                          std::map<OptionId, std::int64_t> votes)
{
    for (const auto& option : rule.options) votes.try_emplace(option.option, 0);
    return votes;
}

/// Those of the electorate by name, bytewise sorted as the roster is.
std::vector<ParticipantId> roll_of(const Roster& roster, const Ballot& ballot)
{
    std::vector<ParticipantId> roll;
    for (const auto& [id, participant] : roster.participants)
        if (participant.entry.may_vote || ballot.issued.contains(id)) roll.push_back(id);
    return roll;
}

bool is_count(std::int64_t number)
{
    return number >= 0 && number <= static_cast<std::int64_t>(limits::roster_max);
}

/// Empty when the paper, if there was any, is counted and agreed.
std::optional<Refusal> check_paper(const Ballot& ballot)
{
    switch (paper_state(ballot)) {
    case PaperState::none:
    case PaperState::agreed: return std::nullopt;
    case PaperState::uncounted:
    case PaperState::counted_once: return Refusal::paper_is_not_counted;
    case PaperState::differs: return Refusal::paper_counts_differ;
    }
    return std::nullopt;
}

/// More paper came back than was handed out. Phones that did not vote must not hide that in the
/// sum.
bool has_paper_too_much(const Ballot& ballot)
{
    return std::ranges::any_of(ballot.paper_counts, [](const auto& entry) {
        return entry.second.returned > entry.second.issued;
    });
}

Tally tally_of_phones(const Ballot& ballot, const BallotBox& box)
{
    assert(box.ballot == ballot.ballot || box.ballots.empty()); // Another ballot's would be lost.
    Tally phones;
    phones.issued = static_cast<std::int64_t>(ballot.issued.size()) - ballot.issued_on_paper;
    phones.returned = static_cast<std::int64_t>(box.ballots.size());
    phones.votes = complete(ballot.rule, box.votes);
    assert(adds_up(ballot.rule, phones));
    return phones;
}

bool was_put_to(const Question& question, const UnitId& unit, bool leads)
{
    return question.units.empty() ? leads
                                  : std::ranges::find(question.units, unit) != question.units.end();
}

/// Those that had the floor, in that order.
std::vector<QuestionId> questions_put_to(const Floor& floor, const UnitId& unit, bool leads)
{
    std::vector<QuestionId> questions;
    for (const auto& id : floor.history) {
        const auto& question = floor.questions.at(id);
        if (had_the_floor(question.state) && was_put_to(question, unit, leads))
            questions.push_back(id);
    }
    return questions;
}

/// One for every unit that was asked something, and always one for the leading unit.
std::vector<Event> duties_of(const Hearing& hearing, const BallotId& ballot, Instant now)
{
    std::vector<Event> events;
    auto number = hearing.duties.next_report;
    for (const auto& unit : hearing.campaign.units) {
        const bool leads = unit.unit == hearing.campaign.units.front().unit;
        auto questions = questions_put_to(hearing.floor, unit.unit, leads);
        if (questions.empty() && !leads) continue;
        events.emplace_back(DutyImposed{.duty = {"r" + std::to_string(number++)},
                                        .ballot = ballot,
                                        .unit = unit.unit,
                                        .questions = std::move(questions),
                                        .due = now + hearing.rules.report_due});
    }
    return events;
}

} // namespace

Electorate electorate_of(const Roster& roster, const Ballot& ballot)
{
    Electorate electorate;
    for (const auto& [id, participant] : roster.participants) {
        const bool issued = ballot.issued.contains(id);
        if (!participant.entry.may_vote && !issued) continue;
        ++electorate.entitled;
        if (participant.presence || issued) ++electorate.present;
    }
    return electorate;
}

PaperState paper_state(const Ballot& ballot)
{
    if (ballot.issued_on_paper == 0) return PaperState::none;
    const auto& counts = ballot.paper_counts;
    if (counts.empty()) return PaperState::uncounted;
    if (counts.size() < limits::tellers_required) return PaperState::counted_once;
    const auto& first = counts.begin()->second;
    const bool agreed =
        std::ranges::all_of(counts, [&](const auto& entry) { return entry.second == first; });
    return agreed ? PaperState::agreed : PaperState::differs;
}

Instant began_to_close(const Ballot& ballot)
{
    assert(ballot.closing_until);
    return {ballot.closing_until->ms - limits::ballot_grace.ms};
}

std::optional<Tally> final_tally(const Ballot& ballot)
{
    if (!ballot.phones || check_paper(ballot)) return std::nullopt;
    if (ballot.paper_counts.empty()) return ballot.phones;
    return *ballot.phones + ballot.paper_counts.begin()->second;
}

Decision decide_one(const Hearing& hearing, const CloseBallot& command, const Context& context)
{
    const auto* ballot = find(hearing.ballots, command.ballot);
    if (ballot == nullptr) return Refused{Refusal::unknown_ballot};
    if (ballot->state != BallotState::open) return Refused{Refusal::ballot_is_not_open};
    // Here alone, where ballots end to be issued. No timer closes a ballot: the server only counts
    // by itself one that somebody has closed, and on which nothing was issued or taken back since.
    const bool is_small = !small_channels(*ballot).empty();
    if (is_small && !command.accepts_small_channel.value_or(false))
        return Refused{Refusal::channel_is_small};
    const auto small_channel = is_small ? std::optional{true} : std::nullopt;
    if (ballot->mode == BallotMode::secret)
        return happened(
            BallotClosing{command.ballot, context.now + limits::ballot_grace, small_channel});
    return happened(BallotClosed{.ballot = command.ballot,
                                 .phones = tally_of_phones(*ballot, context.box),
                                 .electorate = electorate_of(hearing.roster, *ballot),
                                 .by_category = ballot->rule.breakdown_by_category
                                                    ? breakdown(context.box)
                                                    : std::vector<CategoryBreakdown>{},
                                 .small_channel = small_channel});
}

Decision decide_one(const Hearing& hearing, const CountBallot& command, const Context& context)
{
    const auto* ballot = find(hearing.ballots, command.ballot);
    if (ballot == nullptr) return Refused{Refusal::unknown_ballot};
    if (ballot->state != BallotState::closing) return Refused{Refusal::ballot_is_not_open};
    // A clock that was set back must not hold the count for hours.
    if (began_to_close(*ballot) <= context.now && context.now < *ballot->closing_until)
        return Refused{Refusal::deadline_is_not_over};
    auto counted = *ballot;
    counted.roll = roll_of(hearing.roster, *ballot);
    return happened(
        BallotClosed{.ballot = command.ballot,
                     .phones = tally_of_phones(*ballot, context.box),
                     .electorate = ballot->electorate,
                     .by_category = {},
                     .sheet_sha256 = context.ballot_scheme.sheet_sha256(counted, context.box)});
}

Decision decide_one(const Hearing& hearing, const EnterPaperCount& command, const Context& context)
{
    const auto ballot = find_closed(hearing, command.ballot);
    if (!ballot) return Refused{ballot.error()};
    const auto& rule = (*ballot)->rule;
    const auto handed_out = (*ballot)->issued_on_paper;
    if (handed_out == 0) return Refused{Refusal::no_paper_was_handed_out};
    if (!is_count(command.returned) || !is_count(command.invalid)) {
        return Refused{Refusal::number_is_out_of_range};
    }
    for (const auto& [option, votes] : command.votes) {
        if (find_option(rule, option) == nullptr) return Refused{Refusal::unknown_option};
        if (!is_count(votes)) return Refused{Refusal::number_is_out_of_range};
    }
    Tally paper{.issued = handed_out,
                .returned = command.returned,
                .invalid = command.invalid,
                .votes = complete(rule, command.votes)};
    if (!adds_up(rule, paper)) return Refused{Refusal::count_does_not_add_up};

    const StaffId teller{context.actor.id};
    const auto& counts = (*ballot)->paper_counts;
    const auto earlier = counts.find(teller);
    // The same numbers again are no new count: signatures stay.
    if (earlier != counts.end() && earlier->second == paper) return happened();
    return happened(PaperCounted{command.ballot, teller, std::move(paper)});
}

Decision decide_one(const Hearing& hearing, const WithdrawPaperCount& command,
                    const Context& context)
{
    const auto ballot = find_closed(hearing, command.ballot);
    if (!ballot) return Refused{ballot.error()};
    const StaffId sender{context.actor.id};
    const auto teller = command.teller.value_or(sender);
    if (context.actor.role == Role::teller && teller != sender)
        return Refused{Refusal::count_is_not_yours};
    if (const auto refusal = check_reason(command.reason)) return Refused{*refusal};
    if (!(*ballot)->paper_counts.contains(teller)) return Refused{Refusal::count_is_not_there};
    return happened(PaperCountWithdrawn{command.ballot, teller, command.reason});
}

Decision decide_one(const Hearing& hearing, const SignTally& command, const Context& context)
{
    const auto ballot = find_closed(hearing, command.ballot);
    if (!ballot) return Refused{ballot.error()};
    if (const auto refusal = check_paper(**ballot)) return Refused{*refusal};
    const StaffId teller{context.actor.id};
    if ((*ballot)->signatures.contains(teller)) return Refused{Refusal::already_signed};
    return happened(TallySigned{command.ballot, teller});
}

Decision decide_one(const Hearing& hearing, const PublishResult& command, const Context& context)
{
    const auto ballot = find_closed(hearing, command.ballot);
    if (!ballot) return Refused{ballot.error()};
    if (const auto refusal = check_paper(**ballot)) return Refused{*refusal};
    if ((*ballot)->signatures.size() < limits::tellers_required)
        return Refused{Refusal::not_signed};

    const auto tally = final_tally(**ballot);
    const auto verdict = judge((*ballot)->rule, *tally, (*ballot)->electorate);
    if (verdict.outcome == Outcome::invalid || has_paper_too_much(**ballot)) {
        return happened(BallotVoided{command.ballot, "returned_exceeds_issued"});
    }
    Outcomes outcomes;
    outcomes.events.emplace_back(ResultPublished{command.ballot, *tally, verdict});
    if (verdict.outcome == Outcome::below) {
        auto duties = duties_of(hearing, command.ballot, context.now);
        std::ranges::move(duties, std::back_inserter(outcomes.events));
    }
    return outcomes;
}

void evolve_one(Hearing& hearing, const BallotClosing& event, Instant /*at*/)
{
    auto& ballot = stored(hearing.ballots, event.ballot);
    assert(ballot.state == BallotState::open && ballot.mode == BallotMode::secret);
    ballot.state = BallotState::closing;
    ballot.closing_until = event.until;
    ballot.small_channel = event.small_channel.value_or(false);
    // Whoever comes in now can claim no ballot, and is not in the base.
    ballot.electorate = electorate_of(hearing.roster, ballot);
}

void evolve_one(Hearing& hearing, const BallotClosed& event, Instant /*at*/)
{
    auto& ballot = stored(hearing.ballots, event.ballot);
    const bool is_secret = ballot.mode == BallotMode::secret;
    assert(ballot.state == (is_secret ? BallotState::closing : BallotState::open));
    assert(is_secret == event.sheet_sha256.has_value());
    ballot.state = BallotState::closed;
    ballot.closing_until.reset();
    if (is_secret) {
        ballot.roll = roll_of(hearing.roster, ballot);
        ballot.sheet_sha256 = *event.sheet_sha256;
    }
    else {
        ballot.small_channel = event.small_channel.value_or(false);
    }
    ballot.phones = event.phones;
    ballot.electorate = event.electorate;
    ballot.by_category = event.by_category;
}

void evolve_one(Hearing& hearing, const PaperCounted& event, Instant /*at*/)
{
    auto& ballot = stored(hearing.ballots, event.ballot);
    assert(ballot.state == BallotState::closed);
    ballot.paper_counts[event.teller] = event.paper;
    ballot.signatures.clear(); // They stood under another count.
}

void evolve_one(Hearing& hearing, const PaperCountWithdrawn& event, Instant /*at*/)
{
    auto& ballot = stored(hearing.ballots, event.ballot);
    assert(ballot.state == BallotState::closed);
    assert(ballot.paper_counts.contains(event.teller));
    ballot.paper_counts.erase(event.teller);
    ballot.signatures.clear(); // They stood under another count.
}

void evolve_one(Hearing& hearing, const TallySigned& event, Instant /*at*/)
{
    auto& ballot = stored(hearing.ballots, event.ballot);
    assert(ballot.state == BallotState::closed);
    assert(!ballot.signatures.contains(event.teller));
    ballot.signatures.insert(event.teller);
}

void evolve_one(Hearing& hearing, const ResultPublished& event, Instant /*at*/)
{
    auto& ballot = stored(hearing.ballots, event.ballot);
    assert(ballot.state == BallotState::closed);
    assert(final_tally(ballot) == event.tally);
    ballot.state = BallotState::published;
    ballot.verdict = event.verdict;
}

} // namespace rostrum::core
