// Signs the logs of a data folder, keeps the last checkpoint of every key, and compares the logs
// with them at the start. Synchronous, for the thread that has the store.
#pragma once

#include "hall/ports.hpp"
#include "ledger/open_error.hpp"
#include "ledger/sqlite_store.hpp"
#include "trust/bytes.hpp"
#include "trust/tree.hpp"

#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <expected>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace rostrum::ledger {

/// The last checkpoint of one key.
struct SignedHead {
    std::string stream;
    std::int64_t signer{0};
    trust::TreeHead head;
    hall::Certificate certificate;
};

/// A checkpoint as it is kept, and why it is not what was signed, if it is not: then its head is
/// unknown.
struct KeptCheckpoint {
    SignedHead kept;
    std::optional<OpenError> fault;
};

/// All rows of a folder, by stream and key, whatever is on them. The error names the file.
[[nodiscard]] std::expected<std::vector<KeptCheckpoint>, OpenError>
read_kept_checkpoints(const std::filesystem::path& folder);

/// All checkpoints of a folder, by stream and key. The error names what is no checkpoint, or
/// signed by no key.
[[nodiscard]] std::expected<std::vector<SignedHead>, OpenError>
read_checkpoints(const std::filesystem::path& folder);

/// Why the log is not the one that was signed, with the way out; nothing when it is.
[[nodiscard]] std::optional<OpenError> contradiction(SqliteStore& store, const SignedHead& head);

class CheckpointStore {
public:
    template <typename T>
    using Outcome = std::expected<T, hall::Failure>;

    /// Makes checkpoints.db when it is missing. Refuses a log that contradicts a checkpoint.
    [[nodiscard]] static std::expected<std::unique_ptr<CheckpointStore>, OpenError>
    open(const std::filesystem::path& folder, SqliteStore& store, trust::Entropy entropy);

    /// Signs the stream as it is on the disk, or gives the last checkpoint when nothing has come
    /// since. `closes`: then the key is erased. An empty stream is not signed: `no_owner`.
    [[nodiscard]] Outcome<hall::Certificate> certify(const SqliteStore& store,
                                                     const std::string& stream, bool closes);

private:
    CheckpointStore(std::filesystem::path folder, SQLite::Database database,
                    trust::Entropy entropy);

    [[nodiscard]] std::optional<SignedHead> last(const std::string& stream);
    [[nodiscard]] hall::Certificate sign(const std::string& stream, const trust::TreeHead& head,
                                         const std::optional<SignedHead>& before);
    void save(const SignedHead& signed_head);

    std::filesystem::path folder_;
    SQLite::Database database_;
    trust::Entropy entropy_;
};

} // namespace rostrum::ledger
