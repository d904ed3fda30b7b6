// The embedded ledger: one folder, one thread of its own, group commit.
#pragma once

#include "hall/ports.hpp"
#include "ledger/checkpoint_store.hpp"
#include "ledger/sqlite_store.hpp"
#include "ledger/work_queue.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <variant>
#include <vector>

namespace rostrum::ledger {

/// Calls come from any thread and are done in the order they came, but for renewals of leases,
/// which touch no file and part no appends. While one transaction is being synced the next appends
/// gather, of all streams together: the slower the disk, the more share a sync.
class SqliteLedger final : public hall::Ledger, public hall::Lease, public hall::Notary {
public:
    /// Without checkpoints nothing is signed.
    SqliteLedger(std::unique_ptr<SqliteStore> store, hall::Executor executor,
                 std::unique_ptr<CheckpointStore> checkpoints = nullptr);
    ~SqliteLedger() override;

    /// Takes nothing more (`closed`), finishes what has been taken, posts the answers, signs what
    /// is unsigned, and gives the folder back. Waits for that, so the executor must still take
    /// posts.
    void close();

    void append(hall::Batch batch, hall::Callback<hall::Appended> done) override;
    void read(std::string stream, hall::Seq from, std::size_t max, hall::Seq need,
              hall::Callback<hall::Page> done) override;
    void read_box(std::string stream, hall::Callback<hall::Box> done) override;
    void streams(hall::Callback<std::vector<std::string>> done) override;

    void acquire(std::string stream, std::string owner, std::int64_t ttl_ms,
                 hall::Callback<hall::Grant> done) override;
    void renew(std::string stream, hall::Epoch epoch, std::int64_t ttl_ms,
               hall::Callback<bool> done) override;
    void release(std::string stream, hall::Epoch epoch, hall::Callback<bool> done) override;

    void certify(std::string stream, bool closes, hall::Callback<hall::Certificate> done) override;
    void prove(std::string stream, hall::Seq from, hall::Seq to,
               hall::Callback<std::vector<std::string>> done) override;

    /// For the metrics; any thread. Their quotient is how well appends share a sync.
    [[nodiscard]] std::uint64_t append_count() const { return append_count_; }
    [[nodiscard]] std::uint64_t transaction_count() const { return transaction_count_; }
    /// As of the last commit; see SqliteStore.
    [[nodiscard]] bool seals_are_done() const { return seals_are_done_; }

private:
    struct AppendJob {
        hall::Batch batch;
        hall::Callback<hall::Appended> done;
    };
    struct StoreJob {
        std::function<void(SqliteStore&)> run;
        bool after_appends; ///< Those before it are durable first, so that it sees them.
    };
    using Job = std::variant<AppendJob, StoreJob>;

    struct Group;
    template <typename T>
    using Work = std::function<std::expected<T, hall::Failure>(SqliteStore&)>;

    template <typename T>
    void submit(hall::Callback<T> done, Work<T> work, bool after_appends = true);
    /// Why the job was not taken; it is untouched then.
    std::optional<hall::Failure> push(Job& job);

    void work();
    void run(std::vector<Job>& jobs);
    void commit(Group& group);

    std::unique_ptr<SqliteStore> store_; // The worker's alone while it runs; likewise the next.
    std::unique_ptr<CheckpointStore> checkpoints_;
    hall::Executor executor_;
    WorkQueue<Job> queue_;
    std::atomic<std::uint64_t> append_count_{0};
    std::atomic<std::uint64_t> transaction_count_{0};
    std::atomic<bool> seals_are_done_{true};
    std::jthread worker_; // Last: it uses all of the above from its first moment.
};

} // namespace rostrum::ledger
