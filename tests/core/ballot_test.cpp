#include "core/ballot.hpp"

#include "core/first_ballot.hpp"
#include "core/limits.hpp"
#include "support/catch.hpp"
#include "support/hearing_builder.hpp"

#include <rapidcheck.h>

#include <string>
#include <vector>

using namespace rostrum;
using namespace rostrum::core;
using namespace rostrum::test;

namespace {

const BallotId b2{"b2"};

BallotOpened opened(const BallotId& ballot)
{
    return {ballot, BallotMode::confidential};
}

/// In the ballot phase, the rule locked.
Scene locked(int people = 12)
{
    auto scene = demo(Phase::ballot, people);
    scene.does(LockBallotRule{}, moderator());
    return scene;
}

Scene with_open_ballot(int people = 12)
{
    auto scene = locked(people);
    scene.does(OpenBallot{b1, BallotMode::confidential}, moderator());
    return scene;
}

std::string key(int number)
{
    return key_of(card(number));
}

/// The same roster with one entry changed.
RosterImported changed(int number, bool may_vote)
{
    return {{{.participant = card(number),
              .category = category_of(number),
              .may_question = true,
              .may_vote = may_vote,
              .in_draw_pool = true}}};
}

} // namespace

TEST_CASE("locking the rule records it with the hash of its canonical text", "[core][ballot]")
{
    const auto scene = demo(Phase::check_in);
    const auto rule = default_ballot_rule();
    const auto hash = fake_sha256(canonical_text(rule));
    scene.when(LockBallotRule{}, moderator()).then(BallotRuleLocked{b1, rule, hash});

    const auto after = locked();
    const auto* ballot = current(after.hearing().ballots);
    REQUIRE(ballot != nullptr);
    CHECK(ballot->state == BallotState::locked);
    CHECK(ballot->rule_sha256 == hash);
}

TEST_CASE("a second ballot needs the first to be void", "[core][ballot]")
{
    auto scene = locked();
    scene.when(LockBallotRule{}, moderator()).then(Refusal::ballot_exists);
    scene.does(VoidBallot{b1, "规则有误"}, chair());
    CHECK(current(scene.hearing().ballots) == nullptr);
    scene.does(LockBallotRule{}, moderator());
    REQUIRE(current(scene.hearing().ballots) != nullptr);
    CHECK(current(scene.hearing().ballots)->ballot == b2);
    CHECK(find(scene.hearing().ballots, b1)->state == BallotState::voided);
    CHECK(find(scene.hearing().ballots, {"b3"}) == nullptr);
}

TEST_CASE("a ballot opens once, after its rule is locked", "[core][ballot]")
{
    const OpenBallot open{b1, BallotMode::confidential};
    demo(Phase::ballot).when(open, moderator()).then(Refusal::rule_is_not_locked);
    locked().when(open, moderator()).then(opened(b1));
    locked()
        .when(OpenBallot{b2, BallotMode::confidential}, moderator())
        .then(Refusal::unknown_ballot);
    with_open_ballot().when(open, moderator()).then(Refusal::ballot_exists);
}

TEST_CASE("an attendee who is present and may vote claims a ballot", "[core][ballot]")
{
    auto scene = with_open_ballot();
    const ClaimBallot claim{b1};
    scene.when(claim, attendee(1)).then(BallotIssued{b1, card(1), BallotChannel::phone});
    scene.when(claim, attendee(99)).then(Refusal::not_on_roster);
    scene.when(ClaimBallot{b2}, attendee(1)).then(Refusal::unknown_ballot);
    locked().when(claim, attendee(1)).then(Refusal::ballot_is_not_open);

    scene.happened(changed(2, /*may_vote=*/false));
    scene.when(claim, attendee(2)).then(Refusal::may_not_vote);
    scene.happened(ParticipantLeft{card(3)});
    scene.when(claim, attendee(3)).then(Refusal::not_checked_in);
}

TEST_CASE("claiming again succeeds and changes nothing, so that a lost answer is no lost vote",
          "[core][ballot]")
{
    auto scene = with_open_ballot();
    scene.does(ClaimBallot{b1}, attendee(1));
    scene.when(ClaimBallot{b1}, attendee(1)).then();
    scene.happened(ParticipantLeft{card(1)});
    scene.when(ClaimBallot{b1}, attendee(1)).then();
}

