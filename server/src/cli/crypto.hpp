// The cryptography the inner layers take as arguments, from libsodium.
#pragma once

#include "access/tokens.hpp"

#include <cstddef>
#include <string>

namespace rostrum::cli {

/// Must be called once, before everything below. False: the library cannot be used.
[[nodiscard]] bool start_crypto();

[[nodiscard]] std::string random_bytes(std::size_t count);
[[nodiscard]] access::Entropy entropy();
/// Lower-case hexadecimal.
[[nodiscard]] std::string sha256(const std::string& text);
/// HMAC-SHA256 under a key of 32 bytes, lower-case hexadecimal.
[[nodiscard]] std::string hmac_sha256(const std::string& key, const std::string& text);

} // namespace rostrum::cli
