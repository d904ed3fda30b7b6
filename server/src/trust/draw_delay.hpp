// The slow step of a draw: PBKDF2-HMAC-SHA256 of one block, which is one chain of HMACs and cannot
// be shared among machines. In slices, so that a thread can tell how far it is and be stopped.
#pragma once

#include "trust/bytes.hpp"

#include <array>
#include <cstdint>
#include <optional>

namespace rostrum::trust {

/// RFC 8018 §5.2 with salt "hdraw1/delay" and 32 bytes of output.
class Delay {
public:
    /// From x of the draw. `iterations` is 1 to `limits::delay_max`.
    Delay(const Bytes32& x, std::uint32_t iterations);

    /// Does at most so many of the iterations that remain.
    void advance(std::uint32_t iterations_max);

    /// Iterations done.
    [[nodiscard]] std::uint32_t done() const { return done_; }
    [[nodiscard]] std::uint32_t iterations() const { return iterations_; }
    [[nodiscard]] bool is_over() const { return done_ == iterations_; }
    /// Once it is over.
    [[nodiscard]] Digest seed() const;

private:
    using State = std::array<std::uint32_t, 8>; // Of SHA-256.

    std::uint32_t iterations_;
    std::uint32_t done_{1};
    State inner_{}; // After the key, xored with the inner pad.
    State outer_{};
    State link_{}; // U of RFC 8018, the end of the chain so far.
    State sum_{};  // All of them, xored.
};

/// Iterations between two calls of the watch: some 30 ms.
inline constexpr std::uint32_t delay_slice = 1U << 18U;

/// The whole of it on this thread. Nothing when the watch ended it.
[[nodiscard]] std::optional<Digest> run_delay(const Bytes32& x, std::uint32_t iterations,
                                              const Watch& watch);

} // namespace rostrum::trust
