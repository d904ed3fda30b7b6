#include "core/ballot.hpp"

#include "core/first_ballot.hpp"
#include "core/limits.hpp"
#include "support/catch.hpp"
#include "support/hearing_builder.hpp"

#include <rapidcheck.h>

#include <map>
#include <string>
#include <variant>
#include <vector>

using namespace rostrum;
using namespace rostrum::core;
using namespace rostrum::test;

namespace {

using Votes = std::map<OptionId, std::int64_t>;

struct Hall {
    int people{12};
    int phones_good{0};
    int phones_bad{0};
    int paper{0};
};

/// A ballot in which the first cards vote on phones, and the next are handed paper.
Scene voted(const Hall& hall, const HearingRules& rules = default_rules())
{
    auto scene = demo(Phase::ballot, hall.people, rules);
    scene.does(LockBallotRule{}, moderator());
    scene.does(OpenBallot{b1, BallotMode::confidential}, moderator());
    const int phones = hall.phones_good + hall.phones_bad;
    for (int number = 1; number <= phones; ++number) {
        const auto& choice = number <= hall.phones_good ? good : bad;
        scene.does(ClaimBallot{b1}, attendee(number));
        scene.does(CastBallot{b1, key_of(card(number)), choice, 1}, attendee(number));
    }
    for (int number = phones + 1; number <= phones + hall.paper; ++number)
        scene.does(HandOutPaper{b1, card(number)}, teller(1));
    return scene;
}

const CloseBallot close_all_the_same{b1, /*accepts_small_channel=*/true};

Scene closed(const Hall& hall, const HearingRules& rules = default_rules())
{
    auto scene = voted(hall, rules);
    scene.does(close_all_the_same, moderator());
    scene.happened(PhaseEntered{Phase::result, ""});
    return scene;
}

Scene signed_by_two(Scene scene)
{
    scene.does(SignTally{b1}, teller(1));
    scene.does(SignTally{b1}, teller(2));
    return scene;
}

EnterPaperCount count(std::int64_t returned, std::int64_t invalid, const Votes& votes)
{
    return {b1, returned, invalid, votes};
}

/// The verdict on record after publication.
Verdict published(Scene& scene)
{
    scene.does(PublishResult{b1}, chair());
    REQUIRE(ballot_of(scene).verdict.has_value());
    return *ballot_of(scene).verdict;
}

BallotClosed close_of(const Scene& scene)
{
    const auto answer = scene.when(close_all_the_same, moderator());
    REQUIRE(answer.events().size() == 1);
    return std::get<BallotClosed>(answer.events().front());
}

} // namespace

TEST_CASE("the close counts the phones and the hall", "[core][ballot_count]")
{
    auto scene = voted({.people = 12, .phones_good = 4, .phones_bad = 1, .paper = 3});
    scene.does(ClaimBallot{b1}, attendee(9)); // Claimed, never cast.
    scene.happened(ParticipantLeft{card(12)});
    scene.when(close_all_the_same, moderator())
        .then(BallotClosed{.ballot = b1,
                           .phones = {6, 5, 0, {{good, 4}, {fair, 0}, {bad, 1}}},
                           .electorate = {.entitled = 12, .present = 11},
                           .by_category = {},
                           .small_channel = true});
    scene.does(close_all_the_same, moderator());
    scene.when(close_all_the_same, moderator()).then(Refusal::ballot_is_not_open);
    scene.when(CloseBallot{{"b2"}}, moderator()).then(Refusal::unknown_ballot);
}

TEST_CASE("whoever voted and left is still among those present", "[core][ballot_count]")
{
    auto scene = voted({.people = 12, .phones_good = 3, .phones_bad = 1, .paper = 1});
    for (const int number : {1, 2, 5, 12}) scene.happened(ParticipantLeft{card(number)});
    CHECK(close_of(scene).electorate == Electorate{.entitled = 12, .present = 11});
}

TEST_CASE("those who may not vote are not in the electorate", "[core][ballot_count]")
{
    auto scene = voted({.people = 12, .phones_good = 1});
    scene.happened(RosterImported{{{.participant = card(12),
                                    .category = category_of(12),
                                    .may_question = true,
                                    .may_vote = false,
                                    .in_draw_pool = true}}});
    CHECK(close_of(scene).electorate == Electorate{.entitled = 11, .present = 11});
    // Unless they were given a ballot while they still might.
    scene.does(ClaimBallot{b1}, attendee(11));
    scene.happened(RosterImported{{{.participant = card(11),
                                    .category = category_of(11),
                                    .may_question = true,
                                    .may_vote = false,
                                    .in_draw_pool = true}}});
    CHECK(close_of(scene).electorate == Electorate{.entitled = 11, .present = 11});
}

