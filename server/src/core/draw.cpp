#include "core/draw.hpp"

#include "core/decisions.hpp"
#include "core/floor_checks.hpp"
#include "core/limits.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <expected>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace rostrum::core {
namespace {

/// What keeps people out of a pool besides the roster's own flags.
struct Exclusions {
    std::set<ParticipantId> declined;
    std::set<ParticipantId> absent;
    std::set<ParticipantId> waiting;
};

/// Nobody will call it, unless the desk takes that back.
bool is_given_up(QuestionState state)
{
    return state == QuestionState::withdrawn || state == QuestionState::returned;
}

Exclusions exclusions(const Hearing& hearing)
{
    Exclusions list;
    for (const Draw& draw : hearing.draws.draws) {
        for (const DrawnPerson& person : draw.drawn) {
            if (person.state == DrawnState::declined) list.declined.insert(person.participant);
            if (person.state == DrawnState::absent) list.absent.insert(person.participant);
        }
    }
    for (const auto& [id, question] : hearing.floor.questions) {
        if (!question.from_roster) continue;
        const ParticipantId asker{question.asker_id};
        if (question.state == QuestionState::waiting) list.waiting.insert(asker);
        // Who accepts and then takes it back, or has the desk do it, has declined: else the lot
        // could fall on them for ever.
        if (question.queue == drawn_queue() && is_given_up(question.state))
            list.declined.insert(asker);
    }
    return list;
}

/// Of several reasons the most lasting one.
DrawExclusion exclusion(const Participant& participant, const Exclusions& list)
{
    const ParticipantId& id = participant.entry.participant;
    if (!participant.entry.in_draw_pool) return DrawExclusion::opted_out;
    if (participant.turns > 0) return DrawExclusion::spoken;
    if (list.declined.contains(id)) return DrawExclusion::declined;
    if (list.absent.contains(id)) return DrawExclusion::absent;
    if (list.waiting.contains(id)) return DrawExclusion::waiting;
    return DrawExclusion::none;
}

/// Those present, in the roster's order: bytewise by handle, as the protocol needs it.
std::vector<PoolLine> pool(const Hearing& hearing)
{
    const Exclusions list = exclusions(hearing);
    std::vector<PoolLine> lines;
    for (const auto& [id, participant] : hearing.roster.participants) {
        if (!participant.presence) continue;
        const auto reason = exclusion(participant, list);
        lines.push_back({.participant = id,
                         .stratum = participant.entry.category,
                         .weight = reason == DrawExclusion::none ? 1U : 0U,
                         .exclusion = reason});
    }
    return lines;
}

/// Whether the lot can fall on this line at all.
bool is_in_reach(const DrawRule& rule, const PoolLine& line)
{
    if (line.weight == 0) return false;
    return rule.kind != DrawRuleKind::quota ||
           std::ranges::count(rule.quotas, line.stratum, &DrawQuota::stratum) > 0;
}

/// Has not answered yet, nor failed to.
bool is_ahead(DrawnState state)
{
    return state == DrawnState::waiting || state == DrawnState::called;
}

std::optional<Refusal> check_quotas(const Hearing& hearing, const DrawRule& rule)
{
    if (rule.quotas.size() > limits::draw_quotas_max) return Refusal::number_is_out_of_range;
    std::set<CategoryId> strata;
    std::int64_t sum = 0;
    for (const DrawQuota& quota : rule.quotas) {
        if (find_category(hearing.rules, quota.stratum) == nullptr)
            return Refusal::unknown_category;
        if (!strata.insert(quota.stratum).second) return Refusal::duplicate_entry;
        if (quota.count < 1 || quota.count > limits::drawn_max)
            return Refusal::number_is_out_of_range;
        sum += quota.count;
    }
    if (sum != rule.count) return Refusal::number_is_out_of_range;
    return std::nullopt;
}

std::optional<Refusal> check_draw_rule(const Hearing& hearing, const DrawRule& rule)
{
    if (rule.count < 1 || rule.count > limits::drawn_max) return Refusal::number_is_out_of_range;
    if (rule.kind == DrawRuleKind::quota) return check_quotas(hearing, rule);
    if (!rule.quotas.empty()) return Refusal::number_is_out_of_range;
    return std::nullopt;
}

/// A draw that led to nobody is drawn again; one that has found somebody is followed by another.
std::string next_public_id(const Hearing& hearing, const DrawScheme& scheme)
{
    const auto& draws = hearing.draws.draws;
    if (!draws.empty() && draws.back().state != DrawState::accepted)
        return scheme.redraw_id(draws.back().public_id);
    const auto number = 1 + std::ranges::count(draws, DrawState::accepted, &Draw::state);
    return hearing.hearing.value + "/draw/" + std::to_string(number);
}

std::optional<Refusal> check_opening(const Hearing& hearing, const OpenDraw& command)
{
    if (pending(hearing.draws) != nullptr) return Refusal::draw_is_pending;
    const bool is_first = hearing.draws.draws.empty();
    if (const auto refusal = is_first
                                 ? check_optional_text(command.reason, limits::reason_length_max)
                                 : check_reason(command.reason))
        return refusal;
    return check_draw_rule(hearing, command.rule);
}

Draw& draw_at(Hearing& hearing, const DrawId& id)
{
    const auto found = std::ranges::find(hearing.draws.draws, id, &Draw::draw);
    assert(found != hearing.draws.draws.end());
    return *found;
}

/// Ends a call; what became of it.
void end_call(Hearing& hearing, const DrawId& id, const ParticipantId& participant,
              DrawnState outcome, DrawState end)
{
    Draw& draw = draw_at(hearing, id);
    assert(draw.state == DrawState::called);
    const auto person = std::ranges::find(draw.drawn, DrawnState::called, &DrawnPerson::state);
    assert(person != draw.drawn.end() && person->participant == participant);
    static_cast<void>(participant);
    person->state = outcome;
    draw.deadline.reset();
    if (next_drawn(draw) != nullptr)
        draw.state = DrawState::drawn;
    else if (std::ranges::count(draw.drawn, DrawnState::accepted, &DrawnPerson::state) > 0)
        draw.state = DrawState::accepted;
    else
        draw.state = end;
}

} // namespace

