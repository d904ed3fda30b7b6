#include "ledger/search_index.hpp"

#include "core/text.hpp"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

#include <cassert>
#include <string_view>

namespace rostrum::ledger {
namespace {

/// What FTS5's trigrams cannot find: shorter words are looked for row by row.
constexpr std::size_t trigram = 3;

constexpr const char* index_tables = R"(
CREATE TABLE entry (
    id INTEGER PRIMARY KEY,
    hearing TEXT NOT NULL,
    kind INTEGER NOT NULL,
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    about TEXT NOT NULL
) STRICT;
CREATE INDEX entry_hearing ON entry (hearing);
CREATE VIRTUAL TABLE hay USING fts5(words, tokenize = 'trigram');
)";

bool is_long(std::string_view word)
{
    return core::length(word) >= trigram;
}

/// As a phrase of FTS5, in which a quotation mark is doubled.
std::string phrase_of(std::string_view word)
{
    std::string phrase{'"'};
    for (const char character : word) phrase += character == '"' ? "\"\"" : std::string{character};
    return phrase + '"';
}

/// For LIKE, in which % and _ stand for others.
std::string pattern_of(std::string_view word)
{
    std::string pattern{'%'};
    for (const char character : word) {
        if (character == '%' || character == '_' || character == '\\') pattern += '\\';
        pattern += character;
    }
    return pattern + '%';
}

/// What the words ask for, as the rest of a statement and its values.
struct Wanted {
    std::string condition{" FROM entry JOIN hay ON hay.rowid = entry.id WHERE true"};
    std::vector<std::string> values;
};

Wanted wanted(std::span<const std::string> words)
{
    Wanted all;
    std::string phrases;
    for (const auto& word : words)
        if (is_long(word)) phrases += (phrases.empty() ? "" : " AND ") + phrase_of(word);
    if (!phrases.empty()) {
        all.condition += " AND hay MATCH ?";
        all.values.push_back(phrases);
    }
    for (const auto& word : words) {
        if (is_long(word)) continue;
        all.condition += R"( AND words LIKE ? ESCAPE '\')";
        all.values.push_back(pattern_of(word));
    }
    return all;
}

int bind_all(SQLite::Statement& statement, const Wanted& wanted)
{
    int place = 0;
    for (const auto& value : wanted.values) statement.bind(++place, value);
    return place;
}

void count(SQLite::Database& database, const Wanted& wanted, hall::Found& found)
{
    SQLite::Statement row{database, "SELECT kind, count(*)" + wanted.condition + " GROUP BY kind"};
    bind_all(row, wanted);
    while (row.executeStep())
        found.at(static_cast<std::size_t>(row.getColumn(0).getInt())).count =
            row.getColumn(1).getInt64();
}

std::vector<protocol::Findable> first_of(SQLite::Database& database, const Wanted& wanted,
                                         protocol::FindableKind kind, std::size_t max)
{
    std::vector<protocol::Findable> found;
    SQLite::Statement row{database, "SELECT hearing, name, text, about" + wanted.condition +
                                        " AND kind = ? ORDER BY hearing, id LIMIT ?"};
    const int last = bind_all(row, wanted);
    row.bind(last + 1, static_cast<int>(kind));
    row.bind(last + 2, static_cast<std::int64_t>(max));
    while (row.executeStep())
        found.push_back({kind,
                         core::HearingId{row.getColumn(0).getString()},
                         row.getColumn(1).getString(),
                         row.getColumn(2).getString(),
                         row.getColumn(3).getString(),
                         {}});
    return found;
}

} // namespace

SearchIndex::SearchIndex() : database_{":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE}
{
    database_.exec(index_tables);
}

std::expected<void, std::string> SearchIndex::replace(const core::HearingId& hearing,
                                                      std::span<const protocol::Findable> findables)
{
    try {
        SQLite::Transaction transaction{database_};
        for (const char* remove :
             {"DELETE FROM hay WHERE rowid IN (SELECT id FROM entry WHERE hearing = ?)",
              "DELETE FROM entry WHERE hearing = ?"}) {
            SQLite::Statement statement{database_, remove};
            statement.bind(1, hearing.value);
            statement.exec();
        }
        SQLite::Statement entry{database_, "INSERT INTO entry (hearing, kind, name, text, about) "
                                           "VALUES (?, ?, ?, ?, ?)"};
        SQLite::Statement hay{database_, "INSERT INTO hay (rowid, words) VALUES (?, ?)"};
        for (const auto& one : findables) {
            entry.bind(1, one.hearing.value);
            entry.bind(2, static_cast<int>(one.kind));
            entry.bind(3, one.id);
            entry.bind(4, one.text);
            entry.bind(5, one.about);
            entry.exec();
            entry.reset();
            hay.bind(1, database_.getLastInsertRowid());
            hay.bind(2, one.hay);
            hay.exec();
            hay.reset();
        }
        transaction.commit();
        return {};
    }
    catch (const SQLite::Exception& error) {
        return std::unexpected{std::string{"the search index: "} + error.what()};
    }
}

std::expected<hall::Found, std::string> SearchIndex::find(std::span<const std::string> words,
                                                          std::size_t max)
{
    assert(!words.empty());
    try {
        hall::Found found;
        const auto all = wanted(words);
        count(database_, all, found);
        for (int kind = 0; kind < protocol::findable_kinds; ++kind)
            found.at(static_cast<std::size_t>(kind)).first =
                first_of(database_, all, static_cast<protocol::FindableKind>(kind), max);
        return found;
    }
    catch (const SQLite::Exception& error) {
        return std::unexpected{std::string{"the search index: "} + error.what()};
    }
}

} // namespace rostrum::ledger
