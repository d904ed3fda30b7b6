#include "ledger/work_queue.hpp"

#include "support/catch.hpp"

#include <memory>
#include <vector>

using rostrum::ledger::WorkQueue;

TEST_CASE("the queue gives all there is, in the order it came", "[ledger][queue]")
{
    WorkQueue<int> queue{10};
    for (const int job : {1, 2, 3}) {
        CHECK(queue.push(int{job}) == WorkQueue<int>::Pushed::yes);
    }
    CHECK(queue.take_all() == std::vector<int>{1, 2, 3});
}

TEST_CASE("a full queue takes nothing and leaves the job whole", "[ledger][queue]")
{
    using Queue = WorkQueue<std::unique_ptr<int>>;
    Queue queue{1};
    CHECK(queue.push(std::make_unique<int>(1)) == Queue::Pushed::yes);
    auto job = std::make_unique<int>(2);
    CHECK(queue.push(std::move(job)) == Queue::Pushed::full);
    CHECK(*job == 2);

    CHECK(queue.take_all().size() == 1);
    CHECK(queue.push(std::move(job)) == Queue::Pushed::yes);
}

TEST_CASE("a closed queue takes nothing and gives what it had", "[ledger][queue]")
{
    WorkQueue<int> queue{10};
    CHECK(queue.push(1) == WorkQueue<int>::Pushed::yes);
    queue.close();
    CHECK(queue.push(2) == WorkQueue<int>::Pushed::closed);
    CHECK(queue.take_all() == std::vector<int>{1});
    CHECK(queue.take_all().empty());
}
