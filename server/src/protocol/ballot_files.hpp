// A secret ballot of the record, and its box, as the files of `hballot1`, which everybody may fetch
// and check.
#pragma once

#include "core/ballot.hpp"
#include "trust/ballot_cast.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace rostrum::protocol {

inline constexpr std::array<std::string_view, 4> ballot_file_names{"roll", "issued", "ballots",
                                                                   "ballot"};

/// Byte for byte, in the order of their names.
using BallotFiles = std::array<std::string, 4>;

/// Of a secret ballot that is counted; its roll is known.
[[nodiscard]] BallotFiles ballot_files(const core::Ballot& ballot, const core::BoxedBallots& casts);
/// SHA-256 of ballot.txt.
[[nodiscard]] std::string sheet_sha256(const BallotFiles& files);

/// What a vote must fit to. Nothing unless the ballot is a secret one that was opened.
[[nodiscard]] std::optional<trust::BallotTerms> terms_of(const core::Ballot& ballot);

/// A vote as the rules judge it and the box keeps it, and back.
[[nodiscard]] core::SecretCast secret_cast(const core::BallotId& ballot, const trust::Cast& cast);
[[nodiscard]] std::optional<trust::Cast> cast_of(const core::BoxedBallot& ballot);

} // namespace rostrum::protocol
