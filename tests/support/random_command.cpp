#include "support/random_command.hpp"

#include "core/permission.hpp"
#include "support/hearing_builder.hpp"

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace rostrum::test {
namespace {

/// Spends the bytes one after the other, and then again; each attempt turns them over.
class Picker {
public:
    Picker(const Bytes& bytes, int attempt) : bytes_{bytes}, attempt_{attempt} {}

    int below(int count)
    {
        const int byte = bytes_.at(next_++ % bytes_.size());
        return (byte + attempt_ * 89) % 256 % count;
    }
    int from_one_to(int count) { return 1 + below(count); }
    /// Once in `times`.
    bool seldom(int times) { return below(times) == times - 1; }
    template <typename Value>
    const Value& of(const std::vector<Value>& values)
    {
        return values.at(static_cast<std::size_t>(below(static_cast<int>(values.size()))));
    }

private:
    const Bytes& bytes_;
    int attempt_;
    std::size_t next_{0};
};

/// How often a command is tried: those that undo much seldom, those a hearing lives on often.
int weight(std::string_view command)
{
    static const std::set<std::string_view> seldom{
        "create_hearing",      "describe_campaign", "set_rules",      "import_roster",
        "reopen_phase",        "mark_absent",       "close_ballot",   "void_ballot",
        "pause_clock",         "extend_clock",      "resume_clock",   "note_earlier_turns",
        "advance_phase",       "void_draw",         "replan_hearing", "take_back_paper",
        "withdraw_paper_count"};
    static const std::set<std::string_view> often{
        "mark_present",   "ask_question",     "raise_hand",  "approve_question", "call_question",
        "start_answer",   "start_follow_up",  "answer_draw", "call_drawn",       "open_draw",
        "collect_nonces", "contribute_nonce", "freeze_draw", "finish_draw",      "open_ballot",
        "claim_ballot",   "count_ballot",     "cast_ballot", "sign_tally",       "publish_result",
        "submit_report",  "enter_paper_count"};
    if (seldom.contains(command)) return 1;
    return often.contains(command) ? 12 : 4;
}

core::HearingRules random_rules(Picker& pick)
{
    auto rules = core::default_rules();
    rules.observers_may_ask = true;
    rules.support_orders = !pick.seldom(2);
    rules.draws_required = pick.below(2);
    rules.categories.front().quota = pick.below(3); // Zero is refused.
    return rules;
}

core::Phase random_phase(const core::Hearing& hearing, Picker& pick)
{
    const int next = static_cast<int>(hearing.agenda.phase) + 1;
    if (pick.seldom(6) || next >= core::phase_count)
        return static_cast<core::Phase>(pick.below(core::phase_count));
    return static_cast<core::Phase>(next);
}

std::vector<core::RosterEntry> random_entries(Picker& pick)
{
    std::vector<core::RosterEntry> list;
    for (int number = pick.from_one_to(people_max); number <= people_max; ++number) {
        list.push_back({.participant = card(number),
                        .category = category_of(pick.from_one_to(people_max)),
                        .may_question = !pick.seldom(4),
                        .may_vote = !pick.seldom(4),
                        .in_draw_pool = !pick.seldom(4)});
    }
    return list;
}

/// Mostly the count on which two tellers agree.
void fill_count(core::EnterPaperCount& command, const core::Hearing& hearing, Picker& pick)
{
    const auto* ballot = core::current(hearing.ballots);
    const auto issued = ballot == nullptr ? 1 : ballot->issued_on_paper;
    command.returned = pick.seldom(8) ? pick.below(4) : issued;
    command.invalid = pick.seldom(8) ? 1 : 0;
    command.votes[hearing.rules.ballot.options.back().option] = issued;
}

/// One of those there are, or one too many.
template <typename Things>
std::string numbered(const char* letter, const Things& things, Picker& pick)
{
    return letter + std::to_string(1 + pick.below(static_cast<int>(things.size()) + 1));
}

/// The last of those there are, seldom another.
template <typename Things>
std::string last(const char* letter, const Things& things, Picker& pick)
{
    const auto size = static_cast<int>(things.size());
    return letter + std::to_string(pick.seldom(8) ? pick.below(4) : size);
}

/// Fills the fields by which a command names things of the hearing.
template <typename OneCommand>
void fill_names(OneCommand& command, const core::Hearing& hearing, Picker& pick)
{
    const auto& questions = hearing.floor.questions;
    if constexpr (requires { command.question; })
        command.question = {numbered("q", questions, pick)};
    if constexpr (requires { command.into; }) command.into = {numbered("q", questions, pick)};
    if constexpr (requires { command.ballot; })
        command.ballot = {last("b", hearing.ballots.ballots, pick)};
    if constexpr (requires { command.draw; }) command.draw = {last("d", hearing.draws.draws, pick)};
    if constexpr (requires { command.duty; })
        command.duty = {numbered("r", hearing.duties.reports, pick)};
    if constexpr (requires { command.instruction; })
        command.instruction = {numbered("i", hearing.duties.instructions, pick)};
    if constexpr (std::is_same_v<OneCommand, core::AcknowledgePrompt>)
        if (hearing.prompts.latest) command.prompt = hearing.prompts.latest->prompt;
    const auto& units = hearing.campaign.units;
    if constexpr (requires { command.unit; }) command.unit = {numbered("u", units, pick)};
    if constexpr (requires { command.units; })
        if (pick.seldom(2)) command.units = {{numbered("u", units, pick)}};
    if constexpr (requires { command.participant; })
        command.participant = card(pick.from_one_to(people_max));
    if constexpr (requires { command.key; })
        command.key = key_of(card(pick.from_one_to(people_max)));
}

template <typename OneCommand>
void fill_texts(OneCommand& command, Picker& pick)
{
    const std::string text = pick.seldom(8) ? "" : "为什么 " + std::to_string(pick.below(4));
    if constexpr (requires { command.text; }) command.text = text;
    if constexpr (requires { command.reason; }) command.reason = text;
    if constexpr (requires { command.report; }) command.report = text;
    if constexpr (requires { command.outcome = text; }) command.outcome = text;
    if constexpr (requires { command.responsible; }) command.responsible = text;
    if constexpr (requires { command.title; }) command.title = text;
    if constexpr (requires { command.file; }) command.file = text;
    if constexpr (requires { command.sha256; }) command.sha256 = fake_sha256(text);
    if constexpr (requires { command.nonce; }) command.nonce = fake_sha256(text);
    if constexpr (requires { command.seed; }) command.seed = fake_sha256(text);
    if constexpr (std::is_same_v<OneCommand, core::PromptChair>) {
        command.kind = static_cast<core::PromptKind>(pick.below(3));
        if (command.kind != core::PromptKind::note) command.text.clear();
    }
    if constexpr (std::is_same_v<OneCommand, core::EnterDice>) command.text = "6-6-1";
}

template <typename OneCommand>
void fill_values(OneCommand& command, const core::Hearing& hearing, Picker& pick)
{
    if constexpr (requires { command.rules; }) command.rules = random_rules(pick);
    if constexpr (requires { command.campaign; }) {
        command.campaign = demo_campaign();
        if (pick.seldom(2)) command.campaign.units.pop_back();
    }
    if constexpr (requires { command.entries; }) command.entries = random_entries(pick);
    if constexpr (requires { command.turns; })
        command.turns = {{card(pick.from_one_to(people_max)), pick.below(3)}};
    if constexpr (requires { command.to; }) command.to = random_phase(hearing, pick);
    if constexpr (requires { command.clock; })
        command.clock = static_cast<core::ClockKind>(pick.below(2));
    if constexpr (requires { command.by; }) command.by = core::minutes(pick.below(9) - 4);
    if constexpr (requires { command.page; }) command.page = pick.below(4);
    if constexpr (requires { command.pages; }) command.pages = pick.below(4);
    if constexpr (requires { command.position; }) command.position = pick.below(4) - 1;
    if constexpr (requires { command.accept; }) command.accept = !pick.seldom(3);
    if constexpr (requires { command.support; }) command.support = !pick.seldom(3);
    if constexpr (requires { command.verdict; })
        command.verdict = static_cast<core::AnswerVerdict>(pick.below(3));
    if constexpr (requires { command.choice; })
        command.choice = pick.of(hearing.rules.ballot.options).option;
    if constexpr (requires { command.revision; })
        command.revision = static_cast<std::uint32_t>(pick.from_one_to(3));
    if constexpr (requires { command.mode; })
        command.mode = static_cast<core::BallotMode>(pick.seldom(2));
    if constexpr (requires { command.blinded; }) {
        const auto* ballot = core::current(hearing.ballots);
        const bool is_secret = ballot != nullptr && ballot->mode == core::BallotMode::secret;
        if (is_secret != pick.seldom(8)) command.blinded = *claim_token({}, pick.below(3)).blinded;
    }
    if constexpr (requires { command.accepts_small_channel; })
        command.accepts_small_channel = !pick.seldom(4);
    if constexpr (requires { command.teller; })
        if (pick.seldom(2)) command.teller = {teller(pick.from_one_to(3)).id};
    if constexpr (requires { command.due; })
        command.due = hearing.agenda.phase_since + core::days(pick.below(40));
    if constexpr (requires { command.public_dice; }) command.public_dice = pick.seldom(3);
    if constexpr (std::is_same_v<OneCommand, core::ReportDrawCheck>) {
        command.outcome = static_cast<core::DrawCheckOutcome>(pick.below(3));
        if (command.outcome == core::DrawCheckOutcome::fault) command.code = core::DrawCheck::c6;
    }
    if constexpr (requires { command.returned; }) fill_count(command, hearing, pick);
}

template <std::size_t... Indexes>
core::Command with_index(std::size_t index, std::index_sequence<Indexes...> /*indexes*/)
{
    core::Command command;
    static_cast<void>(((Indexes == index && (command.emplace<Indexes>(), true)) || ...));
    return command;
}

core::Actor random_actor(core::Role role, Picker& pick)
{
    switch (role) {
    case core::Role::attendee: return attendee(pick.from_one_to(people_max + 1));
    case core::Role::teller: return teller(pick.from_one_to(3));
    case core::Role::observer: return observer(pick.from_one_to(2));
    case core::Role::moderator:
    case core::Role::chair:
    case core::Role::secretariat:
    case core::Role::respondent:
    case core::Role::screen:
    case core::Role::system: break;
    }
    return actor_with(role);
}

/// Mostly one that the phase allows.
const core::Permission& random_row(core::Phase phase, Picker& pick)
{
    const auto& rows = core::permissions();
    if (pick.seldom(16))
        return rows.at(static_cast<std::size_t>(pick.below(static_cast<int>(core::command_count))));
    std::vector<const core::Permission*> lots;
    for (const auto& row : rows)
        if (may(row, phase))
            lots.insert(lots.end(), static_cast<std::size_t>(weight(row.command)), &row);
    return *pick.of(lots);
}

/// Mostly one that may send it.
core::Role random_role(const core::Permission& row, Picker& pick)
{
    std::vector<core::Role> all;
    std::vector<core::Role> allowed;
    for (int number = 0; number < core::role_count; ++number) {
        const auto role = static_cast<core::Role>(number);
        all.push_back(role);
        if (may(row, role)) allowed.push_back(role);
    }
    return pick.seldom(16) ? pick.of(all) : pick.of(allowed);
}

} // namespace

std::pair<core::Command, core::Actor> random_command(const core::Hearing& hearing,
                                                     const Bytes& bytes, int attempt)
{
    Picker pick{bytes, attempt};
    const core::Permission& row = random_row(hearing.agenda.phase, pick);
    const auto index = static_cast<std::size_t>(&row - core::permissions().data());
    auto command = with_index(index, std::make_index_sequence<core::command_count>{});
    const auto actor = random_actor(random_role(row, pick), pick);
    std::visit(
        [&](auto& one) {
            fill_names(one, hearing, pick);
            fill_texts(one, pick);
            fill_values(one, hearing, pick);
        },
        command);
    return {command, actor};
}

} // namespace rostrum::test
