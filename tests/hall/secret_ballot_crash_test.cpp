// What a secret ballot survives: a failing disk, a crash at any step, a box that somebody has
// touched. And that nothing but the box ever holds a vote.
#include "hall/secret_stage.hpp"

#include <boost/json.hpp>

#include <functional>

using namespace rostrum;
using namespace rostrum::core;
using namespace rostrum::test;
using hall::Failure;
using hall::Trouble;
using BoxPart = ledger::MemoryLedger::BoxPart;

namespace {

/// Takes the stopped hearing's stream over, as a person with access to the files could.
void write_behind_its_back(SecretStage& stage, hall::BoxWrite write)
{
    stage.halls.reset();
    stage.world.crash();
    std::optional<hall::Epoch> epoch;
    stage.world.memory.acquire("h01", "this-process", 60'000,
                               [&](const auto& grant) { epoch = grant.value().epoch; });
    stage.world.run_all();
    const hall::Batch late{"h01", epoch.value(), stage.events(), {}, {std::move(write)}};
    stage.world.memory.append(late, [](const auto& done) { REQUIRE(done); });
    stage.world.run_all();
}

hall::PutBallot put_of(const trust::Cast& cast)
{
    const auto vote = protocol::secret_cast(b1, cast);
    return {b1.value, vote.voter, vote.choice.value, "", vote.seq, vote.proof};
}

/// A phone that goes on until it has its receipt, whatever happens in between.
class StubbornPhone {
public:
    StubbornPhone(SecretStage& stage, int number) : stage_{stage}, number_{number} {}

    /// What it would do next; true when there is nothing left to do.
    bool step()
    {
        if (!claim_) {
            claim_ = stage_.send(stage_.request(number_), attendee(number_));
            return false;
        }
        if (!has_token_) {
            if (!claim_->answered()) return false;
            if (!claim_->done()) {
                claim_.reset(); // Trouble: once more.
                return false;
            }
            const auto signature = stage_.signature_in(claim_->result());
            REQUIRE(stage_.voter(number_).receive(stage_.terms(), trust::unhex(signature).value()));
            has_token_ = true;
        }
        if (!casting_) {
            casting_ = stage_.send(stage_.vote(number_, satisfied));
            return false;
        }
        if (casting_->answered() && !casting_->has_receipt()) casting_.reset();
        return casting_ && casting_->answered();
    }
    /// The server is another one now: what it was asked before, it may not know.
    void reconnect()
    {
        if (!has_token_) claim_.reset();
        if (casting_ && !casting_->answered()) casting_.reset();
    }
    [[nodiscard]] bool has_receipt() const { return casting_ && casting_->answered(); }

private:
    SecretStage& stage_;
    int number_;
    std::optional<Pending> claim_;
    std::optional<Casting> casting_;
    bool has_token_{false};
};

/// Lets phone 1 vote; after `steps` steps the process dies once, by `accident`.
void vote_with_accident(SecretStage& stage, int steps, const std::function<void()>& accident)
{
    StubbornPhone phone{stage, 1};
    for (int step = 0; step < 200; ++step) {
        if (step == steps) {
            accident();
            phone.reconnect();
        }
        if (phone.step() && step > steps) return;
        if (!stage.world.run_one()) stage.world.pass(Span{100});
    }
    FAIL("the phone never came to its receipt");
}

} // namespace

TEST_CASE("a crash at any step loses no vote and makes none", "[hall][ballot]")
{
    for (int steps = 0; steps < 40; ++steps) {
        INFO("after " << steps << " steps");
        SecretStage stage{2};
        stage.open();
        vote_with_accident(stage, steps, [&] { stage.restart(); });
        CHECK(stage.ballot().requests.size() == 1);
        stage.close();
        CHECK(stage.ballot().phones->issued == 1);
        CHECK(stage.ballot().phones->returned == 1);
        CHECK(stage.audit().holds());
    }
}

