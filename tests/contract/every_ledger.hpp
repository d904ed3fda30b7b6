// Every ledger that there is, behind its ports, with every call waiting for its answer.
#pragma once

#include "ledger/ledger_support.hpp"
#include "ledger/memory_ledger.hpp"
#include "ledger/sqlite_ledger.hpp"
#include "support/catch.hpp"

#include <atomic>
#include <cstdint>
#include <expected>
#include <string>
#include <utility>
#include <vector>

namespace rostrum::ledger {

inline constexpr std::int64_t ttl_ms = 5'000;

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
    using Outcome = std::expected<T, hall::Failure>;

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

inline hall::Batch batch(std::string stream, hall::Grant grant, std::vector<std::string> lines,
                         std::vector<hall::BoxWrite> box = {})
{
    return {.stream = std::move(stream),
            .epoch = grant.epoch,
            .expected_head = grant.head,
            .lines = std::move(lines),
            .box = std::move(box)};
}

inline hall::PutBallot put(const std::string& prefix, const std::string& choice,
                           std::uint64_t revision)
{
    return {.ballot = "b1",
            .key = ballot_key(prefix),
            .choice = choice,
            .category = "",
            .revision = revision};
}

inline std::vector<std::string> choices(const hall::Box& box)
{
    std::vector<std::string> found;
    for (const auto& ballot : box.ballots) found.push_back(ballot.choice);
    return found;
}

} // namespace rostrum::ledger

#define EVERY_LEDGER(name) TEMPLATE_TEST_CASE(name, "[contract][ledger]", InMemory, OnSqlite)
