// The secret ballot: tokens for those entitled, votes by nobody known, a close in two steps.
#include "core/ballot.hpp"

#include "core/first_ballot.hpp"
#include "core/limits.hpp"
#include "support/catch.hpp"
#include "support/hearing_builder.hpp"

#include <rapidcheck.h>

#include <map>
#include <string>
#include <vector>

using namespace rostrum;
using namespace rostrum::core;
using namespace rostrum::test;

namespace {

constexpr int voters = 6;

Scene locked_secretly()
{
    auto scene = demo(Phase::ballot, voters);
    scene.does(LockBallotRule{}, moderator());
    return scene;
}

Scene opened_secretly()
{
    auto scene = locked_secretly();
    scene.does(open_secretly(b1), moderator());
    return scene;
}

Scene closing()
{
    auto scene = opened_secretly();
    scene.does(CloseBallot{b1}, moderator());
    return scene;
}

/// Counted and closed.
void finish(Scene& scene)
{
    scene.does(CloseBallot{b1}, moderator());
    scene.later(limits::ballot_grace).does(CountBallot{b1}, server());
}

std::string digest_of(int number)
{
    return fake_sha256(*claim_token(b1, number).blinded);
}

BallotIssued token_for(int number)
{
    return {b1, card(number), BallotChannel::phone, digest_of(number)};
}

BoxedBallot boxed(const SecretCast& cast)
{
    return {cast.ballot, cast.voter, cast.choice, {}, cast.seq, cast.proof};
}

} // namespace

TEST_CASE("a secret ballot opens with keys of its own, over a network that nobody can change",
          "[core][ballot]")
{
    const auto [key, receipt_key] = fake_ballot_key();
    auto scene = locked_secretly();
    scene.when(open_secretly(b1), moderator())
        .then(BallotOpened{b1, BallotMode::secret, key, receipt_key, std::nullopt});
    scene.does(open_secretly(b1), moderator());
    CHECK(ballot_of(scene).key == key);
    CHECK(ballot_of(scene).receipt_key == receipt_key);
    CHECK_FALSE(ballot_of(scene).untrusted_network);
    CHECK(ballot_of(scene).public_id == "h01/ballot/1");
    CHECK(ballot_of(scene).opened_at == scene.now());
}

TEST_CASE("over a network that is not trusted a secret ballot opens only if somebody answers for "
          "it, and that is on the record",
          "[core][ballot]")
{
    auto scene = locked_secretly();
    scene.with_trusted_network(false);
    const auto [key, receipt_key] = fake_ballot_key();
    const auto open = [](std::optional<bool> accepts) {
        return OpenBallot{b1, BallotMode::secret, accepts};
    };
    scene.when(open(std::nullopt), moderator()).then(Refusal::network_is_not_trusted);
    scene.when(open(false), moderator()).then(Refusal::network_is_not_trusted);
    scene.when(open(true), moderator())
        .then(BallotOpened{b1, BallotMode::secret, key, receipt_key, true});
    // What the network is like matters to secrecy only.
    scene.when(OpenBallot{b1, BallotMode::confidential}, moderator())
        .then(BallotOpened{b1, BallotMode::confidential});
    scene.with_trusted_network(true);
    scene.when(open(true), moderator())
        .then(BallotOpened{b1, BallotMode::secret, key, receipt_key, std::nullopt});
}

TEST_CASE("a token is issued to whoever may vote and is present, for one blinded message",
          "[core][ballot]")
{
    auto scene = opened_secretly();
    scene.when(claim_token(b1, 1), attendee(1)).then(token_for(1));
    scene.when(claim_token(b1, 99), attendee(99)).then(Refusal::not_on_roster);
    scene.happened(ParticipantLeft{card(3)});
    scene.when(claim_token(b1, 3), attendee(3)).then(Refusal::not_checked_in);

    scene.does(claim_token(b1, 1), attendee(1));
    scene.when(claim_token(b1, 1), attendee(1)).then();
    scene.when(claim_token(b1, 2), attendee(1)).then(Refusal::token_is_issued_already);
    scene.when(HandOutPaper{b1, card(1)}, teller(1)).then(Refusal::card_is_spent);
    scene.does(HandOutPaper{b1, card(2)}, teller(1));
    scene.when(claim_token(b1, 2), attendee(2)).then(Refusal::card_is_spent);
    CHECK(ballot_of(scene).requests ==
          std::map<ParticipantId, std::string>{{card(1), digest_of(1)}});
}

TEST_CASE("a lost answer is no lost token, even for somebody who has left since", "[core][ballot]")
{
    auto scene = opened_secretly();
    scene.does(claim_token(b1, 1), attendee(1));
    scene.happened(ParticipantLeft{card(1)});
    scene.when(claim_token(b1, 1), attendee(1)).then();
}

