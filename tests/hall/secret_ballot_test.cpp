// The secret ballot in a live hearing, from its keys to its files.
#include "hall/secret_ballot.hpp"

#include "hall/secret_stage.hpp"

#include <algorithm>

using namespace rostrum;
using namespace rostrum::core;
using namespace rostrum::test;
using hall::Trouble;
using protocol::Audience;

namespace {

/// Well formed, and signed by nobody.
trust::Cast forged(int number)
{
    trust::Cast cast;
    cast.voter = trust::sha256("forger " + std::to_string(number));
    cast.choice = "satisfied";
    cast.token = trust::Bytes(256, 1);
    return cast;
}

} // namespace

TEST_CASE("a phone votes by a token that the server signed without seeing it, and has a receipt",
          "[hall][ballot]")
{
    SecretStage stage{3};
    stage.open();
    stage.take_token(1);
    const auto vote = stage.vote(1, satisfied);
    const auto casting = stage.send(vote);
    stage.world.pass(hall::limits::cast_gathering);
    trust::Bytes64 signature{};
    std::ranges::copy(trust::unbase64(casting.receipt()).value(), signature.begin());
    CHECK(trust::verifies(trust::unhex32(stage.ballot().receipt_key).value(),
                          trust::receipt_message("h01/ballot/1", vote), signature));
}

TEST_CASE("the keys of a secret ballot are made while the hearing goes on", "[hall][ballot]")
{
    SecretStage stage{3};
    stage.world.parks_computations = true;
    const auto opening = stage.send(open_secretly(b1), chair());
    const auto again = stage.send(open_secretly(b1), chair(), "another-one");
    stage.world.run_all();
    CHECK_FALSE(opening.answered());
    stage.does(MarkAbsent{card(3)}, moderator());
    stage.world.compute_parked();
    stage.world.run_all();
    CHECK(opening.done());
    CHECK(again.is(Refusal::ballot_exists));
    CHECK(stage.ballot().state == BallotState::open);
}

TEST_CASE("nobody keeps the server busy with keys who may not open a ballot", "[hall][ballot]")
{
    SecretStage stage{3};
    stage.world.parks_computations = true;
    const auto opening = stage.send(open_secretly(b1), attendee(1));
    stage.world.run_all();
    CHECK(opening.is(Refusal::role_may_not));
    CHECK(stage.world.computations.empty());
}

TEST_CASE("over a network that is not trusted somebody has to answer for a secret ballot",
          "[hall][ballot]")
{
    SecretStage stage{3};
    stage.world.world.network_is_trusted = false;
    const auto refused = stage.send(open_secretly(b1), chair());
    stage.world.run_all();
    CHECK(refused.is(Refusal::network_is_not_trusted));
    stage.does(OpenBallot{b1, BallotMode::secret, true}, chair());
    CHECK(stage.ballot().untrusted_network);
}

TEST_CASE("a token that is asked for again is the same, by whatever command and after a restart",
          "[hall][ballot]")
{
    SecretStage stage{3};
    stage.open();
    const auto request = stage.request(1);
    const auto first = stage.send(request, attendee(1), "claim-00001");
    const auto meanwhile = stage.send(request, attendee(1), "claim-00001");
    stage.world.run_all();
    CHECK(first.done());
    CHECK(meanwhile.answer() == first.answer());
    CHECK(stage.does(request, attendee(1)) == first.result());
    stage.restart();
    const auto repeated = stage.send(request, attendee(1), "claim-00001");
    stage.world.run_all();
    CHECK(repeated.answer() == first.answer());
    const auto other = stage.send(stage.request(2), attendee(1));
    stage.world.run_all();
    CHECK(other.is(Refusal::token_is_issued_already));
}

TEST_CASE("a token is signed only when its issue is durable", "[hall][ballot]")
{
    SecretStage stage{3};
    stage.open();
    const auto request = stage.request(1);
    stage.world.memory.fail_next_append(hall::Failure::storage);
    stage.world.parks_computations = true;
    const auto failed = stage.send(request, attendee(1));
    stage.world.run_all();
    CHECK(failed.is(Trouble::storage_failed));
    CHECK(stage.world.computations.empty());
    const auto issued = stage.send(request, attendee(1));
    CHECK(stage.world.computations.empty());
    stage.world.run_all();
    CHECK(stage.world.computations.size() == 1);
    CHECK_FALSE(issued.answered());
    CHECK(stage.ballot().requests.size() == 1);
}