const Draw* find(const Draws& draws, const DrawId& draw)
{
    const auto found = std::ranges::find(draws.draws, draw, &Draw::draw);
    return found == draws.draws.end() ? nullptr : &*found;
}

bool has_ended(const Draw& draw)
{
    switch (draw.state) {
    case DrawState::opened:
    case DrawState::collecting:
    case DrawState::frozen:
    case DrawState::revealed:
    case DrawState::drawn:
    case DrawState::called: return false;
    case DrawState::accepted:
    case DrawState::declined:
    case DrawState::absent:
    case DrawState::voided: break;
    }
    return true;
}

const Draw* pending(const Draws& draws)
{
    // The next is opened only when the last has ended.
    return draws.draws.empty() || has_ended(draws.draws.back()) ? nullptr : &draws.draws.back();
}

const DrawnPerson* next_drawn(const Draw& draw)
{
    const auto found = std::ranges::find_if(
        draw.drawn, [](const DrawnPerson& person) { return is_ahead(person.state); });
    return found == draw.drawn.end() ? nullptr : &*found;
}

const PoolLine* find_line(const Draw& draw, const ParticipantId& participant)
{
    const auto found = std::ranges::lower_bound(draw.pool, participant, {}, &PoolLine::participant);
    return found == draw.pool.end() || found->participant != participant ? nullptr : &*found;
}

bool is_held_by_draw(const Draws& draws, const Question& question)
{
    const Draw* draw = pending(draws);
    if (draw == nullptr || !question.from_roster) return false;
    const ParticipantId asker{question.asker_id};
    if (draw->drawn.empty()) {
        const PoolLine* line = find_line(*draw, asker);
        return line != nullptr && is_in_reach(draw->rule, *line);
    }
    return std::ranges::any_of(draw->drawn, [&](const DrawnPerson& person) {
        return person.participant == asker && is_ahead(person.state);
    });
}

Instant preview_ends(const Draw& draw)
{
    return draw.opened_at + limits::draw_preview;
}

Decision decide_one(const Hearing& hearing, const OpenDraw& command, const Context& context)
{
    if (const auto refusal = check_opening(hearing, command)) return Refused{*refusal};
    const auto lines = pool(hearing);
    if (std::ranges::none_of(lines,
                             [&](const auto& line) { return is_in_reach(command.rule, line); }))
        return Refused{Refusal::pool_is_empty};

    const DrawId id{"d" + std::to_string(hearing.draws.draws.size() + 1)};
    const auto public_id = next_public_id(hearing, context.draw_scheme);
    Outcomes outcomes;
    outcomes.events.emplace_back(
        DrawOpened{.draw = id,
                   .public_id = public_id,
                   .rule = command.rule,
                   .pace = command.pace,
                   .delay = context.draw_scheme.delay(command.pace),
                   .public_dice = command.public_dice,
                   .commit = context.draw_scheme.commit(public_id, context.draw_secret),
                   .reason = command.reason});
    for (std::size_t from = 0; from < lines.size(); from += limits::entries_per_event_max) {
        const auto part = std::span{lines}.subspan(
            from, std::min(limits::entries_per_event_max, lines.size() - from));
        outcomes.events.emplace_back(DrawPoolListed{id, {part.begin(), part.end()}});
    }
    return outcomes;
}

