#include "hall/stream_writer.hpp"

#include "hall/limits.hpp"
#include "support/catch.hpp"
#include "support/world.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace rostrum;
using namespace rostrum::test;
using hall::Failure;
using hall::StreamWriter;

namespace {

/// A writer of the stream `s`, and what became of its entries, in order.
struct Writing {
    FakeWorld world;
    int lost{0};
    int recovered{0};
    bool with_box{false};
    std::vector<std::pair<int, bool>> settled;
    std::shared_ptr<StreamWriter> writer;

    Writing() { open(); }
    ~Writing()
    {
        writer.reset();
        world.crash();
    }

    void open()
    {
        writer = std::make_shared<StreamWriter>(world.world, "s", [this] { ++lost; });
        writer->on_failure([this](const hall::Box* box) {
            ++recovered;
            with_box = box != nullptr;
        });
        writer->open([](hall::Seq, const std::string&) { return true; },
                     [](const auto& box) { REQUIRE(box); });
        world.run_all();
    }
    void add(int number, std::vector<std::string> lines, std::vector<hall::BoxWrite> box = {})
    {
        writer->add({std::move(lines), std::move(box),
                     [this, number](bool durable) { settled.emplace_back(number, durable); }});
    }
};

using Settled = std::vector<std::pair<int, bool>>;

} // namespace

TEST_CASE("entries settle in their order, those without lines too", "[hall][writer]")
{
    Writing writing;
    writing.add(1, {"a", "b"});
    writing.add(2, {});
    writing.add(3, {"c"});
    writing.add(4, {});
    CHECK(writing.settled.empty());
    writing.world.run_all();
    CHECK(writing.settled == Settled{{1, true}, {2, true}, {3, true}, {4, true}});
    CHECK(writing.world.lines("s") == std::vector<std::string>{"a", "b", "c"});
    CHECK(writing.writer->head() == 3);
}

TEST_CASE("an append takes no more than its limit, and the rest comes next", "[hall][writer]")
{
    Writing writing;
    writing.add(0, {"first"});
    const std::string line(1'000, 'x');
    for (int number = 1; number <= 1'500; ++number) writing.add(number, {line});
    writing.world.run_all();
    REQUIRE(writing.world.ledger.batches.size() == 3);
    CHECK(writing.world.ledger.batches[1].lines.size() ==
          hall::limits::batch_bytes_max / line.size());
    CHECK(writing.world.ledger.batches[2].lines.size() == 500);
    CHECK(writing.settled.size() == 1'501);
    CHECK(writing.writer->waiting() == 0);
}

TEST_CASE("a failure undoes all that waits, once, and the stream goes on", "[hall][writer]")
{
    Writing writing;
    writing.world.memory.fail_next_append(Failure::storage);
    writing.add(1, {"a"});
    writing.add(2, {"b"});
    writing.world.run_all();
    CHECK(writing.settled == Settled{{1, false}, {2, false}});
    CHECK(writing.recovered == 1);
    CHECK_FALSE(writing.with_box);
    writing.add(3, {"c"});
    writing.world.run_all();
    CHECK(writing.settled.back() == std::pair{3, true});
    CHECK(writing.world.lines("s") == std::vector<std::string>{"c"});
    CHECK(writing.lost == 0);
}

TEST_CASE("after a failure with box writes nothing is appended before the box is read",
          "[hall][writer]")
{
    Writing writing;
    writing.world.memory.fail_next_append(Failure::storage, ledger::MemoryLedger::BoxPart::written);
    writing.add(1, {}, {hall::PutBallot{"b1", std::string(64, 'a'), "yes", "", 1}});
    CHECK(writing.world.run_one());
    writing.add(2, {"b"});
    CHECK(writing.settled.empty());
    CHECK(writing.world.ledger.batches.size() == 1);
    writing.world.run_all();
    CHECK(writing.settled == Settled{{1, false}, {2, false}});
    CHECK(writing.recovered == 1);
    CHECK(writing.with_box);
}

TEST_CASE("a fenced stream is given up, and nothing more is written", "[hall][writer]")
{
    Writing writing;
    const auto failure = GENERATE(Failure::fenced, Failure::regressed, Failure::closed);
    writing.world.memory.fail_next_append(failure);
    writing.add(1, {"a"});
    writing.add(2, {"b"});
    writing.world.run_all();
    writing.add(3, {"c"});
    CHECK(writing.settled == Settled{{1, false}, {2, false}, {3, false}});
    CHECK(writing.lost == 1);
    CHECK(writing.writer->epoch() == 0);
    CHECK(writing.world.lines("s").empty());
    bool stopped = false;
    writing.writer->stop([&] { stopped = true; });
    CHECK(stopped);
}

TEST_CASE("what settles may add more, which comes after everything", "[hall][writer]")
{
    Writing writing;
    writing.writer->add({{"a"}, {}, [&](bool durable) {
                             writing.settled.emplace_back(1, durable);
                             writing.add(3, {"c"});
                         }});
    writing.add(2, {"b"});
    writing.world.run_all();
    CHECK(writing.settled == Settled{{1, true}, {2, true}, {3, true}});
    CHECK(writing.world.lines("s") == std::vector<std::string>{"a", "b", "c"});
}

TEST_CASE("a long stream is read page by page, every line once", "[hall][writer]")
{
    Writing writing;
    const std::size_t count = hall::limits::page_events_max * 2 + 1;
    for (std::size_t number = 0; number < count; ++number) writing.add(0, {std::to_string(number)});
    writing.world.run_all();
    hall::Seq next = 0;
    bool opened = false;
    auto reader = std::make_shared<StreamWriter>(writing.world.world, "s", [] {});
    reader->open(
        [&](hall::Seq number, const std::string& line) {
            return number == next && line == std::to_string(next++);
        },
        [&](const auto& box) { opened = box.has_value(); });
    writing.world.run_all();
    CHECK(opened);
    CHECK(next == count);
    CHECK(reader->head() == count);
}

TEST_CASE("a stream that could not be read gives its lease back when stopped", "[hall][writer]")
{
    Writing writing;
    writing.add(1, {"a"});
    writing.world.run_all();
    auto reader = std::make_shared<StreamWriter>(writing.world.world, "s", [] {});
    std::optional<Failure> failure;
    reader->open([](hall::Seq, const std::string&) { return false; },
                 [&](const auto& box) { failure = box.error(); });
    writing.world.run_all();
    CHECK(failure == Failure::regressed);
    reader->stop([] {});
    writing.world.run_all();
    bool free = false;
    writing.world.memory.acquire("s", "another", 1'000, [&](const auto& got) { free = !!got; });
    writing.world.run_all();
    CHECK(free);
}

TEST_CASE("a stream is idle when all have been told, not while they are being told",
          "[hall][writer]")
{
    Writing writing;
    writing.add(1, {"a"});
    std::optional<std::size_t> told;
    writing.writer->add({{"b"}, {}, [&](bool durable) {
                             writing.settled.emplace_back(2, durable);
                             writing.writer->when_idle([&] { told = writing.settled.size(); });
                         }});
    writing.add(3, {"c"});
    writing.world.run_all();
    CHECK(told == 3U);
}
