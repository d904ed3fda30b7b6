// One folder of data: log.db, the record, and box.db, the ballots. Synchronous, for one thread at a
// time; SQLite's exceptions end here.
#pragma once

#include "hall/ports.hpp"
#include "ledger/ballot_box.hpp"
#include "ledger/folder_lock.hpp"
#include "ledger/log_reading.hpp"
#include "ledger/open_error.hpp"
#include "ledger/stream_state.hpp"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <cstddef>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace rostrum::ledger {

class SqliteStore {
public:
    template <typename T>
    using Outcome = std::expected<T, hall::Failure>;

    /// Makes the folder and its files when they are missing, brings them forward to the present
    /// version, and checks every line of the log against its hash: that takes a few seconds per
    /// million events. No lease of the process before is left: the folder's lock proves it is gone.
    [[nodiscard]] static std::expected<std::unique_ptr<SqliteStore>, OpenError>
    open(const std::filesystem::path& folder, Clock clock);

    /// Writes all of them in one transaction, box before log, and returns when it is synced. A
    /// fenced batch fails alone. When the disk fails, all fail with `storage` and none is in the
    /// log.
    [[nodiscard]] std::vector<Outcome<hall::Appended>>
    commit(const std::vector<hall::Batch>& batches);

    [[nodiscard]] Outcome<hall::Page> read(const std::string& stream, hall::Seq from,
                                           std::size_t max, hall::Seq need);
    [[nodiscard]] Outcome<hall::Box> read_box(const std::string& stream);
    [[nodiscard]] std::vector<std::string> streams() const;
    /// Over all lines of the stream; empty when there is no such stream.
    [[nodiscard]] trust::MerkleTree tree(const std::string& stream) const;
    /// Of the first `count` lines, which are there.
    [[nodiscard]] Outcome<std::vector<trust::Digest>> leaves(const std::string& stream,
                                                             hall::Seq count);

    /// Written is the epoch alone, which has to rise from process to process. The lease means
    /// nothing to the next one, and so it is kept in memory: renewing it costs no disk.
    [[nodiscard]] Outcome<hall::Grant> acquire(const std::string& stream, const std::string& owner,
                                               std::int64_t ttl_ms);
    [[nodiscard]] bool renew(const std::string& stream, hall::Epoch epoch, std::int64_t ttl_ms);
    [[nodiscard]] bool release(const std::string& stream, hall::Epoch epoch);

    /// How many times `commit` has reached the disk.
    [[nodiscard]] std::uint64_t transaction_count() const { return transaction_count_; }

    /// False while the secret of a sealed ballot, or a trace of its order, is still in the box: the
    /// disk refused, or a backup was reading. The next commit tries again.
    [[nodiscard]] bool seals_are_done() const { return seals_are_done_; }

    /// Lets each file grow to this many pages of 4 KiB: a quota, and how a test fills the disk.
    void limit_pages(std::uint32_t pages_max);

private:
    /// A batch that will be written, with what was computed for it.
    struct Accepted {
        const hall::Batch* batch;
        std::string leaves;
    };

    SqliteStore(FolderLock lock, SQLite::Database log, SQLite::Database box, Streams streams,
                Clock clock);

    Outcome<hall::Appended> stage(const hall::Batch& batch, Streams& staged,
                                  std::vector<Accepted>& accepted) const;
    void write_log(const std::vector<Accepted>& accepted, const Streams& staged);
    void insert_batch(const Accepted& accepted);
    void update_head(const std::string& stream, const StreamState& state);
    void save_epoch(const std::string& stream, const StreamState& state);
    /// False, and nothing done, where there is no new state.
    bool replace(const std::string& stream, std::optional<StreamState> state);
    [[nodiscard]] StreamState state_of(const std::string& stream) const;

    FolderLock lock_; // First, so that it is given back last.
    SQLite::Database log_;
    BallotBox box_;
    SQLite::Statement insert_batch_;
    SQLite::Statement update_head_;
    SQLite::Statement save_epoch_;
    Streams streams_; // What the file says, so that no append has to read; and the leases.
    Clock clock_;
    std::uint64_t transaction_count_{0};
    bool seals_are_done_{true};
};

} // namespace rostrum::ledger