TEST_CASE("a whole hall that asks for tokens at once keeps nobody else waiting", "[hall][ballot]")
{
    constexpr int people = 2000;
    SecretStage stage{people + 1};
    stage.open();
    stage.world.parks_computations = true;
    std::vector<Pending> claims;
    for (int number = 1; number <= people; ++number) {
        trust::Bytes blinded(256, 0); // Any number below the modulus.
        blinded[1] = static_cast<unsigned char>(number / 256);
        blinded[2] = static_cast<unsigned char>(number % 256);
        claims.push_back(stage.send(ClaimBallot{b1, trust::hex(blinded)}, attendee(number)));
    }
    const auto other = stage.send(HandOutPaper{b1, card(1)}, teller(1));
    const auto refused = stage.send(AdvancePhase{Phase::result, ""}, moderator());
    stage.world.run_all();
    // Nothing is signed yet, and everybody else has an answer.
    CHECK(other.is(Refusal::card_is_spent));
    CHECK(refused.is(Refusal::ballot_is_open));
    CHECK(std::ranges::none_of(claims, &Pending::answered));
    CHECK(stage.world.computations.size() == people);
    stage.does(HandOutPaper{b1, card(people + 1)}, teller(1));

    stage.world.compute_parked();
    stage.world.run_all();
    CHECK(std::ranges::all_of(claims, &Pending::done));
    CHECK(stage.ballot().requests.size() == people);
}

TEST_CASE("votes become durable in groups: at sixty-four, or a second after the first",
          "[hall][ballot]")
{
    constexpr int voters = 66;
    SecretStage stage{voters};
    stage.open();
    for (int number = 1; number <= voters; ++number) stage.take_token(number);
    std::vector<Casting> castings;
    for (int number = 1; number <= 64; ++number) {
        CHECK(stage.votes_by_append().empty());
        castings.push_back(stage.send(stage.vote(number, satisfied)));
        stage.world.run_all();
        CHECK(castings.front().answered() == (number == 64));
    }
    CHECK(stage.votes_by_append() == std::vector<std::size_t>{64});
    CHECK(std::ranges::all_of(castings, &Casting::has_receipt));

    const auto late = stage.send(stage.vote(65, satisfied));
    stage.world.pass(Span{hall::limits::cast_gathering.ms - 1});
    const auto later = stage.send(stage.vote(66, not_satisfied));
    stage.world.run_all();
    CHECK_FALSE(late.answered());
    stage.world.pass(Span{1});
    CHECK(late.has_receipt());
    CHECK(later.has_receipt());
    CHECK(stage.votes_by_append() == std::vector<std::size_t>{64, 2});
}

TEST_CASE("a vote counts by its highest number, and the same vote again has the same receipt",
          "[hall][ballot]")
{
    SecretStage stage{3};
    stage.open();
    stage.take_token(1);
    const auto cast = [&](const trust::Cast& vote) {
        const auto casting = stage.send(vote);
        stage.world.pass(hall::limits::cast_gathering);
        return casting;
    };
    const auto first = cast(stage.vote(1, satisfied, 1));
    CHECK(cast(stage.vote(1, satisfied, 1)).receipt() == first.receipt());
    CHECK(cast(stage.vote(1, not_satisfied, 1)).is(Refusal::seq_is_old));
    CHECK(stage.votes_by_append() == std::vector<std::size_t>{1});
    CHECK(cast(stage.vote(1, not_satisfied, 2)).receipt() != first.receipt());
    CHECK(cast(stage.vote(1, satisfied, 1)).is(Refusal::seq_is_old));
    // Twice in one group.
    const auto third = stage.send(stage.vote(1, satisfied, 3));
    const auto fourth = stage.send(stage.vote(1, not_satisfied, 4));
    const auto late = stage.send(stage.vote(1, satisfied, 3));
    stage.world.pass(hall::limits::cast_gathering);
    CHECK(third.has_receipt());
    CHECK(fourth.has_receipt());
    CHECK(late.is(Refusal::seq_is_old));
    stage.close();
    CHECK(stage.ballot().phones->votes.at(not_satisfied) == 1);
    CHECK(stage.ballot().phones->returned == 1);
    CHECK(stage.audit().holds());
}

