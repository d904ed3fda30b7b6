// Bytes, hashes and their spellings, as all files of the protocols use them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rostrum::trust {

using Bytes = std::vector<unsigned char>;
using ByteView = std::span<const unsigned char>;
using Bytes32 = std::array<unsigned char, 32>;
using Bytes64 = std::array<unsigned char, 64>;
/// SHA-256.
using Digest = Bytes32;

/// Fills the bytes with randomness fit for keys. An argument everywhere, so that tests repeat.
using Entropy = std::function<void(std::span<std::byte>)>;

/// Told between slices of long work how much of it is done; false ends the work.
using Watch = std::function<bool(std::uint64_t done, std::uint64_t total)>;

/// Key material: erased when it goes. Moves leave nothing behind.
class SecretBytes {
public:
    SecretBytes() = default;
    explicit SecretBytes(Bytes bytes) : bytes_(std::move(bytes)) {}
    SecretBytes(SecretBytes&& other) noexcept : bytes_(std::move(other.bytes_)) {}
    SecretBytes& operator=(SecretBytes&& other) noexcept;
    SecretBytes(const SecretBytes&) = delete;
    SecretBytes& operator=(const SecretBytes&) = delete;
    ~SecretBytes() { erase(); }

    [[nodiscard]] ByteView view() const { return bytes_; }
    void erase();

private:
    Bytes bytes_;
};

[[nodiscard]] inline ByteView as_bytes(std::string_view text)
{
    return {reinterpret_cast<const unsigned char*>(text.data()), text.size()};
}

[[nodiscard]] Digest sha256(ByteView bytes);
[[nodiscard]] Digest sha256(std::string_view bytes);

/// The H of the protocols: SHA-256 of every item followed by a line feed.
[[nodiscard]] Digest hash_lines(std::initializer_list<std::string_view> items);

/// Lower case.
[[nodiscard]] std::string hex(ByteView bytes);
/// Exactly 64 digits, lower case; nothing otherwise.
[[nodiscard]] std::optional<Bytes32> unhex32(std::string_view text);
/// Any even number of digits, lower case; nothing otherwise.
[[nodiscard]] std::optional<Bytes> unhex(std::string_view text);

/// RFC 4648 §4, padded.
[[nodiscard]] std::string base64(ByteView bytes);
/// Only the spelling that `base64` writes: no other padding, no stray bits.
[[nodiscard]] std::optional<Bytes> unbase64(std::string_view text);

/// The first 80 bits as 16 digits of Crockford's base32: what people compare on the big screen.
[[nodiscard]] std::string short_form(const Digest& digest);

} // namespace rostrum::trust