TEST_CASE("a breakdown by category is kept only if the rule says so", "[core][ballot_count]")
{
    const Hall hall{.people = 60, .phones_good = 55, .phones_bad = 5};
    CHECK(close_of(voted(hall)).by_category.empty());
    auto rules = default_rules();
    rules.ballot.breakdown_by_category = true;
    // The last five cards say no, one in each category but the first. The first, unanimous, must
    // not be left alone, so that another is left out with it.
    CHECK(close_of(voted(hall, rules)).by_category.size() == 4);
}

TEST_CASE("paper is counted after the close, and only if some was handed out",
          "[core][ballot_count]")
{
    auto open = voted({.people = 12, .phones_good = 5, .paper = 2});
    open.when(count(2, 0, {{good, 2}}), teller(1)).then(Refusal::ballot_is_not_closed);
    closed({.people = 12, .phones_good = 5})
        .when(count(2, 0, {{good, 2}}), teller(1))
        .then(Refusal::no_paper_was_handed_out);
    const auto scene = closed({.people = 12, .phones_good = 5, .paper = 2});
    scene.when(EnterPaperCount{{"b9"}, 0, 0, {}}, teller(1)).then(Refusal::unknown_ballot);
    scene.when(count(2, 1, {{good, 1}}), teller(1))
        .then(PaperCounted{b1, {"t1"}, {2, 2, 1, {{good, 1}, {fair, 0}, {bad, 0}}}});
}

TEST_CASE("a paper count must add up, in numbers that can be", "[core][ballot_count]")
{
    const auto scene = closed({.people = 12, .phones_good = 5, .paper = 4});
    const auto most = static_cast<std::int64_t>(limits::roster_max);
    const auto refused = [&](const EnterPaperCount& command, Refusal refusal) {
        scene.when(command, teller(1)).then(refusal);
    };
    refused(count(3, 0, {{good, 4}}), Refusal::count_does_not_add_up);
    refused(count(4, 0, {{good, 3}}), Refusal::count_does_not_add_up);
    refused(count(4, 5, {}), Refusal::count_does_not_add_up);
    refused(count(-1, 0, {}), Refusal::number_is_out_of_range);
    refused(count(4, -1, {{good, 5}}), Refusal::number_is_out_of_range);
    refused(count(4, 0, {{good, 5}, {bad, -1}}), Refusal::number_is_out_of_range);
    refused(count(most + 1, most + 1, {}), Refusal::number_is_out_of_range);
    refused(count(INT64_MAX, 0, {{good, INT64_MAX}}), Refusal::number_is_out_of_range);
    refused(count(4, 0, {{{"abstain"}, 4}}), Refusal::unknown_option);
    // More than handed out is entered as found; publishing it voids the ballot.
    CHECK(scene.when(count(5, 0, {{good, 5}}), teller(1)).events().size() == 1);
}

TEST_CASE("paper is agreed when two tellers, and all who counted, have the same numbers",
          "[core][ballot_count]")
{
    auto scene = closed({.people = 12, .phones_good = 5, .paper = 3});
    const auto right = count(3, 0, {{good, 2}, {bad, 1}});
    const auto wrong = count(3, 0, {{good, 3}});
    const auto state = [&] { return paper_state(ballot_of(scene)); };
    CHECK(paper_state(ballot_of(closed({.people = 12}))) == PaperState::none);
    CHECK(state() == PaperState::uncounted);
    CHECK_FALSE(final_tally(ballot_of(scene)).has_value());
    scene.does(right, teller(1));
    CHECK(state() == PaperState::counted_once);
    scene.does(wrong, teller(2));
    CHECK(state() == PaperState::differs);
    CHECK_FALSE(final_tally(ballot_of(scene)).has_value());
    scene.does(right, teller(2));
    CHECK(state() == PaperState::agreed);
    CHECK(final_tally(ballot_of(scene)) == Tally{8, 8, 0, {{good, 7}, {fair, 0}, {bad, 1}}});
    scene.does(wrong, teller(3));
    CHECK(state() == PaperState::differs);
    scene.does(count(3, 0, {{good, 2}, {fair, 0}, {bad, 1}}), teller(3)); // Zero said or unsaid.
    CHECK(state() == PaperState::agreed);
}

