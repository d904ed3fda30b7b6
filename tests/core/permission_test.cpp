#include "core/permission.hpp"

#include "support/catch.hpp"
#include "support/hearing_builder.hpp"

#include <map>
#include <set>
#include <string>
#include <utility>

using namespace rostrum::core;
using namespace rostrum::test;

namespace {

/// A role by its letter, a phase by its digit. The table once more, in another notation: who
/// changes one of the two by accident hears of it.
constexpr std::string_view letters = "mctsraxoy"; // In the order of `Role`.
constexpr std::string_view digits = "0123456";    // In the order of `Phase`.

const std::map<std::string, std::pair<std::string, std::string>> expected{
    {"create_hearing", {"sy", "0"}},      {"replan_hearing", {"y", "0"}},
    {"describe_campaign", {"sm", "012"}}, {"set_rules", {"sm", "01"}},
    {"import_roster", {"sm", "0123"}},    {"attach_slides", {"smr", "012"}},
    {"advance_phase", {"mc", "012345"}},  {"reopen_phase", {"mc", "012345"}},
    {"show_slide", {"mr", "23"}},         {"pause_clock", {"mc", "12345"}},
    {"resume_clock", {"mc", "12345"}},    {"extend_clock", {"mc", "12345"}},
    {"check_in", {"a", "12345"}},         {"mark_present", {"mst", "12345"}},
    {"mark_absent", {"mst", "12345"}},    {"note_earlier_turns", {"y", "012345"}},
    {"ask_question", {"ao", "123"}},      {"raise_hand", {"a", "23"}},
    {"withdraw_question", {"ao", "123"}}, {"support_question", {"a", "123"}},
    {"judge_answer", {"a", "3456"}},      {"give_pulse", {"a", "3"}},
    {"confirm_passage", {"a", "56"}},     {"approve_question", {"mc", "123"}},
    {"edit_question", {"mc", "123"}},     {"merge_question", {"mc", "123"}},
    {"return_question", {"mc", "123"}},   {"reconsider_question", {"mc", "123"}},
    {"move_question", {"mc", "123"}},     {"call_question", {"mc", "3"}},
    {"start_answer", {"mc", "3"}},        {"start_follow_up", {"mc", "3"}},
    {"note_answer", {"msr", "3456"}},     {"close_question", {"mc", "3"}},
    {"prompt_chair", {"m", "12345"}},     {"acknowledge_prompt", {"c", "12345"}},
    {"open_draw", {"mc", "3"}},           {"collect_nonces", {"mc", "3"}},
    {"contribute_nonce", {"a", "3"}},     {"freeze_draw", {"y", "3"}},
    {"enter_dice", {"mc", "3"}},          {"finish_draw", {"y", "3"}},
    {"call_drawn", {"mc", "3"}},          {"answer_draw", {"a", "3"}},
    {"answer_draw_for", {"mc", "3"}},     {"mark_drawn_absent", {"y", "3"}},
    {"void_draw", {"mcy", "3"}},          {"report_draw_check", {"a", "3456"}},
    {"lock_ballot_rule", {"mc", "1234"}}, {"open_ballot", {"mc", "4"}},
    {"claim_ballot", {"a", "4"}},         {"cast_ballot", {"a", "4"}},
    {"hand_out_paper", {"tm", "4"}},      {"take_back_paper", {"tm", "4"}},
    {"close_ballot", {"mc", "4"}},        {"count_ballot", {"y", "4"}},
    {"enter_paper_count", {"t", "45"}},   {"withdraw_paper_count", {"tc", "45"}},
    {"sign_tally", {"t", "5"}},           {"publish_result", {"cm", "5"}},
    {"void_ballot", {"cm", "45"}},        {"submit_report", {"s", "56"}},
    {"accept_report", {"s", "56"}},       {"return_report", {"s", "56"}},
    {"mark_overdue", {"y", "56"}},        {"give_instruction", {"cms", "56"}},
    {"finish_instruction", {"s", "56"}},
};

template <std::size_t... Indexes>
std::vector<Command> make_all(std::index_sequence<Indexes...> /*indexes*/)
{
    return {Command{std::in_place_index<Indexes>}...};
}

/// One of each, with nothing filled in.
std::vector<Command> all_commands()
{
    return make_all(std::make_index_sequence<command_count>{});
}

bool has(const std::string& set, std::string_view alphabet, int index)
{
    return set.find(alphabet.at(static_cast<std::size_t>(index))) != std::string::npos;
}

} // namespace

TEST_CASE("the table has one row per command, in the order of the commands")
{
    const auto commands = all_commands();
    std::set<std::string> names;
    for (const auto& command : commands) {
        CHECK(std::string{permissions().at(command.index()).command} == name_of(command));
        names.insert(name_of(command));
    }
    CHECK(names.size() == command_count);
    CHECK(expected.size() == command_count);
}

TEST_CASE("each role may send exactly the commands of the table, in exactly its phases")
{
    int allowed = 0;
    int cells = 0;
    for (int phase = 0; phase < phase_count; ++phase) {
        const auto scene = demo(static_cast<Phase>(phase), 2);
        for (const auto& command : all_commands()) {
            const auto& [roles, phases] = expected.at(name_of(command));
            for (int role = 0; role < role_count; ++role) {
                ++cells;
                INFO(name_of(command) << ", role " << letters.at(static_cast<std::size_t>(role))
                                      << ", phase " << phase);
                const auto answer = scene.when(command, actor_with(static_cast<Role>(role)));
                const auto& decision = answer.decision();
                if (!has(roles, letters, role)) {
                    answer.then(Refusal::role_may_not);
                }
                else if (!has(phases, digits, phase)) {
                    answer.then(Refusal::phase_may_not);
                }
                else {
                    ++allowed;
                    // The rules may refuse an empty command, but not for role or phase.
                    if (!decision) {
                        CHECK(decision.error() != Refusal::role_may_not);
                        CHECK(decision.error() != Refusal::phase_may_not);
                    }
                }
            }
        }
    }
    CHECK(cells == role_count * phase_count * static_cast<int>(command_count));
    CHECK(allowed > 0);
}

TEST_CASE("a wrong role is told before a wrong phase")
{
    demo(Phase::draft, 2).when(PublishResult{ballot(1)}, attendee(1)).then(Refusal::role_may_not);
    demo(Phase::draft, 2).when(PublishResult{ballot(1)}, chair()).then(Refusal::phase_may_not);
}

TEST_CASE("a screen may command nothing at all")
{
    for (const auto& permission : permissions()) CHECK_FALSE(may(permission, Role::screen));
}

TEST_CASE("nobody but an attendee holds, claims or casts a ballot")
{
    for (int number = 0; number < role_count; ++number) {
        const auto role = static_cast<Role>(number);
        for (const Command& command : {Command{ClaimBallot{}}, Command{CastBallot{}}})
            CHECK(may(permissions().at(command.index()), role) == (role == Role::attendee));
    }
}
