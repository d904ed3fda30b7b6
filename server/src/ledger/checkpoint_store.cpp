#include "ledger/checkpoint_store.hpp"

#include "ledger/database.hpp"
#include "ledger/key_file.hpp"
#include "ledger/limits.hpp"
#include "trust/checkpoint.hpp"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>
#include <spdlog/spdlog.h>

#include <cassert>
#include <system_error>
#include <utility>

namespace rostrum::ledger {
namespace {

namespace fs = std::filesystem;

constexpr auto database_file = "checkpoints.db";
constexpr auto columns = "SELECT stream, signer, vkey, size, note FROM checkpoint";

/// The first line of every checkpoint, and the name of its key.
std::string origin_of(const std::string& stream)
{
    return "rostrum/" + stream;
}

/// The characters of a hearing's id; they name the key's file as well.
bool is_file_name(const std::string& stream)
{
    return stream.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
}

std::string figures(std::uint64_t size, const trust::Digest& root)
{
    return std::to_string(size) + " events with root " + trust::base64(root);
}

constexpr auto way_out =
    ". Nothing was changed, and nothing is served. Keep this folder as evidence: `rostrum export"
    " --package` writes it out as it is. To go on, restore the last backup into a new folder";

OpenError unsound(const std::string& stream, const std::string& what)
{
    return {"the checkpoint of " + stream + " is not what it was: " + what + way_out};
}

/// What the key on the row has signed there, or what is wrong.
std::expected<trust::TreeHead, OpenError> head_on(const KeptCheckpoint& row, std::int64_t size)
{
    const auto& [stream, signer, unread, certificate] = row.kept;
    const auto verifier = trust::read_verifier(certificate.verifier);
    if (!verifier || verifier->name != origin_of(stream))
        return std::unexpected{unsound(stream, "its key is none of this log")};
    const auto head = trust::read_checkpoint(certificate.note, *verifier);
    if (!head) return std::unexpected{unsound(stream, std::string{trust::in_words(head.error())})};
    if (static_cast<std::int64_t>(head->size) != size)
        return std::unexpected{unsound(stream, "its size is another than it signs")};
    return *head;
}

KeptCheckpoint read_row(const SQLite::Statement& row)
{
    KeptCheckpoint read{
        .kept = {.stream = row.getColumn(0).getString(),
                 .signer = row.getColumn(1).getInt64(),
                 .head = {},
                 .certificate = {row.getColumn(2).getString(), row.getColumn(4).getString()}},
        .fault = {}};
    const auto head = head_on(read, row.getColumn(3).getInt64());
    if (head)
        read.kept.head = *head;
    else
        read.fault = head.error();
    return read;
}

} // namespace

std::expected<std::vector<KeptCheckpoint>, OpenError> read_kept_checkpoints(const fs::path& folder)
{
    const auto path = folder / database_file;
    std::vector<KeptCheckpoint> rows;
    if (!fs::exists(path)) return rows;
    try {
        SQLite::Database database{path.string(), SQLite::OPEN_READONLY, limits::busy_timeout_ms};
        SQLite::Statement read{database, std::string{columns} + " ORDER BY stream, signer"};
        while (read.executeStep()) rows.push_back(read_row(read));
        return rows;
    }
    catch (const SQLite::Exception& error) {
        return std::unexpected{OpenError{path.string() + ": " + error.what()}};
    }
}

std::expected<std::vector<SignedHead>, OpenError> read_checkpoints(const fs::path& folder)
{
    auto rows = read_kept_checkpoints(folder);
    if (!rows) return std::unexpected{std::move(rows.error())};
    std::vector<SignedHead> heads;
    for (auto& row : *rows) {
        if (row.fault) return std::unexpected{std::move(*row.fault)};
        heads.push_back(std::move(row.kept));
    }
    return heads;
}

std::optional<OpenError> contradiction(SqliteStore& store, const SignedHead& signed_head)
{
    const auto& [size, root] = signed_head.head;
    const auto tree = store.tree(signed_head.stream);
    const auto tell = [&](const std::string& found) {
        return OpenError{"the log of hearing " + signed_head.stream +
                         " contradicts its last checkpoint: it was signed at " +
                         figures(size, root) + ", and now has " + found + way_out};
    };
    if (tree.size() < size) return tell(figures(tree.size(), tree.root()));
    const auto leaves = store.leaves(signed_head.stream, size);
    if (!leaves) return OpenError{"the log of " + signed_head.stream + " cannot be read"};
    const auto then = trust::head_of(*leaves);
    if (then != signed_head.head) return tell(figures(then.size, then.root) + " there");
    return std::nullopt;
}

std::expected<std::unique_ptr<CheckpointStore>, OpenError>
CheckpointStore::open(const fs::path& folder, SqliteStore& store, trust::Entropy entropy)
{
    const bool is_new = !fs::exists(folder / database_file);
    auto database = open_database(folder / database_file, checkpoint_database());
    if (!database) return std::unexpected{std::move(database.error())};
    const auto heads = read_checkpoints(folder);
    if (!heads) return std::unexpected{heads.error()};
    for (const auto& head : *heads) {
        if (auto error = contradiction(store, head)) return std::unexpected{std::move(*error)};
    }
    if (is_new && !store.streams().empty())
        spdlog::warn("there are no checkpoints of the logs yet: they are taken as they are");
    return std::unique_ptr<CheckpointStore>{
        new CheckpointStore{folder, std::move(*database), std::move(entropy)}};
}

CheckpointStore::CheckpointStore(fs::path folder, SQLite::Database database, trust::Entropy entropy)
    : folder_{std::move(folder)}, database_{std::move(database)}, entropy_{std::move(entropy)}
{
}

CheckpointStore::Outcome<hall::Certificate>
CheckpointStore::certify(const SqliteStore& store, const std::string& stream, bool closes)
{
    const auto tree = store.tree(stream);
    if (tree.size() == 0 || !is_file_name(stream)) {
        return std::unexpected{hall::Failure::no_owner};
    }
    try {
        const auto before = last(stream);
        assert(!before || before->head.size <= tree.size()); // Compared at the start.
        const bool is_new = !before || before->head.size < tree.size();
        auto certificate =
            is_new ? sign(stream, {tree.size(), tree.root()}, before) : before->certificate;
        const KeyFile file{folder_, stream};
        if (closes) file.erase(certificate.verifier);
        certificate.first_verifier = file.first_verifier().value_or(certificate.verifier);
        return certificate;
    }
    catch (const SQLite::Exception& error) {
        spdlog::error("the checkpoint of {} cannot be kept: {}", stream, error.what());
    }
    catch (const std::system_error& error) {
        spdlog::error("the key of {} cannot be kept: {}", stream, error.what());
    }
    return std::unexpected{hall::Failure::storage};
}

std::optional<SignedHead> CheckpointStore::last(const std::string& stream)
{
    SQLite::Statement row{database_,
                          std::string{columns} + " WHERE stream = ? ORDER BY signer DESC LIMIT 1"};
    row.bind(1, stream);
    if (!row.executeStep()) return std::nullopt;
    auto read = read_row(row);
    if (read.fault) throw SQLite::Exception(read.fault->message);
    return std::move(read.kept);
}

hall::Certificate CheckpointStore::sign(const std::string& stream, const trust::TreeHead& head,
                                        const std::optional<SignedHead>& before)
{
    const KeyFile file{folder_, stream};
    auto key = file.read();
    if (!key) key.emplace(file.create(entropy_));
    const auto origin = origin_of(stream);
    const auto verifier = trust::write({.name = origin, .key = key->public_key()});
    const bool same_key = before && before->certificate.verifier == verifier;
    const SignedHead made{.stream = stream,
                          .signer = (before ? before->signer : 0) + (same_key ? 0 : 1),
                          .head = head,
                          .certificate = {verifier, trust::sign_checkpoint(head, origin, *key)}};
    save(made);
    return made.certificate;
}

void CheckpointStore::save(const SignedHead& made)
{
    SQLite::Statement row{database_,
                          "INSERT INTO checkpoint (stream, signer, vkey, size, note)"
                          " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET vkey = excluded.vkey,"
                          " size = excluded.size, note = excluded.note"};
    row.bind(1, made.stream);
    row.bind(2, made.signer);
    row.bind(3, made.certificate.verifier);
    row.bind(4, static_cast<std::int64_t>(made.head.size));
    row.bind(5, made.certificate.note);
    row.exec();
}

} // namespace rostrum::ledger
