#include "ledger/log_reading.hpp"

#include "core/hearing.hpp"
#include "protocol/event_codec.hpp"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>

#include <algorithm>
#include <cstring>
#include <utility>
#include <variant>

namespace rostrum::ledger {
namespace {

std::string_view blob(const SQLite::Column& column)
{
    const auto* bytes = static_cast<const char*>(column.getBlob());
    return bytes == nullptr ? std::string_view{}
                            : std::string_view{bytes, static_cast<std::size_t>(column.getBytes())};
}

OpenError wrong(const std::string& stream, hall::Seq seq, const std::string& what)
{
    return {"the log is not what it was: stream " + stream + ", event " + std::to_string(seq) +
            ": " + what + ". Do not go on with this folder; restore the last backup and compare"};
}

/// Adds one stored batch to the tree; tells what is wrong with it, if anything.
std::optional<OpenError> replay(const std::string& stream, trust::MerkleTree& tree,
                                SQLite::Statement& row)
{
    if (row.getColumn(0).getInt64() != static_cast<std::int64_t>(tree.size())) {
        return wrong(stream, tree.size(), "it is missing");
    }
    const auto lines = split_lines(blob(row.getColumn(2)), row.getColumn(1).getInt64());
    if (!lines) return wrong(stream, tree.size(), "its batch has the wrong number of lines");

    const std::string_view leaves = blob(row.getColumn(3));
    if (leaves.size() != lines->size() * trust::hash_bytes) {
        return wrong(stream, tree.size(), "its batch has the wrong number of leaf hashes");
    }
    for (std::size_t i = 0; i < lines->size(); ++i) {
        const trust::Digest leaf = trust::leaf_hash((*lines)[i]);
        if (std::memcmp(leaf.data(), leaves.data() + i * trust::hash_bytes, trust::hash_bytes) !=
            0) {
            return wrong(stream, tree.size(), "the line does not match its leaf hash");
        }
        tree.append(leaf);
    }
    return std::nullopt;
}

/// All batches of one stream.
std::optional<OpenError> rebuild(SQLite::Database& log, const std::string& stream,
                                 trust::MerkleTree& tree)
{
    SQLite::Statement rows{log, "SELECT first_seq, n, payload, leaves FROM event_batch"
                                " WHERE stream = ? ORDER BY first_seq"};
    rows.bind(1, stream);
    while (rows.executeStep()) {
        if (auto error = replay(stream, tree, rows)) return error;
    }
    return std::nullopt;
}

std::optional<OpenError> batch_without_stream(SQLite::Database& log)
{
    SQLite::Statement row{log, "SELECT stream, min(first_seq) FROM event_batch"
                               " WHERE stream NOT IN (SELECT id FROM stream)"
                               " GROUP BY stream LIMIT 1"};
    if (!row.executeStep()) return std::nullopt;
    return wrong(row.getColumn(0).getString(), static_cast<hall::Seq>(row.getColumn(1).getInt64()),
                 "its stream is missing");
}

/// Appends the lines of one stored batch that the page still wants; false when the batch is not
/// whole.
bool add_to(hall::Page& page, std::size_t max, const SQLite::Statement& row)
{
    const auto lines = split_lines(blob(row.getColumn(2)), row.getColumn(1).getInt64());
    if (!lines) return false;

    const auto first = static_cast<hall::Seq>(row.getColumn(0).getInt64());
    const hall::Seq wanted = page.from + page.lines.size();
    if (wanted < first) return false;
    for (hall::Seq i = wanted - first; i < lines->size() && page.lines.size() < max; ++i) {
        page.lines.emplace_back((*lines)[i]);
    }
    return true;
}

} // namespace

std::optional<std::vector<std::string_view>> split_lines(std::string_view payload, std::int64_t n)
{
    const auto separators = std::count(payload.begin(), payload.end(), '\n');
    if (n < 1 || separators + 1 != n) return std::nullopt;

    std::vector<std::string_view> lines;
    lines.reserve(static_cast<std::size_t>(n));
    for (auto end = payload.find('\n'); end != std::string_view::npos; end = payload.find('\n')) {
        lines.push_back(payload.substr(0, end));
        payload.remove_prefix(end + 1);
    }
    lines.push_back(payload);
    return lines;
}

std::expected<Streams, OpenError> load_streams(SQLite::Database& log)
{
    Streams streams;
    SQLite::Statement rows{log, "SELECT id, epoch, head, root FROM stream ORDER BY id"};
    while (rows.executeStep()) {
        const std::string id = rows.getColumn(0).getString();
        StreamState state;
        state.epoch = static_cast<hall::Epoch>(rows.getColumn(1).getInt64());

        if (auto error = rebuild(log, id, state.tree)) return std::unexpected{std::move(*error)};
        if (static_cast<std::int64_t>(state.head()) != rows.getColumn(2).getInt64()) {
            return std::unexpected{
                wrong(id, state.head(),
                      "the stream should hold " + rows.getColumn(2).getString() + " events")};
        }
        if (trust::to_bytes(state.tree.root()) != blob(rows.getColumn(3))) {
            return std::unexpected{
                wrong(id, state.head(), "the tree of all lines before it has another root")};
        }
        streams.emplace(id, std::move(state));
    }
    if (auto error = batch_without_stream(log)) return std::unexpected{std::move(*error)};
    return streams;
}

std::expected<hall::Page, hall::Failure>
read_lines(SQLite::Database& log, const std::string& stream, hall::Seq from, std::size_t max)
{
    // The batch that holds `from` is the last one that begins at or before it.
    SQLite::Statement rows{log, "SELECT first_seq, n, payload FROM event_batch"
                                " WHERE stream = ?1 AND first_seq >= coalesce((SELECT"
                                " max(first_seq) FROM event_batch WHERE stream = ?1"
                                " AND first_seq <= ?2), 0) ORDER BY first_seq"};
    rows.bind(1, stream);
    rows.bind(2, static_cast<std::int64_t>(from));

    hall::Page page{.from = from, .lines = {}};
    while (page.lines.size() < max && rows.executeStep()) {
        if (!add_to(page, max, rows)) return std::unexpected{hall::Failure::storage};
    }
    return page;
}

std::vector<trust::Digest> read_leaves(SQLite::Database& log, const std::string& stream,
                                       hall::Seq max)
{
    SQLite::Statement rows{log, "SELECT leaves FROM event_batch WHERE stream = ?1"
                                " AND first_seq < ?2 ORDER BY first_seq"};
    rows.bind(1, stream);
    rows.bind(2, static_cast<std::int64_t>(max));

    std::vector<trust::Digest> leaves;
    while (rows.executeStep()) {
        const std::string_view bytes = blob(rows.getColumn(0));
        for (std::size_t at = 0; at < bytes.size() && leaves.size() < max;
             at += trust::hash_bytes) {
            std::memcpy(leaves.emplace_back().data(), bytes.data() + at, trust::hash_bytes);
        }
    }
    return leaves;
}

std::set<std::string> read_decks(SQLite::Database& log, const std::string& stream)
{
    // As the codec writes it; what people write has its quotes escaped.
    const std::string named = std::string{R"("e":")"} + core::SlidesAttached::name + '"';
    SQLite::Statement rows{log, "SELECT n, payload FROM event_batch WHERE stream = ?1"
                                " AND instr(payload, ?2) > 0"};
    rows.bind(1, stream);
    rows.bind(2, named.data(), static_cast<int>(named.size()));

    std::set<std::string> decks;
    while (rows.executeStep()) {
        const auto lines = split_lines(blob(rows.getColumn(1)), rows.getColumn(0).getInt64());
        if (!lines) continue; // Nobody serves such a log: `load_streams` tells of it.
        for (const auto line : *lines) {
            if (!line.contains(named)) continue;
            const auto recorded = protocol::decode_line(line);
            const auto* attached =
                recorded ? std::get_if<core::SlidesAttached>(&recorded->event) : nullptr;
            if (attached != nullptr) decks.insert(attached->sha256);
        }
    }
    return decks;
}

} // namespace rostrum::ledger
