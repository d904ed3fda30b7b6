#include "ledger/ballot_box.hpp"

#include "ledger/limits.hpp"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Transaction.h>
#include <sqlite3.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <tuple>
#include <variant>

namespace rostrum::ledger {
namespace {

struct Put {
    const std::string* stream;
    const hall::PutBallot* ballot;
    std::size_t arrival;
};

/// All puts in the order of their keys: the order in which they came must not reach the file.
/// Only of two revisions under one key the later one still comes later.
std::vector<Put> sorted_puts(const Batches& batches)
{
    std::vector<Put> puts;
    for (const auto* batch : batches) {
        for (const auto& write : batch->box) {
            if (const auto* put = std::get_if<hall::PutBallot>(&write)) {
                puts.push_back({&batch->stream, put, puts.size()});
            }
        }
    }
    std::sort(puts.begin(), puts.end(), [](const Put& a, const Put& b) {
        return std::tie(*a.stream, a.ballot->ballot, a.ballot->key, a.arrival) <
               std::tie(*b.stream, b.ballot->ballot, b.ballot->key, b.arrival);
    });
    return puts;
}

bool has_nothing_to_write(const Batches& batches)
{
    return std::all_of(batches.begin(), batches.end(), [](const hall::Batch* batch) {
        return std::all_of(batch->box.begin(), batch->box.end(), [](const hall::BoxWrite& write) {
            return std::holds_alternative<hall::SealBox>(write);
        });
    });
}

} // namespace

BallotBox::BallotBox(SQLite::Database database)
    : database_{std::move(database)},
      // Replaces: when the log refused the opening, the ballot is opened again under the same id,
      // and the new secret is the one whose keys will be used.
      open_{database_, "INSERT INTO box_secret (stream, ballot, secret) VALUES (?, ?, ?)"
                       " ON CONFLICT DO UPDATE SET secret = excluded.secret"},
      put_{database_, "INSERT INTO box_ballot (stream, ballot, key, choice, category, revision,"
                      " proof) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
                      " choice = excluded.choice, category = excluded.category,"
                      " revision = excluded.revision, proof = excluded.proof WHERE "
                      "excluded.revision > box_ballot.revision"}
{
}

void BallotBox::write(const Batches& batches)
{
    if (has_nothing_to_write(batches)) return;

    SQLite::Transaction transaction{database_, SQLite::TransactionBehavior::IMMEDIATE};
    for (const auto* batch : batches) {
        for (const auto& write : batch->box) {
            if (const auto* open = std::get_if<hall::OpenBox>(&write)) {
                open_one(batch->stream, *open);
            }
        }
    }
    for (const auto& put : sorted_puts(batches)) put_one(*put.stream, *put.ballot);
    transaction.commit();
}

void BallotBox::open_one(const std::string& stream, const hall::OpenBox& open)
{
    open_.tryReset(); // Its result is that of the last run, which has been dealt with.
    open_.bind(1, stream);
    open_.bind(2, open.ballot);
    open_.bind(3, open.secret.data(), static_cast<int>(open.secret.size()));
    open_.exec();
}

void BallotBox::put_one(const std::string& stream, const hall::PutBallot& put)
{
    put_.tryReset();
    put_.bind(1, stream);
    put_.bind(2, put.ballot);
    put_.bind(3, put.key);
    put_.bind(4, put.choice);
    put_.bind(5, put.category);
    put_.bind(6, static_cast<std::int64_t>(put.revision));
    put_.bind(7, put.proof);
    put_.exec();
}

bool BallotBox::seal(const Batches& batches) noexcept
{
    for (const auto* batch : batches) {
        for (const auto& write : batch->box) {
            if (const auto* seal = std::get_if<hall::SealBox>(&write)) {
                to_forget_.emplace(batch->stream, seal->ballot);
                laid_out_ = false;
            }
        }
    }
    if (to_forget_.empty()) return true;
    try {
        forget();
        return to_forget_.empty();
    }
    catch (const SQLite::Exception&) {
        return false;
    }
}

void BallotBox::forget()
{
    if (!laid_out_) lay_out();
    if (!empty_write_ahead_log()) return; // The next call does it again.
    of_each_forgotten({"DELETE FROM box_secret WHERE stream = ? AND ballot = ?"});
    to_forget_.clear();
    (void)empty_write_ahead_log(); // Nothing that tells of anybody is in it any more.
}

void BallotBox::lay_out()
{
    // What must not be known goes first and the row of the secret last: whoever is interrupted
    // finds it at the next start, and has all of this done again.
    of_each_forgotten(
        {"UPDATE box_secret SET secret = zeroblob(32) WHERE stream = ? AND ballot = ?",
         "UPDATE box_ballot SET category = '' WHERE stream = ? AND ballot = ?"});

    // The places of the rows in their pages still tell some of the order, and the write-ahead log
    // all of it: lay the rows out anew by key; emptying the write-ahead log is the rest.
    database_.exec("VACUUM");
    laid_out_ = true;
}

bool BallotBox::empty_write_ahead_log()
{
    // Without waiting: a backup may be reading, and the hall must not stand still for it.
    database_.setBusyTimeout(0);
    const int result = sqlite3_wal_checkpoint_v2(database_.getHandle(), nullptr,
                                                 SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    database_.setBusyTimeout(limits::busy_timeout_ms); // Whatever the disk said.
    if (result == SQLITE_BUSY) return false;
    if (result != SQLITE_OK) throw SQLite::Exception(database_.getHandle(), result);
    return true;
}

void BallotBox::of_each_forgotten(std::initializer_list<const char*> statements)
{
    SQLite::Transaction transaction{database_, SQLite::TransactionBehavior::IMMEDIATE};
    for (const char* text : statements) {
        SQLite::Statement statement{database_, text};
        for (const auto& [stream, ballot] : to_forget_) {
            statement.tryReset();
            statement.bind(1, stream);
            statement.bind(2, ballot);
            statement.exec();
        }
    }
    transaction.commit();
}

hall::Box BallotBox::read(const std::string& stream)
{
    hall::Box box;
    SQLite::Statement secrets{
        database_, "SELECT ballot, secret FROM box_secret WHERE stream = ? ORDER BY ballot"};
    secrets.bind(1, stream);
    while (secrets.executeStep()) {
        box.secrets.push_back({secrets.getColumn(0).getString(), secrets.getColumn(1).getString()});
    }
    SQLite::Statement ballots{database_, "SELECT ballot, key, choice, category, revision, proof"
                                         " FROM box_ballot WHERE stream = ? ORDER BY key, ballot"};
    ballots.bind(1, stream);
    while (ballots.executeStep()) {
        box.ballots.push_back(
            {.ballot = ballots.getColumn(0).getString(),
             .key = ballots.getColumn(1).getString(),
             .choice = ballots.getColumn(2).getString(),
             .category = ballots.getColumn(3).getString(),
             .revision = static_cast<std::uint64_t>(ballots.getColumn(4).getInt64()),
             .proof = ballots.getColumn(5).getString()});
    }
    return box;
}

void BallotBox::limit_pages(std::uint32_t pages_max)
{
    database_.exec("PRAGMA max_page_count = " + std::to_string(pages_max));
}

} // namespace rostrum::ledger
