// `hballot1` for the rules, which know nothing of keys and hashes.
#pragma once

#include "core/ballot.hpp"
#include "trust/ballot_key.hpp"

#include <optional>
#include <string>

namespace rostrum::hall {

/// Used on the hall thread only.
class TrustBallotScheme final : public core::BallotScheme {
public:
    [[nodiscard]] std::optional<std::string>
    request_digest(const std::string& key, const std::string& blinded) const override;
    [[nodiscard]] std::string sheet_sha256(const core::Ballot& ballot,
                                           const core::BallotBox& box) const override;

private:
    /// The last key asked for: a whole hall asks for tokens of the same one at once.
    mutable trust::BallotPublicKey key_;
};

} // namespace rostrum::hall