void evolve_one(Hearing& hearing, const DrawOpened& event, Instant at)
{
    assert(pending(hearing.draws) == nullptr);
    Draw draw;
    draw.draw = event.draw;
    draw.public_id = event.public_id;
    draw.rule = event.rule;
    draw.pace = event.pace;
    draw.delay = event.delay;
    draw.public_dice = event.public_dice;
    draw.commit = event.commit;
    draw.reason = event.reason;
    draw.opened_at = at;
    hearing.draws.draws.push_back(std::move(draw));
}

void evolve_one(Hearing& hearing, const DrawPoolListed& event, Instant /*at*/)
{
    Draw& draw = draw_at(hearing, event.draw);
    assert(draw.state == DrawState::opened);
    draw.pool.insert(draw.pool.end(), event.lines.begin(), event.lines.end());
}

void evolve_one(Hearing& hearing, const NonceCollectionStarted& event, Instant at)
{
    Draw& draw = draw_at(hearing, event.draw);
    assert(draw.state == DrawState::opened);
    draw.state = DrawState::collecting;
    draw.collecting_since = at;
    draw.deadline = event.deadline;
}

void evolve_one(Hearing& hearing, const NonceContributed& event, Instant /*at*/)
{
    Draw& draw = draw_at(hearing, event.draw);
    assert(draw.state == DrawState::collecting);
    draw.contributions.emplace(event.participant, event.nonce);
}

void evolve_one(Hearing& hearing, const DrawFrozen& event, Instant /*at*/)
{
    Draw& draw = draw_at(hearing, event.draw);
    assert(draw.state == DrawState::collecting);
    draw.state = DrawState::frozen;
    draw.deadline.reset();
    draw.seals = event.seals;
}

void evolve_one(Hearing& hearing, const DrawRevealed& event, Instant /*at*/)
{
    Draw& draw = draw_at(hearing, event.draw);
    assert(draw.state == DrawState::frozen);
    draw.state = DrawState::revealed;
    draw.secret = event.secret;
    draw.public_text = event.public_text;
}

void evolve_one(Hearing& hearing, const DrawFinished& event, Instant /*at*/)
{
    Draw& draw = draw_at(hearing, event.draw);
    assert(draw.state == DrawState::revealed && !event.drawn.empty());
    draw.state = DrawState::drawn;
    draw.seed = event.seed;
    draw.unfilled = event.unfilled;
    for (const auto& participant : event.drawn) draw.drawn.push_back({participant});
}

void evolve_one(Hearing& hearing, const DrawnCalled& event, Instant /*at*/)
{
    Draw& draw = draw_at(hearing, event.draw);
    assert(draw.state == DrawState::drawn);
    const auto person = std::ranges::find(draw.drawn, event.participant, &DrawnPerson::participant);
    assert(person != draw.drawn.end() && person->state == DrawnState::waiting);
    person->state = DrawnState::called;
    draw.state = DrawState::called;
    draw.deadline = event.deadline;
}

void evolve_one(Hearing& hearing, const DrawnAccepted& event, Instant /*at*/)
{
    end_call(hearing, event.draw, event.participant, DrawnState::accepted, DrawState::accepted);
}

void evolve_one(Hearing& hearing, const DrawnDeclined& event, Instant /*at*/)
{
    end_call(hearing, event.draw, event.participant, DrawnState::declined, DrawState::declined);
}

void evolve_one(Hearing& hearing, const DrawnAbsent& event, Instant /*at*/)
{
    end_call(hearing, event.draw, event.participant, DrawnState::absent, DrawState::absent);
}

void evolve_one(Hearing& hearing, const DrawVoided& event, Instant /*at*/)
{
    Draw& draw = draw_at(hearing, event.draw);
    assert(!has_ended(draw) && draw.secret.empty());
    draw.state = DrawState::voided;
    draw.deadline.reset();
    draw.secret = event.secret;
    draw.void_cause = event.cause;
    draw.void_reason = event.reason;
}

void evolve_one(Hearing& hearing, const DrawChecked& event, Instant /*at*/)
{
    Draw& draw = draw_at(hearing, event.draw);
    switch (event.outcome) {
    case DrawCheckOutcome::inputs_hold: draw.inputs_hold.insert(event.participant); break;
    case DrawCheckOutcome::seed_holds: draw.seed_holds.insert(event.participant); break;
    case DrawCheckOutcome::fault:
        assert(event.code);
        draw.faults.emplace(event.participant, *event.code);
        break;
    }
}

} // namespace rostrum::core