TEST_CASE("a vote without a token, a signature or an option is refused, and nothing is written",
          "[hall][ballot]")
{
    SecretStage stage{3};
    stage.open();
    stage.take_token(1);
    const auto good = stage.vote(1, satisfied);
    const auto refused = [&](auto change, Refusal refusal) {
        auto vote = good;
        change(vote);
        const auto casting = stage.send(vote);
        stage.world.run_all();
        CHECK(casting.is(refusal));
    };
    refused([](auto& vote) { vote.token[7] ^= 1U; }, Refusal::token_was_not_signed);
    refused([](auto& vote) { vote.token.pop_back(); }, Refusal::token_was_not_signed);
    refused([](auto& vote) { vote.prefix[0] ^= 1U; }, Refusal::token_was_not_signed);
    refused([](auto& vote) { vote.voter = trust::sha256("another"); },
            Refusal::token_was_not_signed);
    refused([](auto& vote) { vote.signature[9] ^= 1U; }, Refusal::not_signed_by_voter);
    refused([](auto& vote) { vote.choice = "not_satisfied"; }, Refusal::not_signed_by_voter);
    refused([](auto& vote) { vote.seq = 2; }, Refusal::not_signed_by_voter);
    refused([](auto& vote) { vote.seq = 0; }, Refusal::number_is_out_of_range);
    refused([](auto& vote) { vote.choice = "abstain"; }, Refusal::unknown_option);
    stage.world.pass(hall::limits::cast_gathering);
    CHECK(stage.votes_by_append().empty());
}

TEST_CASE("a vote names a secret ballot of a hearing that takes votes", "[hall][ballot]")
{
    SecretStage stage{3};
    const auto answer = [&](const std::string& ballot) {
        const auto casting = stage.send(forged(1), ballot);
        stage.world.run_all();
        return casting;
    };
    CHECK(answer("h01/ballot/1").is(Refusal::unknown_ballot)); // Not open, so of no mode.
    stage.open();
    for (const char* wrong :
         {"", "/", "h01", "h01/ballot/2", "h02/ballot/1", "h01/ballot/1/", "b1", "series/ballot/1"})
        CHECK(answer(wrong).is(Refusal::unknown_ballot));
    stage.close();
    CHECK(answer("h01/ballot/1").is(Refusal::ballot_is_not_open));
}

TEST_CASE("more votes than can be held are answered as busy", "[hall][ballot]")
{
    SecretStage stage{3};
    stage.open();
    stage.world.parks_computations = true;
    std::vector<Casting> castings;
    for (std::size_t i = 0; i < hall::limits::casts_waiting_max; ++i)
        castings.push_back(stage.send(forged(static_cast<int>(i))));
    CHECK(stage.send(forged(-1)).is(Trouble::busy));
    stage.world.compute_parked();
    stage.world.run_all();
    for (const auto& casting : castings) CHECK(casting.is(Refusal::token_was_not_signed));
    const auto next = stage.send(forged(-1));
    stage.world.run_all();
    CHECK(next.is(Refusal::token_was_not_signed));
}

TEST_CASE("a vote on its way when voting ends is counted, and one that comes later is not",
          "[hall][ballot]")
{
    SecretStage stage{4};
    stage.open();
    for (const int number : {1, 2, 3}) stage.take_token(number);
    stage.does(CloseBallot{b1}, chair());
    stage.world.pass(Span{core::limits::ballot_grace.ms - 1});
    const auto in_time = stage.send(stage.vote(1, satisfied));
    stage.world.run_all();
    CHECK_FALSE(in_time.answered());
    stage.world.pass(Span{1});
    const auto late = stage.send(stage.vote(2, satisfied));
    stage.world.run_all();
    CHECK(in_time.has_receipt());
    CHECK(late.is(Refusal::ballot_is_not_open));
    CHECK(stage.ballot().state == BallotState::closed);
    CHECK(stage.ballot().phones->returned == 1);
    CHECK(stage.ballot().phones->issued == 3);
    CHECK(stage.audit().holds());
}

