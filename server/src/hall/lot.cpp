#include "hall/lot.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace rostrum::hall {

core::RankByLot seeded_sha256(std::function<std::string(const std::string&)> sha256)
{
    return [sha256 = std::move(sha256)](std::span<const core::ParticipantId> pool,
                                        const std::string& seed) {
        std::vector<std::pair<std::string, core::ParticipantId>> scored;
        scored.reserve(pool.size());
        for (const auto& participant : pool) {
            scored.emplace_back(sha256(seed + "\n" + participant.value + "\n"), participant);
        }
        std::ranges::sort(scored);

        std::vector<core::ParticipantId> ranking;
        ranking.reserve(scored.size());
        for (auto& [score, participant] : scored) ranking.push_back(std::move(participant));
        return ranking;
    };
}

} // namespace rostrum::hall
