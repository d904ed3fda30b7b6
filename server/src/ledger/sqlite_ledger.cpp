#include "ledger/sqlite_ledger.hpp"

#include "ledger/answer.hpp"
#include "ledger/limits.hpp"

#include <expected>
#include <optional>
#include <utility>

namespace rostrum::ledger {
namespace {

std::size_t size_of(const hall::Batch& batch)
{
    std::size_t bytes = 0;
    for (const auto& line : batch.lines) bytes += line.size();
    return bytes;
}

} // namespace

/// Appends that came one after the other, on their way into one transaction.
struct SqliteLedger::Group {
    std::vector<hall::Batch> batches;
    std::vector<hall::Callback<hall::Appended>> callbacks;
    std::size_t bytes{0};
};

SqliteLedger::SqliteLedger(std::unique_ptr<SqliteStore> store, hall::Executor executor,
                           std::unique_ptr<CheckpointStore> checkpoints)
    : store_{std::move(store)},
      checkpoints_{std::move(checkpoints)},
      executor_{std::move(executor)},
      queue_{limits::jobs_max},
      worker_{[this] { work(); }}
{
}

SqliteLedger::~SqliteLedger()
{
    close();
}

void SqliteLedger::close()
{
    queue_.close();
    if (worker_.joinable()) worker_.join();
    if (store_ && checkpoints_) {
        for (const auto& stream : store_->streams())
            (void)checkpoints_->certify(*store_, stream, /*closes=*/false);
    }
    checkpoints_.reset();
    store_.reset();
}

void SqliteLedger::append(hall::Batch batch, hall::Callback<hall::Appended> done)
{
    Job job{AppendJob{std::move(batch), std::move(done)}};
    if (const auto refused = push(job)) {
        answer<hall::Appended>(executor_, std::move(std::get<AppendJob>(job).done),
                               std::unexpected{*refused});
    }
}

void SqliteLedger::read(std::string stream, hall::Seq from, std::size_t max, hall::Seq need,
                        hall::Callback<hall::Page> done)
{
    submit<hall::Page>(std::move(done),
                       [stream = std::move(stream), from, max, need](SqliteStore& store) {
                           return store.read(stream, from, max, need);
                       });
}

void SqliteLedger::read_box(std::string stream, hall::Callback<hall::Box> done)
{
    submit<hall::Box>(std::move(done), [stream = std::move(stream)](SqliteStore& store) {
        return store.read_box(stream);
    });
}

void SqliteLedger::streams(hall::Callback<std::vector<std::string>> done)
{
    submit<std::vector<std::string>>(std::move(done),
                                     [](SqliteStore& store) { return store.streams(); });
}

void SqliteLedger::acquire(std::string stream, std::string owner, std::int64_t ttl_ms,
                           hall::Callback<hall::Grant> done)
{
    submit<hall::Grant>(std::move(done),
                        [stream = std::move(stream), owner = std::move(owner), ttl_ms](
                            SqliteStore& store) { return store.acquire(stream, owner, ttl_ms); });
}

void SqliteLedger::renew(std::string stream, hall::Epoch epoch, std::int64_t ttl_ms,
                         hall::Callback<bool> done)
{
    submit<bool>(
        std::move(done),
        [stream = std::move(stream), epoch, ttl_ms](SqliteStore& store) {
            return store.renew(stream, epoch, ttl_ms);
        },
        /*after_appends=*/false);
}

void SqliteLedger::release(std::string stream, hall::Epoch epoch, hall::Callback<bool> done)
{
    submit<bool>(std::move(done), [stream = std::move(stream), epoch](SqliteStore& store) {
        return store.release(stream, epoch);
    });
}

void SqliteLedger::certify(std::string stream, bool closes, hall::Callback<hall::Certificate> done)
{
    submit<hall::Certificate>(std::move(done),
                              [this, stream = std::move(stream), closes](SqliteStore& store)
                                  -> std::expected<hall::Certificate, hall::Failure> {
                                  if (!checkpoints_)
                                      return std::unexpected{hall::Failure::no_owner};
                                  return checkpoints_->certify(store, stream, closes);
                              });
}

void SqliteLedger::prove(std::string stream, hall::Seq from, hall::Seq to,
                         hall::Callback<std::vector<std::string>> done)
{
    submit<std::vector<std::string>>(
        std::move(done),
        [stream = std::move(stream), from,
         to](SqliteStore& store) -> std::expected<std::vector<std::string>, hall::Failure> {
            if (from < 1 || from > to || to > store.tree(stream).size())
                return std::unexpected{hall::Failure::regressed};
            const auto leaves = store.leaves(stream, to);
            if (!leaves) return std::unexpected{leaves.error()};
            std::vector<std::string> hashes;
            for (const auto& hash : trust::consistency_proof(*leaves, from))
                hashes.push_back(trust::base64(hash));
            return hashes;
        });
}

template <typename T>
void SqliteLedger::submit(hall::Callback<T> done, Work<T> work, bool after_appends)
{
    Job job{StoreJob{[this, done, work = std::move(work)](SqliteStore& store) {
                         answer<T>(executor_, done, work(store));
                     },
                     after_appends}};
    if (const auto refused = push(job)) {
        answer<T>(executor_, std::move(done), std::unexpected{*refused});
    }
}

std::optional<hall::Failure> SqliteLedger::push(Job& job)
{
    switch (queue_.push(std::move(job))) {
    case WorkQueue<Job>::Pushed::yes: return std::nullopt;
    case WorkQueue<Job>::Pushed::full: return hall::Failure::storage;
    case WorkQueue<Job>::Pushed::closed: break;
    }
    return hall::Failure::closed;
}

void SqliteLedger::work()
{
    for (auto jobs = queue_.take_all(); !jobs.empty(); jobs = queue_.take_all()) run(jobs);
}

void SqliteLedger::run(std::vector<Job>& jobs)
{
    Group group;
    for (auto& job : jobs) {
        if (auto* append = std::get_if<AppendJob>(&job)) {
            group.bytes += size_of(append->batch);
            group.batches.push_back(std::move(append->batch));
            group.callbacks.push_back(std::move(append->done));
            if (group.bytes >= limits::group_bytes_max) commit(group);
        }
        else {
            const auto& other = std::get<StoreJob>(job);
            if (other.after_appends) commit(group);
            other.run(*store_);
        }
    }
    commit(group);
}

void SqliteLedger::commit(Group& group)
{
    if (group.batches.empty()) return;
    auto outcomes = store_->commit(group.batches);
    append_count_ += outcomes.size();
    transaction_count_ = store_->transaction_count();
    seals_are_done_ = store_->seals_are_done();
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        answer(executor_, std::move(group.callbacks[i]), std::move(outcomes[i]));
    }
    group = {};
}

} // namespace rostrum::ledger
