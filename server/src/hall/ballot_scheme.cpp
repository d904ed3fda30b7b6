#include "hall/ballot_scheme.hpp"

#include "protocol/ballot_files.hpp"
#include "trust/bytes.hpp"

#include <algorithm>
#include <cassert>

namespace rostrum::hall {

std::optional<std::string> TrustBallotScheme::request_digest(const std::string& key,
                                                             const std::string& blinded) const
{
    if (key_.spki_base64() != key) {
        const auto read = trust::BallotPublicKey::from_spki(key);
        assert(read); // It is ours.
        key_ = *read;
    }
    const auto bytes = trust::unhex(blinded);
    const bool is_request = bytes && bytes->size() == key_.size() &&
                            std::ranges::lexicographical_compare(*bytes, key_.modulus());
    if (!is_request) return std::nullopt;
    return trust::hex(trust::sha256(*bytes));
}

std::string TrustBallotScheme::sheet_sha256(const core::Ballot& ballot,
                                            const core::BallotBox& box) const
{
    return protocol::sheet_sha256(protocol::ballot_files(ballot, box.ballots));
}

} // namespace rostrum::hall