TEST_CASE("nobody but the server counts, or hurries a group of votes", "[hall][ballot]")
{
    SecretStage stage{3};
    stage.open();
    stage.take_token(1);
    const auto casting = stage.send(stage.vote(1, satisfied));
    stage.world.run_all();
    const auto counting = stage.send(CountBallot{b1}, attendee(1));
    stage.world.run_all();
    CHECK(counting.is(Refusal::role_may_not));
    CHECK_FALSE(casting.answered());
    CHECK(stage.votes_by_append().empty());
}

TEST_CASE("after the count the keys are destroyed, and everybody may fetch the files",
          "[hall][ballot]")
{
    SecretStage stage{6};
    stage.open();
    for (const char* name : {"roll", "issued", "ballots", "ballot"})
        CHECK(stage.file(name).empty());
    for (int number = 1; number <= 4; ++number)
        stage.votes(number, number < 4 ? satisfied : not_satisfied);
    stage.does(HandOutPaper{b1, card(5)}, teller(1));
    CHECK(stage.world.box("h01").secrets.size() == 1);
    stage.close();
    CHECK(stage.world.box("h01").secrets.empty());
    CHECK(stage.audit().holds());
    CHECK(stage.file("key").empty());
    CHECK(stage.file("roll") == "A-0001\nA-0002\nA-0003\nA-0004\nA-0005\nA-0006\n");
    const auto ballots = stage.file("ballots");
    stage.restart();
    CHECK(stage.file("ballots") == ballots);
    CHECK(stage.audit().holds());
}

TEST_CASE("a ballot that is void has no files, and the next one begins from nothing",
          "[hall][ballot]")
{
    SecretStage stage{3};
    stage.open();
    stage.votes(1, satisfied);
    const auto waiting = stage.send(stage.vote(1, not_satisfied, 2));
    stage.world.run_all();
    stage.does(VoidBallot{b1, "设备故障"}, chair());
    stage.world.pass(hall::limits::cast_gathering);
    CHECK(waiting.is(Refusal::ballot_is_not_open));
    CHECK(stage.file("ballots").empty());
    CHECK(stage.world.box("h01").secrets.empty());

    const auto old = stage.vote(1, satisfied, 3);
    stage.does(LockBallotRule{}, chair());
    stage.does(open_secretly({"b2"}), chair());
    const auto replayed = stage.send(old, "h01/ballot/2");
    stage.world.run_all();
    CHECK(replayed.is(Refusal::token_was_not_signed));
}

TEST_CASE("a live tally of a secret ballot moves only in the batches of its rule", "[hall][ballot]")
{
    auto rules = default_rules();
    rules.ballot.live_batch = 10;
    SecretStage stage{22, rules};
    stage.open();
    stage.follow(Audience::attendee);
    const hall::Topic topic{"h01", Audience::attendee};
    for (int number = 1; number <= 22; ++number) {
        stage.votes(number, satisfied);
        stage.world.pass(seconds(1));
        const auto& ballot = stage.world.publisher.followed.at(topic).view.at("ballot").as_object();
        CHECK(ballot.at("returned") == number);
        CHECK(ballot.contains("live") == (number >= 20));
        if (number >= 20) CHECK(ballot.at("live").at("count") == 10);
    }
}

TEST_CASE("a hearing with a secret ballot looks the same after a restart", "[hall][ballot]")
{
    SecretStage stage{4};
    stage.open();
    stage.votes(1, satisfied);
    SECTION("open") {}
    SECTION("closing")
    {
        stage.does(CloseBallot{b1}, chair());
    }
    SECTION("counted")
    {
        stage.close();
    }
    stage.world.pass(seconds(1));
    for (const auto audience : {Audience::attendee, Audience::desk, Audience::screen}) {
        const auto before = view_of(stage.snapshot(audience).view);
        stage.restart();
        CHECK(view_of(stage.snapshot(audience).view) == before);
    }
    CHECK(stage.world.warnings.empty());
}
