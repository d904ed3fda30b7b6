#include "hall/secret_keys.hpp"

#include "trust/bytes.hpp"

#include <algorithm>
#include <utility>

namespace rostrum::hall {

SecretKeys::SecretKeys(trust::BallotKey tokens, const trust::Bytes32& receipt_seed)
    : tokens_{std::move(tokens)},
      receipts_{receipt_seed},
      receipt_seed_{trust::Bytes{receipt_seed.begin(), receipt_seed.end()}}
{
}

core::FreshBallotKey SecretKeys::public_halves() const
{
    return {tokens_.public_key().spki_base64(), trust::hex(receipts_.public_key())};
}

std::string SecretKeys::box_secret() const
{
    const auto key = tokens_.pkcs8_der();
    std::string secret;
    for (const auto part : {receipt_seed_.view(), key.view()})
        secret.append(part.begin(), part.end());
    return secret;
}

std::shared_ptr<const SecretKeys> SecretKeys::read(const std::string& box_secret,
                                                   const core::Ballot& ballot)
{
    trust::Bytes32 seed{};
    const auto bytes = trust::as_bytes(box_secret);
    if (bytes.size() <= seed.size()) return nullptr;
    std::ranges::copy(bytes.first(seed.size()), seed.begin());
    auto tokens = trust::BallotKey::from_pkcs8_der(bytes.subspan(seed.size()));
    if (!tokens) return nullptr;
    auto keys = std::make_shared<const SecretKeys>(std::move(*tokens), seed);
    const auto [key, receipt_key] = keys->public_halves();
    return key == ballot.key && receipt_key == ballot.receipt_key ? keys : nullptr;
}

} // namespace rostrum::hall
