// The secrets people carry: card and link tokens, session cookies; and the hashes we keep of them.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace rostrum::access {

/// Fills the bytes with randomness fit for keys. An argument everywhere, so that tests repeat.
using Entropy = std::function<void(std::span<std::byte>)>;

/// So many digits of Crockford's base32, five bits each.
[[nodiscard]] std::string make_digits(const Entropy& entropy, std::size_t count);

/// The one spelling of digits that were typed or scanned: upper case, I and L are 1, O is 0, blanks
/// and hyphens dropped. Nothing when they are not so many.
[[nodiscard]] std::optional<std::string> normalise_digits(std::string_view typed,
                                                          std::size_t count);

/// 26 digits of Crockford's base32: 130 bits.
[[nodiscard]] std::string make_token(const Entropy& entropy);

/// Nothing when it cannot be a token.
[[nodiscard]] std::optional<std::string> normalise_token(std::string_view typed);

/// 43 characters of base64url: 256 bits.
[[nodiscard]] std::string make_cookie(const Entropy& entropy);

/// What a page of ours shows in its first message on a socket, 128 bits in hexadecimal: only a page
/// of our origin can have asked for it, and it is good for the session of this cookie alone.
[[nodiscard]] std::string make_nonce(std::string_view cookie);

/// Compares in a time that says nothing about where they differ.
[[nodiscard]] bool same_secret(std::string_view left, std::string_view right);

/// SHA-256 in 64 hexadecimal digits. For secrets of 112 bits and more only; passwords get Argon2id.
[[nodiscard]] std::string hash_secret(std::string_view secret);

} // namespace rostrum::access
