// One-time codes of a phone's authenticator: RFC 6238 with SHA-1, six digits and steps of 30
// seconds, for that is what every authenticator speaks. Pure arithmetic.
#pragma once

#include "access/tokens.hpp"
#include "core/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rostrum::access {

/// 160 bits in base32, as an authenticator takes it.
[[nodiscard]] std::string make_totp_key(const Entropy& entropy);

/// HOTP (RFC 4226) before it is cut to some digits: 31 bits. Nothing for a key that is no base32.
[[nodiscard]] std::optional<std::uint32_t> hotp(std::string_view key, std::int64_t counter);

/// The step of the server's clock: no other clock is asked.
[[nodiscard]] std::int64_t totp_step(core::Instant now);

/// Six digits; empty for a key that is no base32.
[[nodiscard]] std::string totp_code(std::string_view key, std::int64_t step);

/// The step that a code belongs to: now's, or one beside it, and later than the one used last, so
/// that a code works once. Blanks within the code are ignored.
[[nodiscard]] std::optional<std::int64_t> find_totp_step(std::string_view key,
                                                         std::string_view code, core::Instant now,
                                                         std::int64_t used_last);

/// `otpauth://totp/…`, what an authenticator scans.
[[nodiscard]] std::string otpauth_uri(std::string_view key, std::string_view login);

} // namespace rostrum::access