TEST_CASE("before the close there is no tally", "[core][ballot_count]")
{
    CHECK_FALSE(final_tally(ballot_of(voted({.people = 12, .phones_good = 5}))).has_value());
}

TEST_CASE("each teller signs once, and only what is counted and agreed", "[core][ballot_count]")
{
    auto scene = closed({.people = 12, .phones_good = 5, .paper = 1});
    const SignTally sign{b1};
    scene.when(sign, teller(1)).then(Refusal::paper_is_not_counted);
    scene.does(count(1, 0, {{good, 1}}), teller(1));
    scene.when(sign, teller(1)).then(Refusal::paper_is_not_counted);
    scene.does(count(1, 1, {}), teller(2));
    scene.when(sign, teller(1)).then(Refusal::paper_counts_differ);
    scene.does(count(1, 0, {{good, 1}}), teller(2));
    scene.when(sign, teller(1)).then(TallySigned{b1, {"t1"}});
    scene.does(sign, teller(1));
    scene.when(sign, teller(1)).then(Refusal::already_signed);
    scene.when(sign, teller(2)).then(TallySigned{b1, {"t2"}});
    scene.when(SignTally{{"b2"}}, teller(2)).then(Refusal::unknown_ballot);

    auto open = voted({.people = 12, .phones_good = 5});
    open.happened(PhaseEntered{Phase::result, ""});
    open.when(sign, teller(1)).then(Refusal::ballot_is_not_closed);
}

TEST_CASE("a new paper count clears every signature, the same numbers again do not",
          "[core][ballot_count]")
{
    auto scene = closed({.people = 12, .phones_good = 5, .paper = 1});
    const auto right = count(1, 0, {{good, 1}});
    scene.does(right, teller(1));
    scene.does(right, teller(2));
    scene = signed_by_two(std::move(scene));
    CHECK(ballot_of(scene).signatures.size() == 2);
    scene.when(right, teller(1)).then();
    scene.does(right, teller(3));
    CHECK(ballot_of(scene).signatures.empty());
    scene.when(PublishResult{b1}, chair()).then(Refusal::not_signed);
}

TEST_CASE("a result is published once, after two signatures", "[core][ballot_count]")
{
    const PublishResult publish{b1};
    auto scene = closed({.people = 12, .phones_good = 9, .phones_bad = 1});
    scene.when(publish, chair()).then(Refusal::not_signed);
    scene.does(SignTally{b1}, teller(1));
    scene.when(publish, chair()).then(Refusal::not_signed);
    scene.does(SignTally{b1}, teller(2));
    scene.when(PublishResult{{"b2"}}, chair()).then(Refusal::unknown_ballot);

    const Tally tally{10, 10, 0, {{good, 9}, {fair, 0}, {bad, 1}}};
    const Verdict verdict{Outcome::met, OutcomeReason::threshold_is_met, 10, 10, 900, 9000, 0};
    scene.when(publish, chair()).then(ResultPublished{b1, tally, verdict});
    scene.does(publish, chair());
    CHECK(ballot_of(scene).state == BallotState::published);
    scene.when(publish, chair()).then(Refusal::already_published);
    scene.when(SignTally{b1}, teller(3)).then(Refusal::already_published);
    scene.when(count(0, 0, {}), teller(1)).then(Refusal::already_published);

    auto open = voted({.people = 12, .phones_good = 5});
    open.happened(PhaseEntered{Phase::result, ""});
    open.when(publish, chair()).then(Refusal::ballot_is_not_closed);
}

TEST_CASE("paper that is not agreed holds the result back", "[core][ballot_count]")
{
    auto scene = closed({.people = 12, .phones_good = 9, .paper = 1});
    scene.when(PublishResult{b1}, chair()).then(Refusal::paper_is_not_counted);
    scene.does(count(1, 0, {{good, 1}}), teller(1));
    scene.does(count(1, 1, {}), teller(2));
    scene.when(PublishResult{b1}, chair()).then(Refusal::paper_counts_differ);
}

