// box.db: the ballots and, until a ballot is sealed, the secret its keys come from. Nothing in the
// file may tell which ballot came first; see schema/sql/box.
#pragma once

#include "hall/ports.hpp"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <cstdint>
#include <initializer_list>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace rostrum::ledger {

using Batches = std::vector<const hall::Batch*>;

/// Methods throw SQLite::Exception unless they say otherwise.
class BallotBox {
public:
    explicit BallotBox(SQLite::Database database);

    /// Opens and puts, in one transaction, synced on return. Seals wait for `seal`: a secret
    /// forgotten before the close is in the log would leave an open ballot without its keys.
    void write(const Batches& batches);

    /// Forgets the secrets of the batches' sealed ballots and the categories beside their votes,
    /// and wipes every trace of order. Call when the log has the batches. False when something is
    /// left to do, which the next call does; until then a secret of zeros is read, and shows after
    /// a start that the ballot has to be sealed once more.
    [[nodiscard]] bool seal(const Batches& batches) noexcept;

    [[nodiscard]] hall::Box read(const std::string& stream);

    /// Lets the file grow to this many pages.
    void limit_pages(std::uint32_t pages_max);

private:
    void open_one(const std::string& stream, const hall::OpenBox& open);
    void put_one(const std::string& stream, const hall::PutBallot& put);
    void forget();
    /// Once for what is to be forgotten: while somebody reads, each time would make the write-ahead
    /// log longer by all of the box.
    void lay_out();
    /// False when somebody is reading.
    [[nodiscard]] bool empty_write_ahead_log();
    void of_each_forgotten(std::initializer_list<const char*> statements);

    SQLite::Database database_;
    SQLite::Statement open_;
    SQLite::Statement put_;
    std::set<std::pair<std::string, std::string>> to_forget_; // Stream, ballot.
    bool laid_out_{false}; ///< All but the write-ahead log, and the rows of the secrets.
};

} // namespace rostrum::ledger