TEST_CASE("a disk that fails at any step loses no vote and makes none", "[hall][ballot]")
{
    const auto box = GENERATE(BoxPart::lost, BoxPart::written);
    for (int steps = 0; steps < 30; ++steps) {
        INFO("after " << steps << " steps");
        SecretStage stage{2};
        stage.open();
        vote_with_accident(stage, steps,
                           [&] { stage.world.memory.fail_next_append(Failure::storage, box); });
        // Takes the failure that is left when the phone was done before.
        static_cast<void>(stage.send(MarkAbsent{card(2)}, moderator()));
        stage.world.run_all();
        stage.close();
        CHECK(stage.ballot().phones->issued == 1);
        CHECK(stage.ballot().phones->returned == 1);
        CHECK(stage.audit().holds());
    }
}

TEST_CASE("votes that a failed append left in the box are known, so that their repeat counts once",
          "[hall][ballot]")
{
    SecretStage stage{3};
    stage.open();
    stage.take_token(1);
    stage.take_token(2);
    const auto box = GENERATE(BoxPart::lost, BoxPart::written);
    const auto first = stage.send(stage.vote(1, satisfied));
    const auto second = stage.send(stage.vote(2, satisfied));
    stage.world.run_all();
    stage.world.memory.fail_next_append(Failure::storage, box);
    stage.world.pass(hall::limits::cast_gathering);
    CHECK(first.is(Trouble::storage_failed));
    CHECK(second.is(Trouble::storage_failed));
    const auto other = stage.send(stage.vote(1, not_satisfied));
    stage.world.pass(hall::limits::cast_gathering);
    CHECK(other.has_receipt() == (box == BoxPart::lost));
    stage.votes(2, satisfied);
    stage.close();
    CHECK(stage.ballot().phones->returned == 2);
    CHECK(stage.audit().holds());
}

TEST_CASE("a count that fails is done again, with every vote in it", "[hall][ballot]")
{
    SecretStage stage{3};
    stage.open();
    stage.take_token(1);
    stage.does(CloseBallot{b1}, chair());
    stage.world.pass(Span{core::limits::ballot_grace.ms - 1});
    const auto waiting = stage.send(stage.vote(1, satisfied));
    stage.world.run_all();
    stage.world.memory.fail_next_append(Failure::storage, BoxPart::written);
    stage.world.pass(seconds(1));
    CHECK(waiting.is(Trouble::storage_failed));
    CHECK(stage.ballot().state == BallotState::closed);
    CHECK(stage.ballot().phones->returned == 1); // It was in the box all the same.
    CHECK(stage.audit().holds());
}

TEST_CASE("phones have their ten seconds again when the server was away in between",
          "[hall][ballot]")
{
    SecretStage stage{3};
    stage.open();
    stage.take_token(1);
    const auto vote = stage.vote(1, satisfied);
    stage.does(CloseBallot{b1}, chair());
    stage.world.set_clock(stage.world.now() + minutes(5));
    stage.restart();
    stage.world.pass(Span{core::limits::ballot_grace.ms - 1});
    const auto late = stage.send(vote);
    stage.world.run_all();
    CHECK(stage.ballot().state == BallotState::closing);
    stage.world.pass(Span{1});
    CHECK(late.has_receipt());
    CHECK(stage.ballot().state == BallotState::closed);
    CHECK(stage.ballot().phones->returned == 1);
}

TEST_CASE("an opening that failed leaves no key behind that signs", "[hall][ballot]")
{
    SecretStage stage{3};
    const auto box = GENERATE(BoxPart::lost, BoxPart::written);
    const auto failed = stage.send(open_secretly(b1), chair());
    stage.world.memory.fail_next_append(Failure::storage, box);
    stage.world.run_all();
    CHECK(failed.is(Trouble::storage_failed));
    CHECK(stage.ballot().state == BallotState::locked);
    stage.open();
    stage.votes(1, satisfied);
    stage.restart();
    stage.votes(2, satisfied);
    stage.close();
    CHECK(stage.audit().holds());
}