TEST_CASE("phones and paper decide together", "[core][ballot_count]")
{
    auto scene = closed({.people = 12, .phones_good = 8, .phones_bad = 1, .paper = 1});
    auto with_paper = [&](const Votes& votes) {
        auto copy = scene;
        copy.does(count(1, 0, votes), teller(1));
        copy.does(count(1, 0, votes), teller(2));
        copy = signed_by_two(std::move(copy));
        return published(copy);
    };
    CHECK(with_paper({{good, 1}}).outcome == Outcome::met);
    CHECK(with_paper({{bad, 1}}).outcome == Outcome::below);
    CHECK(with_paper({{bad, 1}}).votes_short == 1);
}

TEST_CASE("more paper returned than handed out voids the ballot instead of publishing it",
          "[core][ballot_count]")
{
    auto scene = closed({.people = 12, .phones_good = 10, .paper = 1});
    scene.does(count(2, 0, {{good, 2}}), teller(1));
    scene.does(count(2, 0, {{good, 2}}), teller(2));
    scene = signed_by_two(std::move(scene));
    scene.when(PublishResult{b1}, chair()).then(BallotVoided{b1, "returned_exceeds_issued"});
    scene.does(PublishResult{b1}, chair());
    CHECK(ballot_of(scene).state == BallotState::voided);
    CHECK_FALSE(ballot_of(scene).verdict.has_value());
    CHECK(scene.hearing().duties.reports.empty());
}

TEST_CASE("phones that did not vote do not hide that more paper came back than was handed out",
          "[core][ballot_count]")
{
    auto scene = voted({.people = 12, .phones_good = 10, .paper = 1});
    scene.does(ClaimBallot{b1}, attendee(12)); // Thirteen would fit: who claims need not vote.
    scene.does(close_all_the_same, moderator());
    scene.happened(PhaseEntered{Phase::result, ""});
    scene.does(count(2, 0, {{good, 2}}), teller(1)).does(count(2, 0, {{good, 2}}), teller(2));
    scene = signed_by_two(std::move(scene));
    const auto& ballot = ballot_of(scene);
    REQUIRE(final_tally(ballot)->returned == final_tally(ballot)->issued);
    scene.when(PublishResult{b1}, chair()).then(BallotVoided{b1, "returned_exceeds_issued"});
}

TEST_CASE("without a quorum, or without a vote, no result is published as below",
          "[core][ballot_count]")
{
    auto few = signed_by_two(closed({.people = 12, .phones_bad = 5}));
    CHECK(published(few).reason == OutcomeReason::no_quorum);
    CHECK(few.hearing().duties.reports.empty());
    auto nobody = signed_by_two(closed({.people = 12}));
    CHECK(published(nobody).reason == OutcomeReason::no_valid_ballots);
    CHECK(nobody.hearing().duties.reports.empty());
}

namespace {

/// A hearing with two questions answered and one that never had the floor.
Scene questioned(Scene scene)
{
    const auto ask = [&](int number, const std::vector<UnitId>& units) {
        scene.happened(QuestionAsked{.question = question(number),
                                     .kind = QuestionKind::written,
                                     .queue = category_of(number),
                                     .asker_id = card(number).value,
                                     .from_roster = true,
                                     .text = "为什么？",
                                     .units = units});
        scene.happened(QuestionApproved{question(number)});
    };
    const auto answer = [&](int number) {
        scene.happened(QuestionCalled{question(number), question(number), NextReason::quota});
        scene.happened(AnswerStarted{question(number), {}});
        scene.happened(QuestionClosed{question(number)});
    };
    ask(1, {});
    ask(2, {{"u3"}});
    ask(3, {{"u2"}});
    ask(4, {{"u3"}, {"u1"}});
    answer(4);
    answer(1);
    answer(2);
    return scene;
}

/// The result of `good` and `bad` on phones, published after those questions.
Scene judged(int votes_good, int votes_bad)
{
    auto scene = questioned(demo(Phase::inquiry, votes_good + votes_bad));
    scene.happened(PhaseEntered{Phase::ballot, ""});
    scene.does(LockBallotRule{}, moderator());
    scene.does(OpenBallot{b1, BallotMode::confidential}, moderator());
    for (int number = 1; number <= votes_good + votes_bad; ++number) {
        scene.does(ClaimBallot{b1}, attendee(number));
        scene.does(CastBallot{b1, key_of(card(number)), number <= votes_good ? good : bad, 1},
                   attendee(number));
    }
    scene.does(CloseBallot{b1}, moderator());
    scene.happened(PhaseEntered{Phase::result, ""});
    return signed_by_two(std::move(scene));
}

} // namespace

