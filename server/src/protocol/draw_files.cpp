#include "protocol/draw_files.hpp"

#include "trust/draw.hpp"

#include <cassert>
#include <cstddef>
#include <cstdint>

namespace rostrum::protocol {
namespace {

std::optional<trust::Exclusion> exclusion_of(core::DrawExclusion exclusion)
{
    switch (exclusion) {
    case core::DrawExclusion::none: break;
    case core::DrawExclusion::spoken: return trust::Exclusion::spoken;
    case core::DrawExclusion::waiting: return trust::Exclusion::waiting;
    case core::DrawExclusion::declined: return trust::Exclusion::declined;
    case core::DrawExclusion::absent: return trust::Exclusion::absent;
    case core::DrawExclusion::opted_out: return trust::Exclusion::opted_out;
    }
    return std::nullopt;
}

trust::Contributions contributions_of(const core::Draw& draw)
{
    trust::Contributions contributions;
    for (const auto& [participant, nonce] : draw.contributions)
        contributions.lines.push_back({participant.value, bytes32_of(nonce)});
    return contributions;
}

trust::FileHash hash_of(const core::FileSeal& seal)
{
    return {static_cast<std::uint64_t>(seal.lines), bytes32_of(seal.sha256)};
}

std::string freeze_file(const core::Draw& draw, const core::FileSeal& pool,
                        const core::FileSeal& contributions)
{
    return trust::write(trust::Freeze{.draw = draw.public_id,
                                      .rule = rule_of(draw.rule),
                                      .commit = bytes32_of(draw.commit),
                                      .pool = hash_of(pool),
                                      .contributions = hash_of(contributions),
                                      .delay = draw.delay,
                                      .public_required = draw.public_dice});
}

core::FileSeal seal_of(const std::string& file, std::size_t lines)
{
    return {static_cast<std::int64_t>(lines), trust::hex(trust::sha256(file))};
}

} // namespace

trust::Bytes32 bytes32_of(const std::string& hexadecimal)
{
    // What the rules have let into the record is well formed.
    const auto bytes = trust::unhex32(hexadecimal);
    assert(bytes);
    return *bytes;
}

trust::Pool pool_of(const core::Draw& draw)
{
    trust::Pool pool;
    for (const auto& line : draw.pool)
        pool.lines.push_back({line.participant.value, line.stratum.value, line.weight,
                              exclusion_of(line.exclusion)});
    return pool;
}

trust::Rule rule_of(const core::DrawRule& rule)
{
    const auto count = static_cast<std::uint64_t>(rule.count);
    switch (rule.kind) {
    case core::DrawRuleKind::any: break;
    case core::DrawRuleKind::alternate: return trust::AlternateRule{count};
    case core::DrawRuleKind::quota: {
        trust::QuotaRule quota;
        for (const auto& part : rule.quotas)
            quota.parts.push_back({part.stratum.value, static_cast<std::uint64_t>(part.count)});
        return quota;
    }
    }
    return trust::AnyRule{count};
}

core::DrawSeals draw_seals(const core::Draw& draw)
{
    const auto pool = seal_of(trust::write(pool_of(draw)), draw.pool.size());
    const auto given = seal_of(trust::write(contributions_of(draw)), draw.contributions.size());
    return {pool, given, trust::hex(trust::sha256(freeze_file(draw, pool, given)))};
}

trust::Bytes32 delay_input_of(const core::Draw& draw)
{
    assert(draw.seals && !draw.secret.empty());
    return trust::delay_input(bytes32_of(draw.seals->sha256),
                              {bytes32_of(draw.secret), draw.public_text});
}

std::optional<std::string> draw_file(const core::Draw& draw, std::string_view name)
{
    if (name == "pool") return trust::write(pool_of(draw));
    if (!draw.seals) return std::nullopt;
    if (name == "contrib") return trust::write(contributions_of(draw));
    if (name == "freeze") return freeze_file(draw, draw.seals->pool, draw.seals->contributions);
    if (name == "reveal" && !draw.public_text.empty())
        return trust::write(trust::Reveal{bytes32_of(draw.secret), draw.public_text});
    return std::nullopt;
}

} // namespace rostrum::protocol
