// Paper beside phones: what its count may tell of a person, and how a slip with it is mended.
#include "core/ballot.hpp"

#include "core/first_ballot.hpp"
#include "core/limits.hpp"
#include "support/catch.hpp"
#include "support/hearing_builder.hpp"

#include <string>

using namespace rostrum;
using namespace rostrum::core;
using namespace rostrum::test;

namespace {

constexpr int hall_size = 24;
constexpr int five = limits::breakdown_group_min;

Scene open_for_paper(BallotMode mode = BallotMode::confidential)
{
    auto scene = demo(Phase::ballot, hall_size);
    scene.does(LockBallotRule{}, moderator()).does(OpenBallot{b1, mode}, moderator());
    return scene;
}

/// The first cards on phones, the next on paper.
Scene voting_on(int phones, int papers, BallotMode mode = BallotMode::confidential)
{
    auto scene = open_for_paper(mode);
    for (int number = 1; number <= phones; ++number) {
        const bool is_secret = mode == BallotMode::secret;
        scene.does(is_secret ? claim_token(b1, number) : ClaimBallot{b1}, attendee(number));
    }
    for (int number = phones + 1; number <= phones + papers; ++number)
        scene.does(HandOutPaper{b1, card(number)}, teller(1));
    return scene;
}

EnterPaperCount paper_count(std::int64_t yes, std::int64_t no)
{
    return {b1, yes + no, 0, {{good, yes}, {bad, no}}};
}

/// Six phones that say nothing, six papers, and the time of the result.
Scene paper_to_count()
{
    auto scene = voting_on(6, 6);
    scene.does(CloseBallot{b1}, moderator());
    scene.happened(PhaseEntered{Phase::result, ""});
    return scene;
}

} // namespace

TEST_CASE("a ballot on phones and paper is not closed with one to four ballots on either, unless "
          "somebody accepts it",
          "[core][ballot_count]")
{
    const auto mode = GENERATE(BallotMode::confidential, BallotMode::secret);
    const auto few = GENERATE(1, five - 1);
    const bool on_paper = GENERATE(true, false);
    INFO(few << (on_paper ? " papers" : " phones"));
    const auto scene = on_paper ? voting_on(12, few, mode) : voting_on(few, 12, mode);
    scene.when(CloseBallot{b1}, moderator()).then(Refusal::channel_is_small);
    scene.when(CloseBallot{b1, false}, moderator()).then(Refusal::channel_is_small);
    CHECK(scene.when(CloseBallot{b1, true}, chair()).events().size() == 1);
}

TEST_CASE("who accepts a small channel is on the record with it, whichever way is voted",
          "[core][ballot_count]")
{
    auto scene = voting_on(12, 1);
    const auto closed = scene.when(CloseBallot{b1, true}, chair()).events();
    REQUIRE(closed.size() == 1);
    CHECK(std::get<BallotClosed>(closed.front()).small_channel == true);
    scene.does(CloseBallot{b1, true}, chair());
    CHECK(ballot_of(scene).small_channel);

    auto secret = voting_on(12, 1, BallotMode::secret);
    const auto until = secret.now() + limits::ballot_grace;
    secret.when(CloseBallot{b1, true}, chair()).then(BallotClosing{b1, until, true});
    secret.does(CloseBallot{b1, true}, chair());
    secret.later(limits::ballot_grace);
    // The server counts by itself what somebody has closed: it asks nobody again.
    secret.does(CountBallot{b1}, server());
    CHECK(ballot_of(secret).state == BallotState::closed);
    CHECK(ballot_of(secret).small_channel);
    CHECK((secret.replayed() == secret.hearing()));
}

TEST_CASE("five ballots on each channel, or one channel alone, are closed without a word",
          "[core][ballot_count]")
{
    const auto closes = [](int phones, int papers) {
        const auto events = voting_on(phones, papers).when(CloseBallot{b1}, moderator()).events();
        REQUIRE(events.size() == 1);
        return !std::get<BallotClosed>(events.front()).small_channel.has_value();
    };
    CHECK(closes(five, five));
    CHECK(closes(3, 0));
    CHECK(closes(0, 1));
    CHECK(closes(0, 0));
    // To accept what is not there is no event.
    const auto events = voting_on(five, five).when(CloseBallot{b1, true}, moderator()).events();
    CHECK_FALSE(std::get<BallotClosed>(events.front()).small_channel.has_value());
}

TEST_CASE("it is the ballots issued that are few, also when fewer votes come back",
          "[core][ballot_count]")
{
    auto scene = voting_on(five, 12);
    scene.does(CastBallot{b1, key_of(card(1)), good, 1}, attendee(1));
    CHECK(small_channels(ballot_of(scene)).empty());
    scene = voting_on(2, 3);
    using Few = std::map<BallotChannel, std::int64_t>;
    CHECK(small_channels(ballot_of(scene)) ==
          Few{{BallotChannel::phone, 2}, {BallotChannel::paper, 3}});
}

TEST_CASE("a paper that was recorded for the wrong person is taken back, and both may vote once",
          "[core][ballot]")
{
    auto scene = open_for_paper();
    scene.does(HandOutPaper{b1, card(1)}, teller(1)); // It went to the second.
    const TakeBackPaper back{b1, card(1), "发给了邻座"};
    scene.when(back, moderator()).then(PaperTakenBack{b1, card(1), "发给了邻座"});
    scene.does(back, teller(2));
    CHECK(ballot_of(scene).issued.empty());
    CHECK(ballot_of(scene).issued_on_paper == 0);
    scene.does(HandOutPaper{b1, card(2)}, teller(1));
    scene.when(ClaimBallot{b1}, attendee(2)).then(Refusal::card_is_spent);
    scene.when(HandOutPaper{b1, card(1)}, teller(1))
        .then(BallotIssued{b1, card(1), BallotChannel::paper});
    scene.does(ClaimBallot{b1}, attendee(1));
    CHECK(ballot_of(scene).issued.size() == 2);
    CHECK(ballot_of(scene).issued_on_paper == 1);
    CHECK((scene.replayed() == scene.hearing()));
}

