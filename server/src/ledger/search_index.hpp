// The office's search by SQLite's FTS5, in memory: it is on no disk and in no backup, and made anew
// from the record after a start.
#pragma once

#include "hall/search_index.hpp"

#include <SQLiteCpp/Database.h>

namespace rostrum::ledger {

class SearchIndex final : public hall::SearchIndex {
public:
    SearchIndex();

    std::expected<void, std::string>
    replace(const core::HearingId& hearing, std::span<const protocol::Findable> findables) override;
    std::expected<hall::Found, std::string> find(std::span<const std::string> words,
                                                 std::size_t max) override;

private:
    SQLite::Database database_;
};

} // namespace rostrum::ledger
