// What is wrong with a text from outside, and where.
#pragma once

#include <optional>
#include <string>

namespace rostrum::protocol {

struct DecodeError {
    /// `malformed_json`, `wrong_shape`, `unknown_field`, `missing_field`, `unknown_command` or
    /// `unknown_event`. Part of the protocol: only ever added to.
    std::string code;
    std::string path; ///< A JSON pointer (RFC 6901) to the value; empty: the whole.

    bool operator==(const DecodeError&) const = default;
};

/// Empty: nothing is wrong.
using Problem = std::optional<DecodeError>;

} // namespace rostrum::protocol