TEST_CASE("after a paper is taken back a phone gets its token as if there had been none",
          "[core][ballot]")
{
    auto scene = open_for_paper(BallotMode::secret);
    scene.does(HandOutPaper{b1, card(1)}, teller(1));
    scene.when(claim_token(b1, 1), attendee(1)).then(Refusal::card_is_spent);
    scene.does(TakeBackPaper{b1, card(1), "发错人"}, teller(1));
    scene.does(claim_token(b1, 1), attendee(1));
    CHECK(ballot_of(scene).requests.size() == 1);
    CHECK((scene.replayed() == scene.hearing()));
}

TEST_CASE("only paper is taken back, with a reason, and only while the ballot is open",
          "[core][ballot]")
{
    auto scene = voting_on(1, 1);
    const auto take = [&](int number, const std::string& reason) {
        return scene.when(TakeBackPaper{b1, card(number), reason}, teller(1));
    };
    take(1, "发错人").then(Refusal::has_no_paper); // On the phone, and perhaps cast.
    take(3, "发错人").then(Refusal::has_no_paper);
    take(99, "发错人").then(Refusal::has_no_paper);
    take(2, "").then(Refusal::reason_is_missing);
    take(2, std::string(limits::reason_length_max + 1, 'a')).then(Refusal::text_is_too_long);
    scene.when(TakeBackPaper{{"b2"}, card(2), "发错人"}, teller(1)).then(Refusal::unknown_ballot);
    // Whoever has left since gives it back all the same.
    scene.happened(ParticipantLeft{card(2)});
    take(2, "发错人").then(PaperTakenBack{b1, card(2), "发错人"});
    scene.does(CloseBallot{b1, true}, moderator());
    take(2, "发错人").then(Refusal::ballot_is_not_open);
}

TEST_CASE("a teller's slip is withdrawn, by the teller or by the chair, and does not hold the "
          "result back",
          "[core][ballot_count]")
{
    const bool by_chair = GENERATE(false, true);
    auto scene = paper_to_count();
    for (const int number : {1, 2}) scene.does(paper_count(5, 1), teller(number));
    scene.does(paper_count(6, 0), teller(3));
    scene.when(SignTally{b1}, teller(1)).then(Refusal::paper_counts_differ);
    const std::string reason = "看错一张";
    const WithdrawPaperCount withdraw{b1, reason,
                                      by_chair ? std::optional{StaffId{"t3"}} : std::nullopt};
    const auto sender = by_chair ? chair() : teller(3);
    scene.when(withdraw, sender).then(PaperCountWithdrawn{b1, {"t3"}, reason});
    scene.does(withdraw, sender);
    CHECK(paper_state(ballot_of(scene)) == PaperState::agreed);
    scene.does(SignTally{b1}, teller(1)).does(SignTally{b1}, teller(2));
    CHECK(scene.when(PublishResult{b1}, chair()).events().size() >= 1);
    CHECK((scene.replayed() == scene.hearing()));
}

TEST_CASE("a count that is withdrawn is entered again, and takes the signatures with it",
          "[core][ballot_count]")
{
    auto scene = paper_to_count();
    for (const int number : {1, 2}) scene.does(paper_count(6, 0), teller(number));
    scene.does(SignTally{b1}, teller(1)).does(SignTally{b1}, teller(2));
    scene.does(WithdrawPaperCount{b1, "漏数"}, teller(1));
    CHECK(ballot_of(scene).signatures.empty());
    CHECK(paper_state(ballot_of(scene)) == PaperState::counted_once);
    CHECK_FALSE(final_tally(ballot_of(scene)));
    scene.does(WithdrawPaperCount{b1, "漏数", StaffId{"t2"}}, chair());
    CHECK(paper_state(ballot_of(scene)) == PaperState::uncounted);
    for (const int number : {1, 2}) scene.does(paper_count(5, 1), teller(number));
    CHECK(final_tally(ballot_of(scene))->votes.at(bad) == 1);
}

TEST_CASE("only a count that is there is withdrawn, of others by the chair alone, before the "
          "result is published",
          "[core][ballot_count]")
{
    auto scene = paper_to_count();
    scene.does(paper_count(6, 0), teller(1));
    const WithdrawPaperCount own{b1, "漏数"};
    const WithdrawPaperCount first{b1, "漏数", StaffId{"t1"}};
    scene.when(own, teller(2)).then(Refusal::count_is_not_there);
    scene.when(own, chair()).then(Refusal::count_is_not_there);
    scene.when(first, teller(2)).then(Refusal::count_is_not_yours);
    scene.when(first, moderator()).then(Refusal::role_may_not);
    scene.when(first, teller(1)).then(PaperCountWithdrawn{b1, {"t1"}, "漏数"});
    scene.when(WithdrawPaperCount{b1, ""}, teller(1)).then(Refusal::reason_is_missing);
    scene.when(WithdrawPaperCount{{"b2"}, "漏数"}, teller(1)).then(Refusal::unknown_ballot);
    voting_on(6, 6).when(own, teller(1)).then(Refusal::ballot_is_not_closed);
    scene.does(paper_count(6, 0), teller(2));
    scene.does(SignTally{b1}, teller(1)).does(SignTally{b1}, teller(2));
    scene.does(PublishResult{b1}, chair());
    scene.when(first, chair()).then(Refusal::already_published);
}
