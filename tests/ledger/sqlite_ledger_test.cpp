// The ledger's thread: what shares a transaction, and how it ends. The rest: tests/contract.
#include "ledger/sqlite_ledger.hpp"

#include "ledger/store_support.hpp"
#include "support/catch.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <atomic>
#include <latch>
#include <string>
#include <thread>
#include <vector>

using namespace rostrum;
using namespace rostrum::ledger;
using hall::Failure;

namespace {

/// Holds the ledger's thread in its first post until `release`, so that a test decides what
/// gathers.
class Gate {
public:
    explicit Gate(Inbox& inbox) : post_{inbox.executor()} {}

    [[nodiscard]] hall::Executor executor()
    {
        return [this](std::function<void()> task) {
            if (!is_used_.exchange(true)) {
                reached_.count_down();
                open_.wait();
            }
            post_(std::move(task));
        };
    }
    void wait_until_held() { reached_.wait(); }
    void release() { open_.count_down(); }

private:
    hall::Executor post_;
    std::atomic<bool> is_used_{false};
    std::latch reached_{1};
    std::latch open_{1};
};

} // namespace

TEST_CASE("appends that wait for the disk together share one transaction", "[ledger][sqlite]")
{
    const DataFolder folder;
    auto store = opened(folder.path());
    std::vector<hall::Grant> grants;
    for (int i = 0; i < 50; ++i) {
        grants.push_back(store->acquire("h" + std::to_string(i), "one", 5'000).value());
    }
    Inbox inbox;
    Gate gate{inbox};
    SqliteLedger ledger{std::move(store), gate.executor()};

    std::vector<Answer<hall::Appended>> answers(grants.size());
    ledger.append(batch("h0", grants[0], {"first"}), answers[0].callback());
    gate.wait_until_held();
    for (std::size_t i = 1; i < answers.size(); ++i) {
        ledger.append(batch("h" + std::to_string(i), grants[i], {"next"}), answers[i].callback());
    }
    gate.release();
    for (const auto& answer : answers) CHECK(answer.wait(inbox).value().head == 1);
    CHECK(ledger.append_count() == 50);
    CHECK(ledger.transaction_count() == 2);
}

TEST_CASE("a lease that is renewed parts no appends", "[ledger][sqlite]")
{
    const DataFolder folder;
    auto store = opened(folder.path());
    const auto grant = store->acquire("h01", "one", 5'000).value();
    Inbox inbox;
    Gate gate{inbox};
    SqliteLedger ledger{std::move(store), gate.executor()};

    std::vector<Answer<hall::Appended>> appended(10);
    std::vector<Answer<bool>> renewed(appended.size());
    ledger.append(batch("h01", grant, {"first"}), appended[0].callback());
    gate.wait_until_held();
    for (std::size_t i = 1; i < appended.size(); ++i) {
        ledger.append(batch("h01", {grant.epoch, i}, {"next"}), appended[i].callback());
        ledger.renew("h01", grant.epoch, 5'000, renewed[i].callback());
    }
    gate.release();
    for (std::size_t i = 1; i < appended.size(); ++i) {
        CHECK(appended[i].wait(inbox).value().head == i + 1);
        CHECK(renewed[i].wait(inbox).value());
    }
    CHECK(ledger.transaction_count() == 2);
}

TEST_CASE("a close finishes what was taken and refuses the rest", "[ledger][sqlite]")
{
    const DataFolder folder;
    auto store = opened(folder.path());
    auto grant = store->acquire("h01", "one", 5'000).value();
    Inbox inbox;
    SqliteLedger ledger{std::move(store), inbox.executor()};

    std::vector<Answer<hall::Appended>> taken(100);
    for (auto& answer : taken) {
        ledger.append(batch("h01", grant, {"x"}), answer.callback());
        ++grant.head;
    }
    ledger.close();
    Answer<hall::Appended> append;
    Answer<bool> renew;
    ledger.append(batch("h01", grant, {"late"}), append.callback());
    ledger.renew("h01", grant.epoch, 5'000, renew.callback());

    CHECK(renew.wait(inbox) == std::unexpected{Failure::closed});
    CHECK(append.get() == std::unexpected{Failure::closed});
    for (const auto& answer : taken) CHECK(answer.get().has_value());
    // The folder is free although the ledger still exists.
    CHECK(opened(folder.path())->read("h01", 0, 1, 100).has_value());
}

TEST_CASE("answers arrive on the thread that owns the executor", "[ledger][sqlite]")
{
    const DataFolder folder;
    Inbox inbox;
    SqliteLedger ledger{opened(folder.path()), inbox.executor()};
    std::thread::id answered_on;
    ledger.streams([&](const auto&) { answered_on = std::this_thread::get_id(); });
    inbox.run();
    CHECK(answered_on == std::this_thread::get_id());
}

TEST_CASE("of eight threads that race for a stream one wins", "[ledger][sqlite]")
{
    const DataFolder folder;
    Inbox inbox;
    SqliteLedger ledger{opened(folder.path()), inbox.executor()};
    for (int round = 0; round < 20; ++round) {
        std::vector<Answer<hall::Grant>> answers(8);
        {
            std::latch start{8};
            std::vector<std::jthread> threads;
            for (std::size_t i = 0; i < 8; ++i) {
                threads.emplace_back([&, i] {
                    start.arrive_and_wait();
                    ledger.acquire("h" + std::to_string(round), "owner-" + std::to_string(i), 5'000,
                                   answers[i].callback());
                });
            }
        }
        int winners = 0;
        for (const auto& answer : answers) winners += answer.wait(inbox).has_value() ? 1 : 0;
        CHECK(winners == 1);
    }
}

TEST_CASE("after a full disk the ledger goes on", "[ledger][sqlite]")
{
    const DataFolder folder;
    auto store = opened(folder.path());
    auto grant = store->acquire("h01", "one", 5'000).value();
    // Room for a short batch, not for a long one.
    store->limit_pages(40);
    Inbox inbox;
    SqliteLedger ledger{std::move(store), inbox.executor()};

    Answer<hall::Appended> too_long;
    Answer<hall::Appended> fits;
    ledger.append(batch("h01", grant, std::vector<std::string>(10, std::string(60'000, 'x'))),
                  too_long.callback());
    CHECK(too_long.wait(inbox) == std::unexpected{Failure::storage});
    ledger.append(batch("h01", grant, {"short"}), fits.callback());
    CHECK(fits.wait(inbox).value().head == 1);
}
