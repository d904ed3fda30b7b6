// What the in-memory ledger can do beyond the contract (tests/contract): fail when it is told to.
#include "ledger/memory_ledger.hpp"

#include "ledger/store_support.hpp"
#include "support/catch.hpp"

using namespace rostrum;
using namespace rostrum::ledger;
using hall::Failure;

namespace {

struct Memory {
    Inbox inbox;
    MemoryLedger ledger{inbox.executor(), [] { return 1'000; }};

    std::expected<hall::Appended, Failure> append(hall::Batch batch)
    {
        Answer<hall::Appended> answer;
        ledger.append(std::move(batch), answer.callback());
        return answer.wait(inbox);
    }
    std::size_t ballot_count()
    {
        Answer<hall::Box> answer;
        ledger.read_box("h01", answer.callback());
        return answer.wait(inbox).value().ballots.size();
    }
    hall::Grant acquire()
    {
        Answer<hall::Grant> answer;
        ledger.acquire("h01", "one", 5'000, answer.callback());
        return answer.wait(inbox).value();
    }
};

} // namespace

TEST_CASE("a failure that was ordered hits one append, whole", "[ledger][memory]")
{
    Memory memory;
    const auto grant = memory.acquire();
    const auto vote =
        batch("h01", grant, {"voted"}, {hall::PutBallot{"b1", ballot_key("aa"), "yes", "", 1}});

    memory.ledger.fail_next_append(Failure::storage);
    CHECK(memory.append(vote) == std::unexpected{Failure::storage});
    CHECK(memory.ballot_count() == 0);
    CHECK(memory.append(vote).value().head == 1);
    CHECK(memory.ballot_count() == 1);
}

TEST_CASE("an ordered failure can fall between box and log", "[ledger][memory]")
{
    Memory memory;
    const auto grant = memory.acquire();
    const auto vote =
        batch("h01", grant, {"voted"}, {hall::PutBallot{"b1", ballot_key("aa"), "yes", "", 1}});

    memory.ledger.fail_next_append(Failure::storage, MemoryLedger::BoxPart::written);
    CHECK(memory.append(vote) == std::unexpected{Failure::storage});
    CHECK(memory.ballot_count() == 1);
    CHECK(memory.append(vote).value().head == 1);
    CHECK(memory.ballot_count() == 1);
}