TEST_CASE("a card is spent once, on the phone or on paper", "[core][ballot]")
{
    auto scene = with_open_ballot();
    scene.when(HandOutPaper{b1, card(1)}, teller(1))
        .then(BallotIssued{b1, card(1), BallotChannel::paper});
    scene.does(HandOutPaper{b1, card(1)}, teller(1));
    scene.when(ClaimBallot{b1}, attendee(1)).then(Refusal::card_is_spent);
    scene.when(HandOutPaper{b1, card(1)}, teller(2)).then(Refusal::card_is_spent);

    scene.does(ClaimBallot{b1}, attendee(2));
    scene.when(HandOutPaper{b1, card(2)}, teller(1)).then(Refusal::card_is_spent);
    CHECK(current(scene.hearing().ballots)->issued.size() == 2);
    CHECK(current(scene.hearing().ballots)->issued_on_paper == 1);
}

TEST_CASE("paper is handed to those who could have claimed on the phone", "[core][ballot]")
{
    auto scene = with_open_ballot();
    scene.when(HandOutPaper{b1, card(99)}, teller(1)).then(Refusal::not_on_roster);
    scene.when(HandOutPaper{b2, card(1)}, teller(1)).then(Refusal::unknown_ballot);
    locked().when(HandOutPaper{b1, card(1)}, teller(1)).then(Refusal::ballot_is_not_open);
    scene.happened(changed(2, /*may_vote=*/false));
    scene.when(HandOutPaper{b1, card(2)}, teller(1)).then(Refusal::may_not_vote);
    scene.happened(ParticipantLeft{card(3)});
    scene.when(HandOutPaper{b1, card(3)}, teller(1)).then(Refusal::not_checked_in);
}

TEST_CASE("a cast goes to the box with the key's category, and leaves no event", "[core][ballot]")
{
    auto scene = with_open_ballot();
    scene.does(ClaimBallot{b1}, attendee(1));
    scene.when(CastBallot{b1, key(1), good, 1}, attendee(1))
        .then_boxed({b1, key(1), good, {"deputy"}, 1});
    // Whoever sends it: the key alone counts.
    scene.when(CastBallot{b1, key(1), bad, 7}, attendee(5))
        .then_boxed({b1, key(1), bad, {"deputy"}, 7});
}

TEST_CASE("a cast needs an open ballot, a known key and an option of the rule", "[core][ballot]")
{
    auto scene = with_open_ballot();
    scene.does(ClaimBallot{b1}, attendee(1));
    scene.when(CastBallot{b2, key(1), good, 1}, attendee(1)).then(Refusal::unknown_ballot);
    scene.when(CastBallot{b1, key(2), good, 1}, attendee(1)).then(Refusal::unknown_key);
    scene.when(CastBallot{b1, "", good, 1}, attendee(1)).then(Refusal::unknown_key);
    scene.when(CastBallot{b1, key(1), {"abstain"}, 1}, attendee(1)).then(Refusal::unknown_option);
    scene.when(CastBallot{b1, key(1), good, 0}, attendee(1)).then(Refusal::revision_is_old);

    auto elsewhere = scene;
    elsewhere.box().ballot = b2;
    elsewhere.when(CastBallot{b1, key(1), good, 1}, attendee(1)).then(Refusal::unknown_ballot);

    scene.does(CloseBallot{b1}, moderator());
    scene.when(CastBallot{b1, key(1), good, 1}, attendee(1)).then(Refusal::ballot_is_not_open);
}

TEST_CASE("a choice may be revised until the close, the same revision only repeated",
          "[core][ballot]")
{
    auto scene = with_open_ballot();
    scene.does(ClaimBallot{b1}, attendee(1));
    scene.does(CastBallot{b1, key(1), good, 2}, attendee(1));
    scene.when(CastBallot{b1, key(1), good, 2}, attendee(1)).then();
    scene.when(CastBallot{b1, key(1), bad, 2}, attendee(1)).then(Refusal::revision_is_old);
    scene.when(CastBallot{b1, key(1), good, 1}, attendee(1)).then(Refusal::revision_is_old);
    scene.when(CastBallot{b1, key(1), bad, 3}, attendee(1))
        .then_boxed({b1, key(1), bad, {"deputy"}, 3});
    scene.does(CastBallot{b1, key(1), bad, 3}, attendee(1));
    CHECK(scene.box().votes == std::map<OptionId, std::int64_t>{{bad, 1}});
}