TEST_CASE("a request for a token fits to the ballot's key, and to its mode", "[core][ballot]")
{
    const auto with = [](std::optional<std::string> blinded) {
        return ClaimBallot{b1, std::move(blinded)};
    };
    auto secret = opened_secretly();
    secret.when(with(std::nullopt), attendee(1)).then(Refusal::token_request_is_malformed);
    secret.when(with("anything"), attendee(1)).then(Refusal::token_request_is_malformed);
    auto confidential = locked_secretly();
    confidential.does(OpenBallot{b1, BallotMode::confidential}, moderator());
    confidential.when(claim_token(b1, 1), attendee(1)).then(Refusal::token_request_is_malformed);
    confidential.when(with(std::nullopt), attendee(1))
        .then(BallotIssued{b1, card(1), BallotChannel::phone});
}

TEST_CASE("nobody casts a vote of a secret ballot under their own name", "[core][ballot]")
{
    auto scene = opened_secretly();
    scene.does(claim_token(b1, 1), attendee(1));
    scene.when(CastBallot{b1, key_of(card(1)), good, 1}, attendee(1)).then(Refusal::unknown_key);
}

TEST_CASE("a vote is taken while the ballot is open or closing, and in no other state",
          "[core][ballot]")
{
    const auto vote = secret_cast(b1, 1, good);
    opened_secretly().when_cast(vote).then_boxed(boxed(vote));
    closing().when_cast(vote).then_boxed(boxed(vote));

    locked_secretly().when_cast(vote).then(Refusal::unknown_ballot); // It has no mode yet.
    demo(Phase::ballot, voters).when_cast(vote).then(Refusal::unknown_ballot);
    auto closed = opened_secretly();
    finish(closed);
    closed.when_cast(vote).then(Refusal::ballot_is_not_open);
    auto voided = opened_secretly();
    voided.does(VoidBallot{b1, "设备故障"}, chair());
    voided.when_cast(vote).then(Refusal::ballot_is_not_open);
    auto confidential = locked_secretly();
    confidential.does(OpenBallot{b1, BallotMode::confidential}, moderator());
    confidential.when_cast(vote).then(Refusal::unknown_ballot);
}

TEST_CASE("a vote is for an option of the rule", "[core][ballot]")
{
    opened_secretly().when_cast(secret_cast(b1, 1, {"abstain"})).then(Refusal::unknown_option);
}

