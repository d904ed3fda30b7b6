#include "ledger/sqlite_store.hpp"

#include "ledger/database.hpp"

#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Transaction.h>

#include <algorithm>
#include <system_error>
#include <utility>

namespace rostrum::ledger {
namespace {

namespace fs = std::filesystem;

/// For the owner's eyes only: the box is in there.
std::optional<OpenError> make_folder(const fs::path& folder)
{
    std::error_code error;
    const bool is_new = fs::create_directories(folder, error);
    if (!error && is_new) fs::permissions(folder, fs::perms::owner_all, error);
    if (!error) return std::nullopt;
    return OpenError{folder.string() + " cannot be made: " + error.message()};
}

bool has_events(const Streams& streams)
{
    return std::any_of(streams.begin(), streams.end(),
                       [](const auto& entry) { return entry.second.head() > 0; });
}

OpenError one_file_missing(const fs::path& folder, const char* missing, const char* present)
{
    return {folder.string() + " holds " + present + " but no " + missing +
            ": part of the data is lost, restore the last backup"};
}

std::string joined(const std::vector<std::string>& lines)
{
    std::string payload;
    for (const auto& line : lines) {
        if (&line != &lines.front()) payload += '\n';
        payload += line;
    }
    return payload;
}

int size_of(const std::string& bytes)
{
    return static_cast<int>(bytes.size());
}

} // namespace

std::expected<std::unique_ptr<SqliteStore>, OpenError> SqliteStore::open(const fs::path& folder,
                                                                         Clock clock)
{
    if (auto error = make_folder(folder)) return std::unexpected{std::move(*error)};
    auto lock = FolderLock::take(folder);
    if (!lock) return std::unexpected{std::move(lock.error())};

    const auto log_path = folder / "log.db";
    const auto box_path = folder / "box.db";
    // An empty log in place of a lost one would look like a hearing that never took place.
    if (fs::exists(box_path) && !fs::exists(log_path)) {
        return std::unexpected{one_file_missing(folder, "log.db", "box.db")};
    }
    auto log = open_database(log_path, log_database());
    if (!log) return std::unexpected{std::move(log.error())};
    try {
        auto streams = load_streams(*log);
        if (!streams) return std::unexpected{std::move(streams.error())};
        if (has_events(*streams) && !fs::exists(box_path)) {
            return std::unexpected{one_file_missing(folder, "box.db", "log.db")};
        }
        auto box = open_database(box_path, box_database());
        if (!box) return std::unexpected{std::move(box.error())};

        return std::unique_ptr<SqliteStore>{new SqliteStore{std::move(*lock), std::move(*log),
                                                            std::move(*box), std::move(*streams),
                                                            std::move(clock)}};
    }
    catch (const SQLite::Exception& error) {
        return std::unexpected{OpenError{folder.string() + " cannot be opened: " + error.what()}};
    }
}

SqliteStore::SqliteStore(FolderLock lock, SQLite::Database log, SQLite::Database box,
                         Streams streams, Clock clock)
    : lock_{std::move(lock)},
      log_{std::move(log)},
      box_{std::move(box)},
      insert_batch_{log_, "INSERT INTO event_batch (stream, first_seq, n, epoch, payload, leaves)"
                          " VALUES (?, ?, ?, ?, ?, ?)"},
      update_head_{log_, "UPDATE stream SET head = ?, root = ? WHERE id = ?"},
      save_epoch_{log_, "INSERT INTO stream (id, epoch, head, root, owner, lease_until)"
                        " VALUES (?, ?, ?, ?, '', 0) ON CONFLICT DO UPDATE SET"
                        " epoch = excluded.epoch"},
      streams_{std::move(streams)},
      clock_{std::move(clock)}
{
}

std::vector<SqliteStore::Outcome<hall::Appended>>
SqliteStore::commit(const std::vector<hall::Batch>& batches)
{
    Streams staged;
    std::vector<Accepted> accepted;
    std::vector<Outcome<hall::Appended>> outcomes;
    outcomes.reserve(batches.size());
    for (const auto& batch : batches) outcomes.push_back(stage(batch, staged, accepted));
    if (accepted.empty()) return outcomes;

    Batches written;
    for (const auto& one : accepted) written.push_back(one.batch);
    try {
        // The box first: a crash in between leaves a ballot that nobody counted and that will be
        // put again, never a counted ballot that is gone.
        box_.write(written);
        write_log(accepted, staged);
    }
    catch (const SQLite::Exception&) {
        for (auto& outcome : outcomes) {
            if (outcome) outcome = std::unexpected{hall::Failure::storage};
        }
        return outcomes;
    }
    for (auto& [name, state] : staged) streams_[name] = std::move(state);
    ++transaction_count_;
    seals_are_done_ = box_.seal(written);
    return outcomes;
}

SqliteStore::Outcome<hall::Appended> SqliteStore::stage(const hall::Batch& batch, Streams& staged,
                                                        std::vector<Accepted>& accepted) const
{
    // A stream's second batch in the same transaction stands on its first.
    const auto earlier = staged.find(batch.stream);
    StreamState state = earlier == staged.end() ? state_of(batch.stream) : earlier->second;
    if (const auto failure = objection(state, batch)) return std::unexpected{*failure};

    accepted.push_back({&batch, grow(state, batch)});
    auto result = appended(state);
    staged.insert_or_assign(batch.stream, std::move(state));
    return result;
}

void SqliteStore::write_log(const std::vector<Accepted>& accepted, const Streams& staged)
{
    const bool has_lines = std::any_of(accepted.begin(), accepted.end(), [](const Accepted& one) {
        return !one.batch->lines.empty();
    });
    if (!has_lines) return; // Box writes only.

    SQLite::Transaction transaction{log_, SQLite::TransactionBehavior::IMMEDIATE};
    for (const auto& one : accepted) {
        if (!one.batch->lines.empty()) insert_batch(one);
    }
    for (const auto& [name, state] : staged) update_head(name, state);
    transaction.commit();
}

void SqliteStore::insert_batch(const Accepted& accepted)
{
    const auto& batch = *accepted.batch;
    const std::string payload = joined(batch.lines);
    insert_batch_.tryReset(); // Its result is that of the last run, which has been dealt with.
    insert_batch_.bind(1, batch.stream);
    insert_batch_.bind(2, static_cast<std::int64_t>(batch.expected_head));
    insert_batch_.bind(3, static_cast<std::int64_t>(batch.lines.size()));
    insert_batch_.bind(4, static_cast<std::int64_t>(batch.epoch));
    // Not copied: both outlive the call to exec, and nothing reads them later.
    insert_batch_.bindNoCopy(5, payload.data(), size_of(payload));
    insert_batch_.bindNoCopy(6, accepted.leaves.data(), size_of(accepted.leaves));
    insert_batch_.exec();
    insert_batch_.tryReset();
    insert_batch_.clearBindings();
}

void SqliteStore::update_head(const std::string& stream, const StreamState& state)
{
    const std::string root = trust::to_bytes(state.tree.root());
    update_head_.tryReset();
    update_head_.bind(1, static_cast<std::int64_t>(state.head()));
    update_head_.bind(2, root.data(), size_of(root));
    update_head_.bind(3, stream);
    update_head_.exec();
}

SqliteStore::Outcome<hall::Page> SqliteStore::read(const std::string& stream, hall::Seq from,
                                                   std::size_t max, hall::Seq need)
{
    const hall::Seq head = state_of(stream).head();
    if (head < need) return std::unexpected{hall::Failure::regressed};
    if (from >= head) return hall::Page{.from = from, .lines = {}};
    try {
        return read_lines(log_, stream, from, max);
    }
    catch (const SQLite::Exception&) {
        return std::unexpected{hall::Failure::storage};
    }
}

SqliteStore::Outcome<hall::Box> SqliteStore::read_box(const std::string& stream)
{
    try {
        return box_.read(stream);
    }
    catch (const SQLite::Exception&) {
        return std::unexpected{hall::Failure::storage};
    }
}

std::vector<std::string> SqliteStore::streams() const
{
    std::vector<std::string> names;
    for (const auto& [name, state] : streams_) names.push_back(name);
    return names;
}

trust::MerkleTree SqliteStore::tree(const std::string& stream) const
{
    return state_of(stream).tree;
}

SqliteStore::Outcome<std::vector<trust::Digest>> SqliteStore::leaves(const std::string& stream,
                                                                     hall::Seq count)
{
    try {
        auto leaves = read_leaves(log_, stream, count);
        if (leaves.size() < count) return std::unexpected{hall::Failure::storage};
        return leaves;
    }
    catch (const SQLite::Exception&) {
        return std::unexpected{hall::Failure::storage};
    }
}

SqliteStore::Outcome<hall::Grant>
SqliteStore::acquire(const std::string& stream, const std::string& owner, std::int64_t ttl_ms)
{
    if (!is_name(stream) || !is_name(owner)) return std::unexpected{hall::Failure::storage};
    auto state = granted(state_of(stream), owner, clock_(), ttl_ms);
    if (!state) return std::unexpected{hall::Failure::held};

    try {
        save_epoch(stream, *state);
    }
    catch (const SQLite::Exception&) {
        return std::unexpected{hall::Failure::storage};
    }
    const hall::Grant grant{state->epoch, state->head()};
    replace(stream, std::move(state));
    return grant;
}

bool SqliteStore::renew(const std::string& stream, hall::Epoch epoch, std::int64_t ttl_ms)
{
    return replace(stream, renewed(state_of(stream), epoch, clock_(), ttl_ms));
}

bool SqliteStore::release(const std::string& stream, hall::Epoch epoch)
{
    return replace(stream, released(state_of(stream), epoch));
}

void SqliteStore::save_epoch(const std::string& stream, const StreamState& state)
{
    const std::string root = trust::to_bytes(state.tree.root());
    save_epoch_.tryReset();
    save_epoch_.bind(1, stream);
    save_epoch_.bind(2, static_cast<std::int64_t>(state.epoch));
    save_epoch_.bind(3, static_cast<std::int64_t>(state.head()));
    save_epoch_.bind(4, root.data(), size_of(root));
    save_epoch_.exec();
}

bool SqliteStore::replace(const std::string& stream, std::optional<StreamState> state)
{
    if (!state) return false;
    streams_[stream] = std::move(*state);
    return true;
}

StreamState SqliteStore::state_of(const std::string& stream) const
{
    const auto found = streams_.find(stream);
    return found == streams_.end() ? StreamState{} : found->second;
}

void SqliteStore::limit_pages(std::uint32_t pages_max)
{
    log_.exec("PRAGMA max_page_count = " + std::to_string(pages_max));
    box_.limit_pages(pages_max);
}

} // namespace rostrum::ledger