TEST_CASE("below the threshold every unit asked owes a report on the questions put to it",
          "[core][ballot_count]")
{
    const auto scene = judged(8, 2);
    const auto due = scene.now() + days(30);
    const Tally tally{10, 10, 0, {{good, 8}, {fair, 0}, {bad, 2}}};
    const Verdict verdict{Outcome::below, OutcomeReason::threshold_is_missed, 10, 10, 800, 8000, 1};
    // In the order in which the questions had the floor; u2 was never asked on the floor.
    scene.when(PublishResult{b1}, chair())
        .then(ResultPublished{b1, tally, verdict},
              DutyImposed{{"r1"}, b1, {"u1"}, {question(4), question(1)}, due},
              DutyImposed{{"r2"}, b1, {"u3"}, {question(4), question(2)}, due});
}

TEST_CASE("at or above the threshold nobody owes a report", "[core][ballot_count]")
{
    CHECK(judged(9, 1).when(PublishResult{b1}, chair()).events().size() == 1);
}

TEST_CASE("the leading unit owes a report even if nobody asked anything", "[core][ballot_count]")
{
    auto scene = signed_by_two(closed({.people = 10, .phones_good = 8, .phones_bad = 2}));
    scene.does(PublishResult{b1}, chair());
    const auto& reports = scene.hearing().duties.reports;
    REQUIRE(reports.size() == 1);
    CHECK(reports.at({"r1"}).unit == UnitId{"u1"});
    CHECK(reports.at({"r1"}).questions.empty());
}

TEST_CASE("voiding a published result withdraws its duties, and the next ballot brings new ones",
          "[core][ballot_count]")
{
    auto scene = judged(8, 2);
    scene.does(PublishResult{b1}, chair());
    scene.does(SubmitReport{{"r1"}, "整改报告"}, secretariat());
    scene.when(VoidBallot{b1, "投票有误"}, chair())
        .then(BallotVoided{b1, "投票有误"}, DutyWithdrawn{{"r1"}}, DutyWithdrawn{{"r2"}});
    scene.does(VoidBallot{b1, "投票有误"}, chair());
    CHECK(scene.hearing().duties.next_report == 3);
    CHECK(ballot_of(scene).verdict.has_value()); // Stays on record.
    CHECK(current(scene.hearing().ballots) == nullptr);

    const BallotId second{"b2"};
    scene.happened(PhaseReopened{Phase::ballot, "重新测评"});
    scene.does(LockBallotRule{}, moderator());
    scene.does(OpenBallot{second, BallotMode::confidential}, moderator());
    scene.does(ClaimBallot{second}, attendee(1));
    scene.does(CloseBallot{second}, moderator());
    scene.happened(DutyImposed{{"r3"}, second, {"u1"}, {}, scene.now() + days(30)});
    scene.when(VoidBallot{second, "再次有误"}, chair())
        .then(BallotVoided{second, "再次有误"}, DutyWithdrawn{{"r3"}});
}

TEST_CASE("the published tally equals the box and the paper, however the hall voted",
          "[core][ballot_count][property]")
{
    CHECK(rc::check("tally", [] {
        const Hall hall{.people = 20,
                        .phones_good = *rc::gen::inRange(0, 8),
                        .phones_bad = *rc::gen::inRange(0, 8),
                        .paper = *rc::gen::inRange(0, 5)};
        auto scene = closed(hall);
        const auto paper_good = *rc::gen::inRange<std::int64_t>(0, hall.paper + 1);
        const auto paper = count(hall.paper, hall.paper - paper_good, {{good, paper_good}});
        for (const int number : {1, 2}) {
            if (hall.paper > 0) scene.does(paper, teller(number));
        }
        const auto tally = final_tally(ballot_of(scene));
        RC_ASSERT(tally.has_value());
        RC_ASSERT(
            tally->votes ==
            (Votes{{good, hall.phones_good + paper_good}, {fair, 0}, {bad, hall.phones_bad}}));
        RC_ASSERT(tally->issued == hall.phones_good + hall.phones_bad + hall.paper);
        RC_ASSERT(tally->returned == tally->issued);
        RC_ASSERT(adds_up(ballot_of(scene).rule, *tally));
        RC_ASSERT(scene.replayed() == scene.hearing());
    }));
}
