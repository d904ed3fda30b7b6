// What every ledger and every lease must do. Written against the ports only: a new implementation
// gets a fixture here and nothing else.
#include "ledger/ledger_support.hpp"
#include "ledger/memory_ledger.hpp"
#include "ledger/sqlite_ledger.hpp"
#include "support/catch.hpp"

#include <atomic>
#include <set>
#include <string>
#include <vector>

using namespace rostrum;
using namespace rostrum::ledger;
using hall::Failure;

namespace {

constexpr std::int64_t ttl_ms = 5'000;

struct InMemory {
    Inbox inbox;
    std::atomic<std::int64_t> now{1'000};
    MemoryLedger ledger{inbox.executor(), [this] { return now.load(); }};
};

struct OnSqlite {
    DataFolder folder;
    Inbox inbox;
    std::atomic<std::int64_t> now{1'000};
    SqliteLedger ledger{SqliteStore::open(folder.path(), [this] { return now.load(); }).value(),
                        inbox.executor()};
};

/// The ports, with every call waiting for its answer.
template <typename Fixture>
struct Ports : Fixture {
    template <typename T>
    using Outcome = std::expected<T, Failure>;

    Outcome<hall::Appended> append(hall::Batch batch)
    {
        return wait<hall::Appended>(
            [&](auto done) { this->ledger.append(std::move(batch), std::move(done)); });
    }
    Outcome<hall::Page> read(const std::string& stream, hall::Seq from, std::size_t max,
                             hall::Seq need = 0)
    {
        return wait<hall::Page>(
            [&](auto done) { this->ledger.read(stream, from, max, need, std::move(done)); });
    }
    std::vector<std::string> lines(const std::string& stream)
    {
        return read(stream, 0, 100'000).value().lines;
    }
    hall::Box box(const std::string& stream)
    {
        return wait<hall::Box>([&](auto done) { this->ledger.read_box(stream, std::move(done)); })
            .value();
    }
    std::vector<std::string> streams()
    {
        return wait<std::vector<std::string>>(
                   [&](auto done) { this->ledger.streams(std::move(done)); })
            .value();
    }
    Outcome<hall::Grant> acquire(const std::string& stream, const std::string& owner)
    {
        return wait<hall::Grant>(
            [&](auto done) { this->ledger.acquire(stream, owner, ttl_ms, std::move(done)); });
    }
    Outcome<bool> renew(const std::string& stream, hall::Epoch epoch)
    {
        return wait<bool>(
            [&](auto done) { this->ledger.renew(stream, epoch, ttl_ms, std::move(done)); });
    }
    Outcome<bool> release(const std::string& stream, hall::Epoch epoch)
    {
        return wait<bool>([&](auto done) { this->ledger.release(stream, epoch, std::move(done)); });
    }

private:
    template <typename T, typename Call>
    Outcome<T> wait(Call call)
    {
        Answer<T> answer;
        call(answer.callback());
        return answer.wait(this->inbox);
    }
};

hall::Batch batch(std::string stream, hall::Grant grant, std::vector<std::string> lines,
                  std::vector<hall::BoxWrite> box = {})
{
    return {.stream = std::move(stream),
            .epoch = grant.epoch,
            .expected_head = grant.head,
            .lines = std::move(lines),
            .box = std::move(box)};
}

hall::PutBallot put(const std::string& prefix, const std::string& choice, std::uint64_t revision)
{
    return {.ballot = "b1",
            .key = ballot_key(prefix),
            .choice = choice,
            .category = "",
            .revision = revision};
}

std::vector<std::string> choices(const hall::Box& box)
{
    std::vector<std::string> found;
    for (const auto& ballot : box.ballots) found.push_back(ballot.choice);
    return found;
}

} // namespace

#define EVERY_LEDGER(name) TEMPLATE_TEST_CASE(name, "[contract][ledger]", InMemory, OnSqlite)

EVERY_LEDGER("lines come back byte for byte")
{
    Ports<TestType> ports;
    const std::vector<std::string> lines{
        "{\"e\":\"note\",\"text\":\"质询：满意，还是不满意？ é \xF0\x9F\x97\xB3\"}",
        "",
        std::string{"nul \0 inside", 12},
        "tab\t and \r carriage return",
        "not UTF-8: \xFF\xFE",
        "{\"n\":1.0,  \"spaces kept\":true} "};
    const auto grant = ports.acquire("h01", "one").value();

    const auto done = ports.append(batch("h01", grant, lines));
    REQUIRE(done.has_value());
    CHECK(done->head == lines.size());
    CHECK(hex(done->root) == hex(root_of(lines)));
    CHECK(ports.lines("h01") == lines);
}

EVERY_LEDGER("a page is any range, over the borders of batches")
{
    Ports<TestType> ports;
    auto grant = ports.acquire("h01", "one").value();
    std::vector<std::string> all;
    for (const std::size_t size : {1U, 4U, 2U, 1U}) {
        std::vector<std::string> lines;
        for (std::size_t i = 0; i < size; ++i) lines.push_back(std::to_string(all.size() + i));
        all.insert(all.end(), lines.begin(), lines.end());
        grant.head = ports.append(batch("h01", grant, lines)).value().head;
    }
    for (std::size_t from = 0; from <= all.size() + 1; ++from) {
        for (std::size_t max = 0; max <= all.size() + 1; ++max) {
            const auto page = ports.read("h01", from, max).value();
            const std::size_t left = from < all.size() ? all.size() - from : 0;
            CHECK(page.from == from);
            REQUIRE(page.lines.size() == std::min(max, left));
            for (std::size_t i = 0; i < page.lines.size(); ++i) {
                CHECK(page.lines[i] == all[from + i]);
            }
        }
    }
    CHECK(ports.read("h01", ~hall::Seq{0}, 5).value().lines.empty());
}

EVERY_LEDGER("the root after every append is that of all lines so far")
{
    Ports<TestType> ports;
    auto grant = ports.acquire("h01", "one").value();
    std::vector<std::string> all;
    for (std::size_t size = 1; size <= 12; ++size) {
        const std::vector<std::string> lines(size, "line " + std::to_string(size));
        all.insert(all.end(), lines.begin(), lines.end());
        const auto done = ports.append(batch("h01", grant, lines)).value();
        CHECK(hex(done.root) == hex(root_of(all)));
        grant.head = done.head;
    }
}

EVERY_LEDGER("a batch at another head is fenced and leaves nothing")
{
    Ports<TestType> ports;
    const auto grant = ports.acquire("h01", "one").value();
    REQUIRE(ports.append(batch("h01", grant, {"a", "b"})).has_value());

    const hall::Seq head = GENERATE(0U, 1U, 3U);
    const auto late = ports.append(batch("h01", {grant.epoch, head}, {"x"}, {put("aa", "yes", 1)}));
    CHECK(late == std::unexpected{Failure::fenced});
    CHECK(ports.lines("h01") == std::vector<std::string>{"a", "b"});
    CHECK(ports.box("h01").ballots.empty());
}

EVERY_LEDGER("a batch under another epoch is fenced")
{
    Ports<TestType> ports;
    const auto first = ports.acquire("h01", "one").value();
    REQUIRE(ports.append(batch("h01", first, {"a"})).has_value());
    const auto second = ports.acquire("h01", "one").value();
    REQUIRE(second.epoch == first.epoch + 1);
    CHECK(second.head == 1);

    CHECK(ports.append(batch("h01", {first.epoch, 1}, {"x"})) == std::unexpected{Failure::fenced});
    CHECK(ports.append(batch("h01", {second.epoch + 1, 1}, {"x"})) ==
          std::unexpected{Failure::fenced});
    CHECK(ports.append(batch("h01", second, {"b"})).has_value());
    CHECK(ports.lines("h01") == std::vector<std::string>{"a", "b"});
}

EVERY_LEDGER("nobody writes a stream that was never granted")
{
    Ports<TestType> ports;
    CHECK(ports.append(batch("h01", {0, 0}, {"x"})) == std::unexpected{Failure::fenced});
    CHECK(ports.append(batch("h01", {1, 0}, {"x"})) == std::unexpected{Failure::fenced});
    CHECK(ports.streams().empty());
}

EVERY_LEDGER("a lease keeps others out until it runs out")
{
    Ports<TestType> ports;
    const auto grant = ports.acquire("h01", "one").value();
    CHECK(grant.epoch >= 1);
    CHECK(ports.acquire("h01", "two") == std::unexpected{Failure::held});

    ports.now += ttl_ms - 1;
    CHECK(ports.acquire("h01", "two") == std::unexpected{Failure::held});
    ports.now += 1;
    CHECK(ports.acquire("h01", "two").value().epoch == grant.epoch + 1);
    CHECK(ports.acquire("h01", "one") == std::unexpected{Failure::held});
}

EVERY_LEDGER("a renewed lease lasts longer, and only its holder renews it")
{
    Ports<TestType> ports;
    const auto grant = ports.acquire("h01", "one").value();
    ports.now += ttl_ms - 1;
    CHECK(ports.renew("h01", grant.epoch).value());
    CHECK_FALSE(ports.renew("h01", grant.epoch + 1).value());
    CHECK_FALSE(ports.renew("h02", grant.epoch).value());

    ports.now += ttl_ms - 1;
    CHECK(ports.acquire("h01", "two") == std::unexpected{Failure::held});
    ports.now += 1;
    REQUIRE(ports.acquire("h01", "two").has_value());
    CHECK_FALSE(ports.renew("h01", grant.epoch).value());
}

EVERY_LEDGER("the same owner is granted again, under a higher epoch")
{
    Ports<TestType> ports;
    const auto first = ports.acquire("h01", "one").value();
    const auto again = ports.acquire("h01", "one").value();
    CHECK(again.epoch == first.epoch + 1);
    CHECK_FALSE(ports.renew("h01", first.epoch).value());
    CHECK(ports.renew("h01", again.epoch).value());
}

EVERY_LEDGER("a released stream is free at once, under a higher epoch")
{
    Ports<TestType> ports;
    const auto first = ports.acquire("h01", "one").value();
    CHECK_FALSE(ports.release("h01", first.epoch + 1).value());
    CHECK(ports.release("h01", first.epoch).value());
    CHECK_FALSE(ports.release("h01", first.epoch).value());
    CHECK_FALSE(ports.renew("h01", first.epoch).value());
    CHECK(ports.acquire("h01", "two").value().epoch == first.epoch + 1);
}

EVERY_LEDGER("of eight owners who race for a stream one wins")
{
    Ports<TestType> ports;
    for (int round = 0; round < 100; ++round) {
        const std::string stream = "h" + std::to_string(round);
        std::vector<Answer<hall::Grant>> answers(8);
        for (std::size_t i = 0; i < answers.size(); ++i) {
            ports.ledger.acquire(stream, "owner-" + std::to_string(i), ttl_ms,
                                 answers[i].callback());
        }
        int winners = 0;
        for (const auto& answer : answers) {
            const auto& outcome = answer.wait(ports.inbox);
            winners += outcome.has_value() ? 1 : 0;
            if (!outcome) CHECK(outcome.error() == Failure::held);
        }
        CHECK(winners == 1);
    }
}

EVERY_LEDGER("a batch of a megabyte is one append")
{
    Ports<TestType> ports;
    const auto grant = ports.acquire("h01", "one").value();
    std::vector<std::string> lines(16, std::string(65'535, 'x'));
    for (std::size_t i = 0; i < lines.size(); ++i) lines[i] += static_cast<char>('a' + i);

    const auto done = ports.append(batch("h01", grant, lines)).value();
    CHECK(done.head == 16);
    CHECK(hex(done.root) == hex(root_of(lines)));
    CHECK(ports.lines("h01") == lines);
}

EVERY_LEDGER("a line that could not be read back is refused, and its batch with it")
{
    Ports<TestType> ports;
    const auto grant = ports.acquire("h01", "one").value();
    const auto line = GENERATE(std::string{"two\nlines"}, std::string(64 * 1024 + 1, 'x'));
    CHECK(ports.append(batch("h01", grant, {"a", line})) == std::unexpected{Failure::storage});
    CHECK(ports.lines("h01").empty());
    CHECK(ports.append(batch("h01", grant, {"a", "b"})).has_value());
}

EVERY_LEDGER("a store that holds less than needed says so")
{
    Ports<TestType> ports;
    CHECK(ports.read("h01", 0, 10, 1) == std::unexpected{Failure::regressed});
    CHECK(ports.read("h01", 0, 10, 0).value().lines.empty());

    const auto grant = ports.acquire("h01", "one").value();
    REQUIRE(ports.append(batch("h01", grant, {"a", "b"})).has_value());
    CHECK(ports.read("h01", 0, 1, 2).value().lines == std::vector<std::string>{"a"});
    CHECK(ports.read("h01", 0, 1, 3) == std::unexpected{Failure::regressed});
}

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

EVERY_LEDGER("an answer is posted, never given within the call")
{
    Ports<TestType> ports;
    Answer<hall::Grant> grant;
    ports.ledger.acquire("h01", "one", ttl_ms, grant.callback());
    CHECK_FALSE(grant.is_there());
    const auto granted = grant.wait(ports.inbox).value();

    Answer<hall::Appended> appended;
    Answer<hall::Page> page;
    Answer<hall::Box> box;
    Answer<std::vector<std::string>> names;
    Answer<bool> renewed;
    Answer<bool> released;
    ports.ledger.append(batch("h01", granted, {"a"}), appended.callback());
    ports.ledger.read("h01", 0, 1, 0, page.callback());
    ports.ledger.read_box("h01", box.callback());
    ports.ledger.streams(names.callback());
    ports.ledger.renew("h01", granted.epoch, ttl_ms, renewed.callback());
    ports.ledger.release("h01", granted.epoch, released.callback());
    CHECK_FALSE((appended.is_there() || page.is_there() || box.is_there() || names.is_there() ||
                 renewed.is_there() || released.is_there()));

    // Without waiting in between they are still done in the order of the calls.
    CHECK(released.wait(ports.inbox).value());
    CHECK(appended.get().value().head == 1);
    CHECK(page.get().value().lines == std::vector<std::string>{"a"});
    CHECK(renewed.get().value());
}

EVERY_LEDGER("streams know nothing of each other")
{
    Ports<TestType> ports;
    const auto b = ports.acquire("b", "one").value();
    const auto a = ports.acquire("a", "two").value();
    REQUIRE(ports.append(batch("a", a, {"1", "2"}, {put("aa", "yes", 1)})).has_value());
    const auto done = ports.append(batch("b", b, {"x"}, {put("aa", "no", 1)})).value();

    CHECK(done.head == 1);
    CHECK(hex(done.root) == hex(root_of({"x"})));
    CHECK(ports.lines("a") == std::vector<std::string>{"1", "2"});
    CHECK(choices(ports.box("a")) == std::vector<std::string>{"yes"});
    CHECK(choices(ports.box("b")) == std::vector<std::string>{"no"});
    CHECK(ports.box("c").ballots.empty());
    CHECK(ports.streams() == std::vector<std::string>{"a", "b"});
}
