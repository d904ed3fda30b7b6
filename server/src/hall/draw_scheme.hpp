// `hdraw1` for the rules, which know nothing of hashes.
#pragma once

#include "core/draw.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace rostrum::hall {

/// Iterations of the slow step, as the protocol says.
[[nodiscard]] std::uint32_t protocol_delay(core::DrawPace pace);

class TrustDrawScheme final : public core::DrawScheme {
public:
    using Delay = std::function<std::uint32_t(core::DrawPace)>;

    explicit TrustDrawScheme(Delay delay) : delay_{std::move(delay)} {}

    [[nodiscard]] std::string commit(const std::string& public_id,
                                     const std::string& secret) const override;
    [[nodiscard]] std::string redraw_id(const std::string& public_id) const override;
    [[nodiscard]] std::uint32_t delay(core::DrawPace pace) const override { return delay_(pace); }
    [[nodiscard]] core::DrawSeals seals(const core::Draw& draw) const override;
    [[nodiscard]] std::vector<core::ParticipantId> drawn(const core::Draw& draw,
                                                         const std::string& seed) const override;

private:
    Delay delay_;
};

} // namespace rostrum::hall
