// The keys of one secret ballot: made for it, kept in the box as long as it takes votes, destroyed
// with the secret there.
#pragma once

#include "core/ballot.hpp"
#include "trust/ballot_key.hpp"
#include "trust/signing.hpp"

#include <memory>
#include <string>

namespace rostrum::hall {

class SecretKeys {
public:
    SecretKeys(trust::BallotKey tokens, const trust::Bytes32& receipt_seed);

    /// Any thread.
    [[nodiscard]] const trust::BallotKey& tokens() const { return tokens_; }
    [[nodiscard]] const trust::SigningKey& receipts() const { return receipts_; }

    [[nodiscard]] core::FreshBallotKey public_halves() const;

    /// As the box keeps them: 32 bytes of seed for receipts, then the key for tokens as PKCS#8.
    [[nodiscard]] std::string box_secret() const;
    /// Nothing when it is something else, or of a ballot with another key.
    [[nodiscard]] static std::shared_ptr<const SecretKeys> read(const std::string& box_secret,
                                                                const core::Ballot& ballot);

private:
    trust::BallotKey tokens_;
    trust::SigningKey receipts_;
    trust::SecretBytes receipt_seed_;
};

using SharedKeys = std::shared_ptr<const SecretKeys>;

} // namespace rostrum::hall
