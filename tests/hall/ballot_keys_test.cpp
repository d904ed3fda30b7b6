#include "hall/ballot_keys.hpp"

#include "hall/stage.hpp"

#include <algorithm>

using namespace rostrum;
using namespace rostrum::core;
using namespace rostrum::test;
using hall::Failure;
using hall::Trouble;
using protocol::Audience;

namespace {

HearingRules live_rules()
{
    auto rules = default_rules();
    rules.ballot.live_batch = 10;
    rules.ballot.breakdown_by_category = true;
    return rules;
}

boost::json::object ballot_in(const hall::Snapshot& snapshot)
{
    return view_of(snapshot.view).at("ballot").as_object();
}

} // namespace

TEST_CASE("a claim repeated after a restart gets the same key, and the key is valid",
          "[hall][ballot]")
{
    Stage stage{3};
    stage.open_ballot({"b1"});
    const auto claim = [&] { return stage.send(ClaimBallot{{"b1"}}, attendee(1), "claim-00001"); };
    const auto first = claim();
    const auto meanwhile = claim();
    stage.world.run_all();
    CHECK(key_in(first.result()).size() == 64);
    CHECK(meanwhile.answer() == first.answer());
    CHECK(claim().answer() == first.answer());
    CHECK(stage.claim(1, {"b1"}) == key_in(first.result())); // By another command, too.

    stage.restart();
    CHECK(claim().answer() == first.answer());
    stage.does(CastBallot{{"b1"}, key_in(first.result()), satisfied, 1}, attendee(1));
    const auto strange =
        stage.send(CastBallot{{"b1"}, std::string(64, 'a'), satisfied, 1}, attendee(2));
    CHECK(strange.is(Refusal::unknown_key));
}

TEST_CASE("a claim that was refused stays refused for the same command", "[hall][ballot]")
{
    Stage stage{3};
    stage.open_ballot({"b1"});
    stage.does(MarkAbsent{card(1)}, moderator());
    CHECK(stage.send(ClaimBallot{{"b1"}}, attendee(1), "claim-00001").is(Refusal::not_checked_in));
    stage.does(CheckIn{}, attendee(1));
    CHECK(stage.send(ClaimBallot{{"b1"}}, attendee(1), "claim-00001").is(Refusal::not_checked_in));
    CHECK(stage.claim(1, {"b1"}).size() == 64);
}

TEST_CASE("after a restart the ballot box holds what it held", "[hall][ballot]")
{
    Stage stage{6, live_rules()};
    stage.open_ballot({"b1"});
    std::vector<std::string> keys;
    for (int number = 1; number <= 5; ++number) {
        keys.push_back(stage.claim(number, {"b1"}));
        stage.does(CastBallot{{"b1"}, keys.back(), satisfied, 1}, attendee(number));
    }
    stage.does(CastBallot{{"b1"}, keys[0], not_satisfied, 2}, attendee(1));

    stage.restart();
    CHECK(ballot_in(stage.snapshot(Audience::desk)).at("returned") == 5);
    const auto old = stage.send(CastBallot{{"b1"}, keys[0], satisfied, 1}, attendee(1));
    CHECK(old.is(Refusal::revision_is_old));
    const auto same = stage.send(CastBallot{{"b1"}, keys[0], not_satisfied, 2}, attendee(1));
    CHECK(same.done());
    stage.does(CastBallot{{"b1"}, keys[1], not_satisfied, 2}, attendee(2));
    stage.does(CloseBallot{{"b1"}}, chair());
    const auto& phones = *stage.hearing().ballots.ballots[0].phones;
    CHECK(phones.issued == 5);
    CHECK(phones.returned == 5);
    CHECK(phones.votes.at(satisfied) == 3);
    CHECK(phones.votes.at(not_satisfied) == 2);
}