TEST_CASE("a secret ballot whose keys are lost or another's is not served, and it says so",
          "[hall][ballot]")
{
    SecretStage stage{3};
    stage.open();
    const hall::BoxWrite write =
        GENERATE(hall::BoxWrite{hall::SealBox{"b1"}},
                 hall::BoxWrite{hall::OpenBox{"b1", std::string(32, 's')}},
                 hall::BoxWrite{hall::OpenBox{"b1", std::string(1500, 's')}});
    write_behind_its_back(stage, write);
    const auto opened = stage.start();
    REQUIRE_FALSE(opened);
    CHECK_THAT(opened.error(), tst::has_text("h01"));
    REQUIRE(stage.world.warnings.size() == 1);
    CHECK_THAT(stage.world.warnings.front(), tst::has_text("secret of the open ballot is lost"));
}

TEST_CASE("the keys of another ballot do not open this one", "[hall][ballot]")
{
    SecretStage stage{3};
    stage.open();
    // The same key for tokens, but receipts would be another's.
    auto secret = stage.world.box("h01").secrets.front().secret;
    secret.front() = static_cast<char>(secret.front() ^ 1);
    write_behind_its_back(stage, hall::OpenBox{"b1", secret});
    CHECK_FALSE(stage.start());
}

TEST_CASE("a vote that somebody wrote into the box without a proof is not counted",
          "[hall][ballot]")
{
    SecretStage stage{3};
    stage.open();
    stage.votes(1, satisfied);
    auto forged = stage.vote(1, satisfied);
    SECTION("with a token of its own")
    {
        forged.voter = trust::sha256("nobody");
    }
    SECTION("in the place of another")
    {
        forged = stage.vote(1, not_satisfied, 2);
        forged.signature[0] ^= 1U;
    }
    write_behind_its_back(stage, put_of(forged));
    REQUIRE(stage.start());
    CHECK_FALSE(stage.world.warnings.empty());
    const auto warning = stage.world.warnings.front();
    CHECK(warning.find(trust::hex(forged.voter)) == std::string::npos);
}

TEST_CASE("votes on their way are durable when the server stops", "[hall][ballot]")
{
    SecretStage stage{3};
    stage.open();
    stage.take_token(1);
    const auto vote = stage.vote(1, satisfied);
    const auto casting = stage.send(vote);
    stage.world.run_all();
    bool stopped = false;
    stage.halls->stop([&] { stopped = true; });
    stage.world.run_all();
    CHECK(stopped);
    CHECK(casting.has_receipt());
    CHECK(stage.send(vote).is(Trouble::stopping));
    stage.restart();
    stage.close();
    CHECK(stage.ballot().phones->returned == 1);
}

TEST_CASE("nothing but the box holds a vote, and the box holds nobody", "[hall][ballot]")
{
    constexpr int voters = 12;
    SecretStage stage{voters};
    for (const auto audience :
         {protocol::Audience::attendee, protocol::Audience::screen, protocol::Audience::desk})
        stage.follow(audience);
    stage.open();
    for (int number = 1; number <= voters; ++number) {
        stage.halls->me({"h01", attendee(number), 1}, [](const auto& me) { REQUIRE(me); });
        stage.votes(number, number % 3 == 0 ? not_satisfied : satisfied);
        stage.world.pass(seconds(1));
    }
    stage.close();
    stage.world.pass(seconds(1));

    std::string said;
    for (const auto& line : stage.world.lines("h01")) said += line + '\n';
    for (const auto& one : stage.world.publisher.published) said += one.patch + '\n';
    for (const auto& one : stage.world.publisher.told) said += one.me + '\n';
    for (const auto& warning : stage.world.warnings) said += warning + '\n';
    const auto box = stage.world.box("h01");
    REQUIRE(box.ballots.size() == voters);
    for (const auto& put : box.ballots) {
        CHECK(said.find(put.key) == std::string::npos);
        CHECK(said.find(put.proof.substr(0, 64)) == std::string::npos);
        CHECK(said.find(put.proof.substr(65, 64)) == std::string::npos);
        CHECK(put.category.empty());
        for (int number = 1; number <= voters; ++number) {
            const auto handle = card(number).value;
            for (const auto* text : {&put.key, &put.choice, &put.proof})
                CHECK(text->find(handle) == std::string::npos);
        }
    }
}
