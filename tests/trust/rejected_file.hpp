// Files of draws and ballots that have to be refused, and why.
#pragma once

#include "trust/text_file.hpp"

#include "support/catch.hpp"

#include <cstddef>
#include <string>

namespace rostrum::trust {

/// A text that is not a file of its kind, and why.
struct RejectedFile {
    std::string name;
    std::string bytes;
    std::size_t line;
    TextFault fault;
};

template <typename File>
void check_rejected(const RejectedFile& row, const Parsed<File>& read)
{
    INFO(row.name);
    REQUIRE_FALSE(read);
    CHECK(read.error().line == row.line);
    INFO(in_words(read.error().fault));
    CHECK(read.error().fault == row.fault);
    CHECK_FALSE(in_words(read.error().fault).empty());
}

} // namespace rostrum::trust