TEST_CASE("a hearing whose ballot is closed opens again, with the same views", "[hall][ballot]")
{
    Stage stage{3};
    stage.open_ballot({"b1"});
    const auto key = stage.claim(1, {"b1"});
    stage.does(CastBallot{{"b1"}, key, satisfied, 1}, attendee(1));
    SECTION("closed")
    {
        stage.does(CloseBallot{{"b1"}}, chair());
    }
    SECTION("void")
    {
        stage.does(VoidBallot{{"b1"}, "设备故障"}, chair());
    }
    SECTION("void, and the next one open")
    {
        stage.does(VoidBallot{{"b1"}, "设备故障"}, chair());
        stage.does(LockBallotRule{}, chair());
        stage.does(OpenBallot{{"b2"}, BallotMode::confidential}, chair());
        const auto stale = stage.send(CastBallot{{"b2"}, key, satisfied, 2}, attendee(1));
        CHECK(stale.is(Refusal::unknown_key));
        CHECK(stage.claim(1, {"b2"}) != key);
    }
    stage.world.pass(seconds(1));
    for (const auto audience : {Audience::attendee, Audience::desk, Audience::screen}) {
        const auto before = view_of(stage.snapshot(audience).view);
        stage.restart();
        CHECK(view_of(stage.snapshot(audience).view) == before);
    }
}

TEST_CASE("the secret is sealed after the close", "[hall][ballot]")
{
    Stage stage{3};
    stage.open_ballot({"b1"});
    const auto claim = stage.send(ClaimBallot{{"b1"}}, attendee(1), "claim-00001");
    CHECK(stage.world.box("h01").secrets.size() == 1);
    CHECK(claim.done());
    const auto close = stage.send(CloseBallot{{"b1"}}, chair());
    SECTION("at once")
    {
        stage.world.run_all();
        CHECK(close.done());
    }
    SECTION("at the next start, when the crash came between")
    {
        stage.restart();
    }
    CHECK(stage.world.box("h01").secrets.empty());
    // Nor does the memory of answers join the person to the key any longer.
    const auto repeat = stage.send(ClaimBallot{{"b1"}}, attendee(1), "claim-00001");
    CHECK(repeat.is(Refusal::ballot_is_not_open));
}

TEST_CASE("a seal that failed is tried again with the next change", "[hall][ballot]")
{
    Stage stage{3};
    stage.open_ballot({"b1"});
    const auto close = stage.send(CloseBallot{{"b1"}}, chair());
    stage.world.memory.fail_next_append(Failure::storage); // The close is on its way already.
    stage.world.run_all();
    CHECK(close.done());
    CHECK(stage.world.box("h01").secrets.size() == 1);
    stage.does(MarkAbsent{card(3)}, moderator());
    CHECK(stage.world.box("h01").secrets.empty());
}

TEST_CASE("what else becomes durable while a ballot is being opened leaves its secret",
          "[hall][ballot]")
{
    Stage stage{3};
    stage.advance(Phase::ballot);
    const auto other = stage.send(MarkAbsent{card(3)}, moderator()); // In flight.
    const auto locked = stage.send(LockBallotRule{}, chair());
    const auto opened = stage.send(OpenBallot{{"b1"}, BallotMode::confidential}, chair());
    const auto claimed = stage.send(ClaimBallot{{"b1"}}, attendee(1));
    stage.world.run_all();
    CHECK(other.done());
    CHECK(opened.done());
    CHECK(stage.world.box("h01").secrets.size() == 1);
    stage.does(CastBallot{{"b1"}, key_in(claimed.result()), satisfied, 1}, attendee(1));
    stage.restart();
    CHECK(stage.claim(1, {"b1"}) == key_in(claimed.result()));
    CHECK(locked.result() == R"({"ballot":"b1"})");
}

