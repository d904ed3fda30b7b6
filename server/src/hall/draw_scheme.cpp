#include "hall/draw_scheme.hpp"

#include "protocol/draw_files.hpp"
#include "trust/draw.hpp"

#include <cassert>

namespace rostrum::hall {

std::uint32_t protocol_delay(core::DrawPace pace)
{
    return pace == core::DrawPace::quick ? trust::quick_delay : trust::default_delay;
}

std::string TrustDrawScheme::commit(const std::string& public_id, const std::string& secret) const
{
    return trust::hex(trust::commit(public_id, protocol::bytes32_of(secret)));
}

std::string TrustDrawScheme::redraw_id(const std::string& public_id) const
{
    const auto id = trust::redraw_id(public_id);
    assert(id);
    return *id;
}

core::DrawSeals TrustDrawScheme::seals(const core::Draw& draw) const
{
    return protocol::draw_seals(draw);
}

std::vector<core::ParticipantId> TrustDrawScheme::drawn(const core::Draw& draw,
                                                        const std::string& seed) const
{
    std::vector<core::ParticipantId> people;
    const auto lists = trust::result_order(protocol::pool_of(draw), protocol::rule_of(draw.rule),
                                           protocol::bytes32_of(seed));
    for (const auto& handle : trust::called_handles(lists)) people.push_back({handle});
    return people;
}

} // namespace rostrum::hall