TEST_CASE("a ballot is voided in any state, with a reason, once", "[core][ballot]")
{
    const auto reason = std::string{"计票系统故障"};
    locked().when(VoidBallot{b1, reason}, chair()).then(BallotVoided{b1, reason});
    auto scene = with_open_ballot();
    scene.when(VoidBallot{b1, ""}, chair()).then(Refusal::reason_is_missing);
    scene.when(VoidBallot{b1, " \n"}, chair()).then(Refusal::reason_is_missing);
    scene.when(VoidBallot{b1, "a\tb"}, chair()).then(Refusal::text_has_control_characters);
    const std::string longest(limits::reason_length_max, 'a');
    scene.when(VoidBallot{b1, longest + "a"}, chair()).then(Refusal::text_is_too_long);
    scene.when(VoidBallot{b1, longest}, chair()).then(BallotVoided{b1, longest});
    scene.when(VoidBallot{b2, reason}, chair()).then(Refusal::unknown_ballot);

    scene.does(VoidBallot{b1, reason}, chair());
    CHECK(find(scene.hearing().ballots, b1)->void_reason == reason);
    scene.when(VoidBallot{b1, reason}, chair()).then(Refusal::unknown_ballot);
    scene.when(ClaimBallot{b1}, attendee(1)).then(Refusal::ballot_is_not_open);
}

TEST_CASE("after a void the vote is held again from nothing", "[core][ballot]")
{
    auto scene = with_open_ballot();
    scene.does(ClaimBallot{b1}, attendee(1));
    scene.does(CastBallot{b1, key(1), bad, 1}, attendee(1));
    scene.does(VoidBallot{b1, "重新测评"}, chair());
    scene.does(LockBallotRule{}, moderator());
    scene.does(OpenBallot{b2, BallotMode::confidential}, moderator());
    scene.when(CastBallot{b1, key(1), good, 2}, attendee(1)).then(Refusal::ballot_is_not_open);
    scene.when(CastBallot{b2, key(1), good, 1}, attendee(1)).then(Refusal::unknown_key);
    scene.when(ClaimBallot{b2}, attendee(1)).then(BallotIssued{b2, card(1), BallotChannel::phone});
}

namespace {

/// Any command of the voting, sensible or not.
Command any_voting_command(int people)
{
    const auto person = *rc::gen::inRange(1, people + 2);
    const auto ballot = *rc::gen::element(b1, b1, b1, b2);
    const auto choice = *rc::gen::element(good, bad, OptionId{"abstain"});
    const auto revision = *rc::gen::inRange<std::uint32_t>(0, 4);
    switch (*rc::gen::inRange(0, 12)) {
    case 0:
    case 1:
    case 2: return ClaimBallot{ballot};
    case 3: return TakeBackPaper{ballot, card(person), "发错人"};
    case 4: return HandOutPaper{ballot, card(person)};
    case 5: return MarkAbsent{card(person)};
    case 6: return MarkPresent{card(person)};
    case 7: return OpenBallot{ballot, BallotMode::confidential};
    default: return CastBallot{ballot, key(person), choice, revision};
    }
}

Actor sender_of(const Command& command, int person)
{
    if (std::holds_alternative<ClaimBallot>(command)) return attendee(person);
    if (std::holds_alternative<CastBallot>(command)) return attendee(person);
    return moderator();
}

} // namespace

TEST_CASE("no sequence of commands gives one person two ballots, and no cast leaves an event",
          "[core][ballot][property]")
{
    CHECK(rc::check("one ballot each", [] {
        constexpr int people = 4;
        auto scene = with_open_ballot(people);
        std::map<ParticipantId, int> given;
        for (int step = 0; step < 40; ++step) {
            const auto command = any_voting_command(people);
            const auto answer =
                scene.when(command, sender_of(command, *rc::gen::inRange(1, people + 2)));
            if (!answer.decision()) continue;
            const auto& outcomes = *answer.decision();
            const bool is_cast = std::holds_alternative<CastBallot>(command);
            RC_ASSERT(!is_cast || outcomes.events.empty());
            RC_ASSERT(is_cast || outcomes.ballots.empty());
            for (const auto& event : outcomes.events) {
                const auto* issued = std::get_if<BallotIssued>(&event);
                if (issued != nullptr) RC_ASSERT(++given[issued->participant] == 1);
                const auto* back = std::get_if<PaperTakenBack>(&event);
                if (back != nullptr) RC_ASSERT(given.erase(back->participant) == 1);
            }
            scene.take(outcomes);
        }
        const auto* ballot = current(scene.hearing().ballots);
        RC_ASSERT(ballot->issued.size() == given.size());
        RC_ASSERT(scene.box().ballots.size() <=
                  ballot->issued.size() - static_cast<std::size_t>(ballot->issued_on_paper));
        RC_ASSERT(scene.replayed() == scene.hearing());
    }));
}