TEST_CASE("a voter may think again until the close: the highest number counts", "[core][ballot]")
{
    auto scene = opened_secretly();
    const auto vote = [](const OptionId& choice, std::uint64_t seq) {
        return secret_cast(b1, 1, choice, seq);
    };
    scene.when_cast(vote(good, 0)).then(Refusal::seq_is_old);
    scene.casts(vote(good, 5));
    scene.when_cast(vote(good, 5)).then(); // The receipt was lost.
    scene.when_cast(vote(bad, 5)).then(Refusal::seq_is_old);
    scene.when_cast(vote(good, 4)).then(Refusal::seq_is_old);
    auto other_proof = vote(good, 5);
    other_proof.proof += "!";
    scene.when_cast(other_proof).then(Refusal::seq_is_old);
    scene.casts(vote(bad, 9'007'199'254'740'991));
    scene.when_cast(vote(good, 6)).then(Refusal::seq_is_old);
    CHECK(scene.box().votes == std::map<OptionId, std::int64_t>{{bad, 1}});
}

TEST_CASE("the close of a secret ballot waits ten seconds for votes on their way", "[core][ballot]")
{
    auto scene = opened_secretly();
    const auto until = scene.now() + limits::ballot_grace;
    scene.when(CloseBallot{b1}, moderator()).then(BallotClosing{b1, until});
    scene.when(CountBallot{b1}, server()).then(Refusal::ballot_is_not_open);
    scene.does(CloseBallot{b1}, moderator());
    CHECK(next_deadline(scene.hearing()) == until);
    CHECK(due_commands(scene.hearing(), until + Span{-1}).empty());
    scene.later(limits::ballot_grace - Span{1});
    scene.when(CountBallot{b1}, server()).then(Refusal::deadline_is_not_over);
    scene.later(Span{1});
    REQUIRE(due_commands(scene.hearing(), scene.now()).size() == 1);
    scene.does(due_commands(scene.hearing(), scene.now()).front(), server());
    CHECK(ballot_of(scene).state == BallotState::closed);
    CHECK_FALSE(next_deadline(scene.hearing()));
}

TEST_CASE("while a secret ballot is closing nothing begins, and nobody goes on", "[core][ballot]")
{
    auto scene = closing();
    scene.when(claim_token(b1, 1), attendee(1)).then(Refusal::ballot_is_not_open);
    scene.when(HandOutPaper{b1, card(1)}, teller(1)).then(Refusal::ballot_is_not_open);
    scene.when(TakeBackPaper{b1, card(1), "发错"}, teller(1)).then(Refusal::ballot_is_not_open);
    scene.when(CloseBallot{b1}, moderator()).then(Refusal::ballot_is_not_open);
    scene.when(open_secretly(b1), moderator()).then(Refusal::ballot_exists);
    scene.when(LockBallotRule{}, moderator()).then(Refusal::ballot_exists);
    scene.when(EnterPaperCount{b1, 0, 0, {}}, teller(1)).then(Refusal::ballot_is_not_closed);
    scene.when(AdvancePhase{Phase::result, ""}, moderator()).then(Refusal::ballot_is_open);
    scene.when(ReopenPhase{Phase::inquiry, "补充"}, moderator()).then(Refusal::ballot_is_open);
    scene.does(VoidBallot{b1, "设备故障"}, chair());
    CHECK_FALSE(next_deadline(scene.hearing()));
    scene.later(limits::ballot_grace);
    scene.when(CountBallot{b1}, server()).then(Refusal::ballot_is_not_open);
}

TEST_CASE("the count of a secret ballot vouches for roll, tokens and votes, and knows no "
          "categories",
          "[core][ballot_count]")
{
    auto rules = default_rules();
    rules.ballot.breakdown_by_category = true;
    auto scene = demo(Phase::ballot, voters, rules);
    scene.does(LockBallotRule{}, moderator()).does(open_secretly(b1), moderator());
    for (const int number : {1, 2, 3}) scene.does(claim_token(b1, number), attendee(number));
    scene.does(HandOutPaper{b1, card(4)}, teller(1));
    scene.casts(secret_cast(b1, 1, good)).casts(secret_cast(b1, 2, bad));
    scene.does(CloseBallot{b1, /*accepts_small_channel=*/true}, moderator());
    scene.casts(secret_cast(b1, 2, good, 2));
    scene.later(limits::ballot_grace);

    auto counted = ballot_of(scene);
    for (int number = 1; number <= voters; ++number) counted.roll.push_back(card(number));
    const auto sheet = fake_ballot_scheme().sheet_sha256(counted, scene.box());
    scene.when(CountBallot{b1}, server())
        .then(BallotClosed{b1,
                           {3, 2, 0, {{good, 2}, {fair, 0}, {bad, 0}}},
                           {.entitled = voters, .present = voters},
                           {},
                           sheet});
    scene.does(CountBallot{b1}, server());
    CHECK(ballot_of(scene).roll == counted.roll);
    CHECK(ballot_of(scene).sheet_sha256 == sheet);
    CHECK((scene.replayed() == scene.hearing()));
}

TEST_CASE("whoever comes in after the voting has ended is not in its base", "[core][ballot_count]")
{
    auto scene = opened_secretly();
    scene.happened(ParticipantLeft{card(5)});
    scene.does(CloseBallot{b1}, moderator());
    scene.happened(ParticipantArrived{card(5), PresenceSource::card});
    scene.happened(ParticipantLeft{card(6)});
    scene.later(limits::ballot_grace).does(CountBallot{b1}, server());
    CHECK(ballot_of(scene).electorate == Electorate{.entitled = voters, .present = voters - 1});
}

TEST_CASE("the roll holds who may vote, and nobody else", "[core][ballot_count]")
{
    auto scene = locked_secretly();
    scene.happened(RosterImported{{{.participant = card(2),
                                    .category = category_of(2),
                                    .may_question = true,
                                    .may_vote = false,
                                    .in_draw_pool = true}}});
    scene.does(open_secretly(b1), moderator());
    scene.does(claim_token(b1, 1), attendee(1));
    finish(scene);
    const std::vector<ParticipantId> roll{card(1), card(3), card(4), card(5), card(6)};
    CHECK(ballot_of(scene).roll == roll);
    CHECK(ballot_of(scene).electorate.entitled == std::ssize(roll));
}

TEST_CASE("whatever is sent in whatever order, of every voter the highest number is in the box",
          "[core][ballot][property]")
{
    CHECK(rc::check("one vote each, the last one", [] {
        auto scene = opened_secretly();
        std::map<std::string, SecretCast> last;
        for (int step = 0; step < 40; ++step) {
            const auto voter = *rc::gen::inRange(1, 4);
            const auto choice = *rc::gen::element(good, fair, bad, OptionId{"abstain"});
            const auto seq = *rc::gen::inRange<std::uint64_t>(0, 5);
            const auto vote = secret_cast(b1, voter, choice, seq);
            if (step == 30) scene.does(CloseBallot{b1}, moderator());
            const auto answer = scene.when_cast(vote);
            if (!answer.decision()) continue;
            RC_ASSERT(answer.decision()->events.empty());
            scene.take(*answer.decision());
            const auto at = last.try_emplace(vote.voter, vote).first;
            RC_ASSERT(at->second.seq <= vote.seq);
            at->second = vote;
        }
        RC_ASSERT(scene.box().ballots.size() == last.size());
        for (const auto& [voter, vote] : last)
            RC_ASSERT(scene.box().ballots.at(voter) == boxed(vote));
        scene.later(limits::ballot_grace).does(CountBallot{b1}, server());
        RC_ASSERT(ballot_of(scene).phones->returned == std::ssize(last));
    }));
}