TEST_CASE("an opening that failed leaves no key behind that counts", "[hall][ballot]")
{
    Stage stage{3};
    stage.advance(Phase::ballot);
    stage.does(LockBallotRule{}, chair());
    const auto box =
        GENERATE(ledger::MemoryLedger::BoxPart::lost, ledger::MemoryLedger::BoxPart::written);
    stage.world.memory.fail_next_append(Failure::storage, box);
    const auto failed = stage.send(OpenBallot{{"b1"}, BallotMode::confidential}, chair());
    const auto claimed = stage.send(ClaimBallot{{"b1"}}, attendee(1));
    stage.world.run_all();
    CHECK(failed.is(Trouble::storage_failed));
    CHECK(claimed.is(Trouble::storage_failed));
    stage.does(OpenBallot{{"b1"}, BallotMode::confidential}, chair());
    const auto key = stage.claim(1, {"b1"});
    stage.restart();
    CHECK(stage.claim(1, {"b1"}) == key);
}

TEST_CASE("a ballot that a failed append left in the box is known, so that its repeat counts once",
          "[hall][ballot]")
{
    Stage stage{3};
    stage.open_ballot({"b1"});
    const auto key = stage.claim(1, {"b1"});
    stage.world.memory.fail_next_append(Failure::storage, ledger::MemoryLedger::BoxPart::written);
    const auto failed = stage.send(CastBallot{{"b1"}, key, satisfied, 1}, attendee(1));
    const auto gathered = stage.send(MarkAbsent{card(3)}, moderator());
    stage.world.run_all();
    CHECK(failed.is(Trouble::storage_failed));
    CHECK(gathered.is(Trouble::storage_failed));

    // Another choice as the same revision would be acknowledged, but the box would keep the first.
    const auto other = stage.send(CastBallot{{"b1"}, key, not_satisfied, 1}, attendee(1));
    CHECK(other.is(Refusal::revision_is_old));
    stage.does(CastBallot{{"b1"}, key, satisfied, 1}, attendee(1));
    stage.does(CastBallot{{"b1"}, key, not_satisfied, 2}, attendee(1));
    stage.restart();
    stage.does(CloseBallot{{"b1"}}, chair());
    const auto& phones = *stage.hearing().ballots.ballots[0].phones;
    CHECK(phones.returned == 1);
    CHECK(phones.votes.at(not_satisfied) == 1);
}

TEST_CASE("an open ballot without its secret is not served", "[hall][ballot]")
{
    Stage stage{3};
    stage.open_ballot({"b1"});
    stage.halls.reset();
    stage.world.crash();
    // Somebody has copied the log back, but not the box.
    std::optional<hall::Epoch> epoch;
    stage.world.memory.acquire("h01", "this-process", 60'000,
                               [&](const auto& grant) { epoch = grant.value().epoch; });
    stage.world.run_all();
    hall::Batch batch{"h01", epoch.value(), stage.events(), {}, {hall::SealBox{"b1"}}};
    stage.world.memory.append(batch, [](const auto& done) { REQUIRE(done); });
    const auto opened = stage.start();
    REQUIRE_FALSE(opened);
    CHECK_THAT(opened.error(), tst::has_text("h01"));
}

TEST_CASE("a ballot in the box whose key was never issued is not counted", "[hall][ballot]")
{
    Stage stage{3};
    stage.open_ballot({"b1"});
    std::optional<hall::Epoch> epoch;
    stage.halls.reset();
    stage.world.crash();
    stage.world.memory.acquire("h01", "this-process", 60'000,
                               [&](const auto& grant) { epoch = grant.value().epoch; });
    stage.world.run_all();
    hall::Batch batch{"h01", epoch.value(), stage.events(), {}, {}};
    batch.box.emplace_back(hall::PutBallot{"b1", std::string(64, 'a'), "satisfied", "", 1});
    stage.world.memory.append(batch, [](const auto& done) { REQUIRE(done); });
    stage.restart();
    stage.does(CloseBallot{{"b1"}}, chair());
    CHECK(stage.hearing().ballots.ballots[0].phones->returned == 0);
    CHECK_FALSE(stage.world.warnings.empty());
}

