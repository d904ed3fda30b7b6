#include "ledger/stream_state.hpp"

#include "ledger/limits.hpp"

#include <algorithm>
#include <variant>

namespace rostrum::ledger {
namespace {

bool is_name_or_empty(const std::string& name)
{
    return name.size() <= limits::name_bytes_max;
}

bool is_key(const std::string& key)
{
    return key.size() == limits::key_digits &&
           key.find_first_not_of("0123456789abcdef") == std::string::npos;
}

bool is_secret(const std::string& secret)
{
    return secret.size() == limits::secret_bytes ||
           (secret.size() >= limits::keys_bytes_min && secret.size() <= limits::keys_bytes_max);
}

/// Hexadecimal, base64 and spaces: no sentence gets in here.
bool is_proof_or_empty(const std::string& proof)
{
    return proof.size() <= limits::proof_bytes_max &&
           std::all_of(proof.begin(), proof.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                      c == '+' || c == '/' || c == '=' || c == ' ';
           });
}

bool is_storable(const std::string& line)
{
    return line.size() <= limits::line_bytes_max && line.find('\n') == std::string::npos;
}

bool is_storable_one(const hall::OpenBox& write)
{
    return is_name(write.ballot) && is_secret(write.secret);
}

bool is_storable_one(const hall::PutBallot& write)
{
    return is_name(write.ballot) && is_key(write.key) && is_name(write.choice) &&
           is_name_or_empty(write.category) && write.revision >= 1 &&
           write.revision <= limits::revision_max && is_proof_or_empty(write.proof);
}

bool is_storable_one(const hall::SealBox& write)
{
    return is_name(write.ballot);
}

bool is_storable(const hall::BoxWrite& write)
{
    return std::visit([](const auto& one) { return is_storable_one(one); }, write);
}

} // namespace

bool is_name(const std::string& name)
{
    return !name.empty() && is_name_or_empty(name);
}

std::optional<hall::Failure> objection(const StreamState& state, const hall::Batch& batch)
{
    if (batch.epoch == 0 || batch.epoch != state.epoch) return hall::Failure::fenced;
    if (batch.expected_head != state.head()) return hall::Failure::fenced;

    const bool storable =
        std::all_of(batch.lines.begin(), batch.lines.end(),
                    [](const std::string& line) { return is_storable(line); }) &&
        std::all_of(batch.box.begin(), batch.box.end(),
                    [](const hall::BoxWrite& write) { return is_storable(write); });
    if (!storable) return hall::Failure::storage;
    return std::nullopt;
}

std::string grow(StreamState& state, const hall::Batch& batch)
{
    std::string leaves;
    leaves.reserve(batch.lines.size() * trust::hash_bytes);
    for (const auto& line : batch.lines) {
        const trust::Digest leaf = trust::leaf_hash(line);
        state.tree.append(leaf);
        leaves.append(leaf.begin(), leaf.end());
    }
    return leaves;
}

hall::Appended appended(const StreamState& state)
{
    return {state.head(), trust::to_bytes(state.tree.root())};
}

std::optional<StreamState> granted(StreamState state, const std::string& owner, std::int64_t now_ms,
                                   std::int64_t ttl_ms)
{
    const bool is_free =
        state.owner.empty() || state.owner == owner || state.lease_until_ms <= now_ms;
    if (!is_free) return std::nullopt;

    ++state.epoch;
    state.owner = owner;
    state.lease_until_ms = now_ms + ttl_ms;
    return state;
}

std::optional<StreamState> renewed(StreamState state, hall::Epoch epoch, std::int64_t now_ms,
                                   std::int64_t ttl_ms)
{
    if (state.owner.empty() || state.epoch != epoch) return std::nullopt;
    state.lease_until_ms = now_ms + ttl_ms;
    return state;
}

std::optional<StreamState> released(StreamState state, hall::Epoch epoch)
{
    if (state.owner.empty() || state.epoch != epoch) return std::nullopt;
    state.owner.clear();
    state.lease_until_ms = 0;
    return state;
}

} // namespace rostrum::ledger
