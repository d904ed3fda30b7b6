// What every ledger must do with the ballots, their secrets and what seals them.
#include "contract/every_ledger.hpp"

#include <string>
#include <vector>

using namespace rostrum;
using namespace rostrum::ledger;
using hall::Failure;

EVERY_LEDGER("a ballot replaces the earlier one of its key, never a later one")
{
    Ports<TestType> ports;
    const auto grant = ports.acquire("h01", "one").value();
    REQUIRE(ports.append(batch("h01", grant, {}, {put("bb", "no", 1), put("aa", "yes", 1)})));
    CHECK(choices(ports.box("h01")) == std::vector<std::string>{"yes", "no"});

    REQUIRE(ports.append(batch("h01", grant, {}, {put("aa", "no", 3)})));
    REQUIRE(ports.append(batch("h01", grant, {}, {put("aa", "yes", 2)})));
    REQUIRE(ports.append(batch("h01", grant, {}, {put("aa", "late", 3)})));
    CHECK(choices(ports.box("h01")) == std::vector<std::string>{"no", "no"});
    CHECK(ports.box("h01").ballots.front().revision == 3);

    REQUIRE(ports.append(batch("h01", grant, {}, {put("aa", "a", 4), put("aa", "b", 5)})));
    CHECK(choices(ports.box("h01")) == std::vector<std::string>{"b", "no"});
}

EVERY_LEDGER("the box gives its ballots in the order of their keys")
{
    Ports<TestType> ports;
    const auto grant = ports.acquire("h01", "one").value();
    for (const char* prefix : {"7f", "03", "e1", "aa", "9b", "00"}) {
        auto ballot = put(prefix, "yes", 1);
        ballot.ballot = prefix[0] < 'a' ? "b1" : "b2";
        REQUIRE(ports.append(batch("h01", grant, {}, {ballot})));
    }
    std::vector<std::string> keys;
    for (const auto& ballot : ports.box("h01").ballots) keys.push_back(ballot.key.substr(0, 2));
    CHECK(keys == std::vector<std::string>{"00", "03", "7f", "9b", "aa", "e1"});
}

EVERY_LEDGER("box writes alone leave head and root where they were")
{
    Ports<TestType> ports;
    auto grant = ports.acquire("h01", "one").value();
    const auto before = ports.append(batch("h01", grant, {"a"})).value();
    grant.head = before.head;
    const auto after = ports.append(batch("h01", grant, {}, {put("aa", "yes", 1)})).value();
    CHECK(after.head == before.head);
    CHECK(after.root == before.root);
}

EVERY_LEDGER("a proof stays beside its ballot, and goes when the ballot is replaced")
{
    Ports<TestType> ports;
    const auto grant = ports.acquire("h01", "one").value();
    auto first = put("aa", "yes", 1);
    first.proof = "0a1b AA+/aa== BBBB";
    auto second = put("aa", "no", 9'007'199'254'740'991);
    second.proof = std::string(1'024, 'c');
    REQUIRE(ports.append(batch("h01", grant, {}, {first, put("bb", "yes", 1)})));
    REQUIRE(ports.box("h01").ballots.size() == 2);
    CHECK(ports.box("h01").ballots[0].proof == first.proof);
    CHECK(ports.box("h01").ballots[1].proof.empty());

    REQUIRE(ports.append(batch("h01", grant, {}, {second})));
    REQUIRE(ports.append(batch("h01", grant, {}, {first}))); // Comes late.
    CHECK(ports.box("h01").ballots[0].proof == second.proof);
    CHECK(ports.box("h01").ballots[0].revision == second.revision);
}

EVERY_LEDGER("the secret of a secret ballot is as long as keys are")
{
    Ports<TestType> ports;
    const auto grant = ports.acquire("h01", "one").value();
    const auto size = GENERATE(std::size_t{1'024}, std::size_t{1'850}, std::size_t{4'096});
    std::string keys(size, '\0'); // Any bytes.
    keys.back() = '\xff';
    REQUIRE(ports.append(batch("h01", grant, {}, {hall::OpenBox{"b1", keys}})));
    CHECK(ports.box("h01").secrets.front().secret == keys);
}

EVERY_LEDGER("a sealed ballot has no secret and keeps its ballots")
{
    Ports<TestType> ports;
    const auto grant = ports.acquire("h01", "one").value();
    REQUIRE(ports.append(batch("h01", grant, {},
                               {hall::OpenBox{"b1", secret_of('s')},
                                hall::OpenBox{"b2", secret_of('t')}, put("aa", "yes", 1)})));
    REQUIRE(ports.box("h01").secrets.size() == 2);

    REQUIRE(ports.append(batch("h01", grant, {"closed"}, {hall::SealBox{"b1"}})));
    const auto box = ports.box("h01");
    REQUIRE(box.secrets.size() == 1);
    CHECK(box.secrets.front().ballot == "b2");
    CHECK(box.secrets.front().secret == secret_of('t'));
    CHECK(choices(box) == std::vector<std::string>{"yes"});
}

EVERY_LEDGER("no category stands beside a vote once its ballot is sealed")
{
    Ports<TestType> ports;
    const auto grant = ports.acquire("h01", "one").value();
    const auto of_category = [](const std::string& ballot) {
        return hall::PutBallot{ballot, ballot_key("aa"), "yes", "chamber", 1};
    };
    REQUIRE(ports.append(batch("h01", grant, {},
                               {hall::OpenBox{"b1", secret_of('s')}, of_category("b1"),
                                hall::OpenBox{"b2", secret_of('t')}, of_category("b2")})));
    REQUIRE(ports.append(batch("h01", grant, {"closed"}, {hall::SealBox{"b1"}})));
    for (const auto& put : ports.box("h01").ballots)
        CHECK(put.category == (put.ballot == "b1" ? "" : "chamber"));
}

EVERY_LEDGER("a ballot opened again has the new secret")
{
    Ports<TestType> ports;
    const auto grant = ports.acquire("h01", "one").value();
    REQUIRE(ports.append(batch("h01", grant, {}, {hall::OpenBox{"b1", secret_of('s')}})));
    REQUIRE(ports.append(batch("h01", grant, {}, {hall::OpenBox{"b1", secret_of('t')}})));
    REQUIRE(ports.box("h01").secrets.size() == 1);
    CHECK(ports.box("h01").secrets.front().secret == secret_of('t'));
}

EVERY_LEDGER("a malformed box write is refused, and its batch with it")
{
    Ports<TestType> ports;
    const auto grant = ports.acquire("h01", "one").value();
    auto named = put("aa", "yes", 1);
    named.key = "A-0001";
    auto said = put("aa", "yes", 1);
    said.proof = "I am A-0001";
    auto endless = put("aa", "yes", 1);
    endless.proof = std::string(1'025, 'c');
    const auto write =
        GENERATE_COPY(hall::BoxWrite{named}, hall::BoxWrite{hall::OpenBox{"b1", "short"}},
                      hall::BoxWrite{hall::OpenBox{"b1", std::string(33, 's')}},
                      hall::BoxWrite{hall::OpenBox{"b1", std::string(4'097, 's')}},
                      hall::BoxWrite{put("AA", "yes", 1)}, hall::BoxWrite{put("aa", "yes", 0)},
                      hall::BoxWrite{put("aa", "yes", 9'007'199'254'740'992)}, hall::BoxWrite{said},
                      hall::BoxWrite{endless});
    CHECK(ports.append(batch("h01", grant, {"a"}, {write})) == std::unexpected{Failure::storage});
    CHECK(ports.lines("h01").empty());
}
