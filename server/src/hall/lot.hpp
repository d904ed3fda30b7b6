// How the lot falls until the verifiable protocol replaces it: a ranking by hash, seeded by the
// server, recorded with its seed, and recomputable by anybody with `sha256sum`. It proves that the
// ranking follows from the seed; it does not prove that the server did not choose the seed.
#pragma once

#include "core/draw.hpp"

#include <functional>
#include <string>

namespace rostrum::hall {

/// Ranks by SHA-256 of `seed LF handle LF`, lowest first.
[[nodiscard]] core::RankByLot seeded_sha256(std::function<std::string(const std::string&)> sha256);

inline constexpr const char* seeded_sha256_name = "seeded-sha256";

} // namespace rostrum::hall
