// The promise itself: what was acknowledged is there after SIGKILL, whole, once, and the root
// checks.
#include "ledger/sqlite_store.hpp"

#include "ledger/store_support.hpp"
#include "support/catch.hpp"

#include <csignal>
#include <cstdint>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

using namespace rostrum;
using namespace rostrum::ledger;

namespace {

/// Appends for ever, and writes every acknowledged head into the pipe. Never returns.
[[noreturn]] void append_until_killed(const std::filesystem::path& folder, int acknowledged)
{
    auto store = opened(folder);
    auto grant = store->acquire("h01", "one", 5'000).value();
    for (;;) {
        std::vector<std::string> lines;
        for (hall::Seq i = 0; i <= grant.head % 7; ++i) {
            lines.push_back("event " + std::to_string(grant.head + i));
        }
        auto votes = batch("h01", grant, lines);
        votes.box.emplace_back(
            hall::PutBallot{"b1", ballot_key(std::to_string(grant.head) + "a"), "yes", "", 1});
        grant.head = commit_one(*store, votes).value().head;
        if (::write(acknowledged, &grant.head, sizeof grant.head) < 0) ::_exit(1);
    }
}

/// The last head that the process acknowledged before it was killed, after at least `count` of
/// them.
hall::Seq kill_after(const std::filesystem::path& folder, int count)
{
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) append_until_killed(folder, ends[1]);
    ::close(ends[1]);

    hall::Seq last = 0;
    for (int seen = 0; ::read(ends[0], &last, sizeof last) == sizeof last; ++seen) {
        if (seen == count) ::kill(child, SIGKILL); // Then read on what it still had acknowledged.
    }
    ::close(ends[0]);
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFSIGNALED(status));
    return last;
}

} // namespace

TEST_CASE("every acknowledged event survives a kill, once", "[ledger][store]")
{
    const DataFolder folder;
    for (int round = 0; round < 10; ++round) {
        const hall::Seq acknowledged = kill_after(folder.path(), round * 3);
        // Opening is a part of the test: the lock is free, and every leaf and root was checked.
        const auto store = opened(folder.path());
        const auto lines = store->read("h01", 0, 1'000'000, acknowledged).value().lines;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            REQUIRE(lines[i] == "event " + std::to_string(i));
        }
        CHECK(store->read_box("h01").value().ballots.size() > static_cast<std::size_t>(round));
    }
}
