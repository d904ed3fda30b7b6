// What every ledger and every lease must do. Written against the ports only: a new implementation
// gets a fixture in every_ledger.hpp and nothing else.
#include "contract/every_ledger.hpp"

#include <set>
#include <string>
#include <vector>

using namespace rostrum;
using namespace rostrum::ledger;
using hall::Failure;

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

    // Without waiting in between they are still done in the order of the calls, but that a renewal
    // may come before appends.
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
