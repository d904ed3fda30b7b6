// Whether a password that somebody wants is worth anything. No list of common passwords comes with
// the program; this refuses what such lists are made of.
#pragma once

#include "access/passwords.hpp"

#include <optional>
#include <string_view>

namespace rostrum::access {

/// Refuses what is too short or too long, and what has fewer than
/// `limits::password_fresh_chars_min` characters left when the login, well-known words, runs
/// (1234, aaaa, fedc) and repetitions are not counted.
[[nodiscard]] std::optional<PasswordRefusal> check_password(std::string_view password,
                                                            std::string_view login);

} // namespace rostrum::access
