#include "ledger/in_process_bus.hpp"

#include "ledger/ledger_support.hpp"
#include "support/catch.hpp"

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

using namespace rostrum;
using namespace rostrum::ledger;
using hall::Failure;

namespace {

/// A bus whose executor and timer do nothing until the test says so.
struct Bench {
    std::deque<std::function<void()>> tasks;
    std::vector<std::pair<std::int64_t, std::function<void()>>> timers;
    std::unique_ptr<InProcessBus> bus = std::make_unique<InProcessBus>(
        [this](std::function<void()> task) { tasks.push_back(std::move(task)); },
        [this](std::int64_t delay_ms, std::function<void()> task) {
            timers.emplace_back(delay_ms, std::move(task));
        });

    void run()
    {
        while (!tasks.empty()) {
            const auto task = std::move(tasks.front());
            tasks.pop_front();
            task();
        }
    }
    void pass_deadlines()
    {
        for (const auto& [delay_ms, task] : std::exchange(timers, {})) task();
        run();
    }
    Answer<std::string> send(const std::string& stream, const std::string& command)
    {
        Answer<std::string> answer;
        bus->send(stream, command, 3'000, answer.callback());
        return answer;
    }
};

void echo(std::string command, const hall::CommandBus::Reply& reply)
{
    reply("done: " + command);
}

} // namespace

TEST_CASE("a command reaches who serves the stream, and the reply comes back", "[ledger][bus]")
{
    Bench bench;
    bench.bus->serve("h01", echo);
    const auto answer = bench.send("h01", "投票");
    CHECK_FALSE(answer.is_there());
    bench.run();
    CHECK(answer.get() == "done: 投票");
}

TEST_CASE("a stream that nobody serves has no owner", "[ledger][bus]")
{
    Bench bench;
    bench.bus->serve("h01", echo);
    bench.bus->serve("h02", echo);
    bench.bus->stop("h02");
    const auto never = bench.send("h03", "x");
    const auto no_more = bench.send("h02", "x");
    CHECK_FALSE(never.is_there());
    bench.run();
    CHECK(never.get() == std::unexpected{Failure::no_owner});
    CHECK(no_more.get() == std::unexpected{Failure::no_owner});
}

TEST_CASE("an owner that stays mute is a timeout at the deadline", "[ledger][bus]")
{
    Bench bench;
    bench.bus->serve("h01", [](const auto&, const auto&) {});
    const auto answer = bench.send("h01", "x");
    bench.run();
    CHECK_FALSE(answer.is_there());
    REQUIRE(bench.timers.size() == 1);
    CHECK(bench.timers.front().first == 3'000);
    bench.pass_deadlines();
    CHECK(answer.get() == std::unexpected{Failure::timeout});
}

TEST_CASE("of reply and deadline the first counts, and the second does nothing", "[ledger][bus]")
{
    Bench bench;
    hall::CommandBus::Reply late;
    bench.bus->serve("h01", [&](const auto& command, auto reply) {
        if (command == "late")
            late = reply;
        else
            reply("in time");
    });
    const auto first = bench.send("h01", "early");
    const auto second = bench.send("h01", "late");
    bench.run();
    bench.pass_deadlines();
    late("too late");
    late("and twice");
    bench.run();
    CHECK(first.get() == "in time");
    CHECK(second.get() == std::unexpected{Failure::timeout});
}

TEST_CASE("replies find their senders in any order", "[ledger][bus]")
{
    Bench bench;
    std::vector<std::pair<std::string, hall::CommandBus::Reply>> pending;
    bench.bus->serve("h01", [&](auto command, auto reply) {
        pending.emplace_back(std::move(command), std::move(reply));
    });
    std::vector<Answer<std::string>> answers;
    for (int i = 0; i < 1'000; ++i) answers.push_back(bench.send("h01", std::to_string(i)));
    bench.run();
    while (!pending.empty()) {
        pending.back().second(pending.back().first);
        pending.pop_back();
    }
    bench.run();
    for (std::size_t i = 0; i < answers.size(); ++i) CHECK(answers[i].get() == std::to_string(i));
}

TEST_CASE("a command of half a megabyte is carried whole", "[ledger][bus]")
{
    Bench bench;
    bench.bus->serve("h01", echo);
    const std::string command(500'000, 'x');
    const auto answer = bench.send("h01", command);
    bench.run();
    CHECK(answer.get().value() == "done: " + command);
}

TEST_CASE("the last to serve a stream is the one who does", "[ledger][bus]")
{
    Bench bench;
    bench.bus->serve("h01", [](const auto&, const auto& reply) { reply("first"); });
    bench.bus->serve("h01", [](const auto&, const auto& reply) { reply("second"); });
    const auto answer = bench.send("h01", "x");
    bench.run();
    CHECK(answer.get() == "second");
}

TEST_CASE("an owner may stop serving from within a command", "[ledger][bus]")
{
    Bench bench;
    bench.bus->serve("h01", [&](const auto&, const auto& reply) {
        bench.bus->stop("h01");
        reply("last");
    });
    const auto last = bench.send("h01", "x");
    bench.run();
    const auto next = bench.send("h01", "x");
    bench.run();
    CHECK(last.get() == "last");
    CHECK(next.get() == std::unexpected{Failure::no_owner});
}

TEST_CASE("a bus that ends gives every owed answer as closed", "[ledger][bus]")
{
    Bench bench;
    hall::CommandBus::Reply kept;
    bench.bus->serve("h01", [&](const auto&, auto reply) { kept = std::move(reply); });
    const auto taken = bench.send("h01", "x");
    bench.run();
    const auto on_its_way = bench.send("h01", "y");
    bench.bus.reset();
    bench.run();
    CHECK(taken.get() == std::unexpected{Failure::closed});

    kept("after the end");
    bench.pass_deadlines();
    CHECK(on_its_way.get() == std::unexpected{Failure::closed});
}

TEST_CASE("a published page reaches every follower of its stream, in order", "[ledger][bus]")
{
    Bench bench;
    std::vector<std::string> one;
    std::vector<std::string> two;
    bench.bus->subscribe("h01", [&](hall::Epoch epoch, const hall::Page& page) {
        one.push_back(std::to_string(epoch) + "/" + std::to_string(page.from) + page.lines.at(0));
    });
    bench.bus->subscribe(
        "h01", [&](hall::Epoch, const hall::Page& page) { two.push_back(page.lines.at(0)); });
    bench.bus->publish("h02", 1, {.from = 0, .lines = {"other"}});
    bench.bus->publish("h01", 1, {.from = 0, .lines = {"a"}});
    bench.bus->publish("h01", 2, {.from = 1, .lines = {"b"}});
    CHECK(one.empty());
    bench.run();
    CHECK(one == std::vector<std::string>{"1/0a", "2/1b"});
    CHECK(two == std::vector<std::string>{"a", "b"});
}
