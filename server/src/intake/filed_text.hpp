// A TOML or JSON text as one value that remembers where it stood.
#pragma once

#include "intake/fault.hpp"

#include <boost/json/value.hpp>

#include <cstdint>
#include <expected>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace rostrum::intake {

struct FiledText {
    boost::json::value value;
    std::map<std::string, std::int64_t> lines; ///< By JSON pointer; of JSON there are none.

    /// Of the value itself or of what it stands in; 0: unknown.
    [[nodiscard]] std::int64_t line_of(std::string pointer) const;
};

/// The line where a text begins to nest deeper than is read; nothing when it never does. What reads
/// TOML recurses through brackets and dots. Looks at those outside of strings alone: of what is no
/// TOML, the parser reads no more than what stands in front of its first fault.
[[nodiscard]] std::optional<std::int64_t> line_of_depth(std::string_view toml);

/// What begins with a brace is JSON, everything else TOML. Moments of TOML become texts.
[[nodiscard]] std::expected<FiledText, Note> read_filed_text(std::string_view bytes);

} // namespace rostrum::intake