TEST_CASE("the live tally moves only in batches", "[hall][ballot]")
{
    constexpr int voters = 35;
    Stage stage{voters, live_rules()};
    stage.open_ballot({"b1"});
    stage.follow(Audience::attendee);
    const hall::Topic topic{"h01", Audience::attendee};
    std::vector<std::string> keys;
    for (int number = 1; number <= voters; ++number) keys.push_back(stage.claim(number, {"b1"}));
    for (int number = 1; number <= voters; ++number) {
        const auto& key = keys.at(static_cast<std::size_t>(number - 1));
        stage.does(CastBallot{{"b1"}, key, satisfied, 1}, attendee(number));
        stage.does(CastBallot{{"b1"}, key, not_satisfied, 2}, attendee(number));
        stage.world.pass(seconds(1));
        const auto& ballot = stage.world.publisher.followed.at(topic).view.at("ballot").as_object();
        const int batch = std::max(number / 10 - 1, 0) * 10; // One behind.
        CHECK(ballot.contains("live") == (batch > 0));
        if (batch > 0) CHECK(ballot.at("live").at("count") == batch);
        // Each tenth of them was counted when they came, and changed their mind right after.
        if (batch > 0) CHECK(ballot.at("live").at("votes").at("not_satisfied") == batch - 1);
    }
    stage.restart();
    CHECK_FALSE(ballot_in(stage.snapshot(Audience::attendee)).contains("live"));
}

TEST_CASE("without the rule for it, nothing of the tally is shown before the result",
          "[hall][ballot]")
{
    Stage stage{3};
    stage.open_ballot({"b1"});
    const auto key = stage.claim(1, {"b1"});
    stage.does(CastBallot{{"b1"}, key, satisfied, 1}, attendee(1));
    for (const auto audience : {Audience::attendee, Audience::desk, Audience::screen})
        CHECK_FALSE(ballot_in(stage.snapshot(audience)).contains("live"));
}

TEST_CASE("no line, patch or private view joins a person to a key or a choice", "[hall][ballot]")
{
    constexpr int voters = 12;
    Stage stage{voters, live_rules()};
    stage.open_ballot({"b1"});
    for (const auto audience : {Audience::attendee, Audience::screen, Audience::desk})
        stage.follow(audience);
    std::vector<std::string> keys;
    for (int number = 1; number <= voters; ++number) {
        stage.halls->me({"h01", attendee(number), 1}, [](const auto& me) { REQUIRE(me); });
        keys.push_back(stage.claim(number, {"b1"}));
        stage.does(CastBallot{{"b1"}, keys.back(), satisfied, 1}, attendee(number));
        stage.world.pass(seconds(1));
    }
    stage.does(CloseBallot{{"b1"}}, chair());
    stage.world.pass(seconds(1));

    std::vector<std::string> texts = stage.world.lines("h01");
    for (const auto& one : stage.world.publisher.published) texts.push_back(one.patch);
    for (const auto& one : stage.world.publisher.told) texts.push_back(one.me);
    for (const auto& text : texts) {
        for (const auto& key : keys) CHECK(text.find(key) == std::string::npos);
        const bool has_choice = text.find("satisfied") != std::string::npos;
        const bool has_rule = text.find("threshold") != std::string::npos;
        const bool has_person = text.find("A-00") != std::string::npos;
        CHECK_FALSE((has_choice && has_person && !has_rule));
    }
    for (const auto& text : stage.world.lines("h01"))
        CHECK(text.find("cast_ballot") == std::string::npos);
    const auto box = stage.world.box("h01");
    CHECK(box.ballots.size() == voters);
    CHECK(std::ranges::is_sorted(box.ballots, {}, &hall::PutBallot::key));
}

TEST_CASE("a category is written beside a choice only for groups that are large enough",
          "[hall][ballot]")
{
    const int people = GENERATE(24, 30); // Four or five of each category.
    Stage stage{people, live_rules()};
    const auto& hearing = stage.hearing();
    Ballot ballot;
    ballot.rule = hearing.rules.ballot;
    const auto category = hall::breakdown_category(hearing, ballot, card(1));
    CHECK(category == (people == 30 ? category_of(1) : CategoryId{}));
    ballot.rule.breakdown_by_category = false;
    CHECK(hall::breakdown_category(hearing, ballot, card(1)).empty());
}
