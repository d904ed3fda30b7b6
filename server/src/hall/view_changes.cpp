#include "hall/view_changes.hpp"

#include "core/similarity.hpp"

namespace rostrum::hall {

protocol::Touched ViewChanges::take(const core::Hearing& hearing)
{
    static_cast<void>(floor(hearing));
    return std::exchange(touched_, {});
}

const protocol::FloorDigest& ViewChanges::floor(const core::Hearing& hearing)
{
    if (std::exchange(touched_.order, false)) {
        auto order = protocol::floor_order(hearing);
        touched_.questions.merge({.ids = protocol::moved(floor_.order, order)});
        floor_.order = std::move(order);
    }
    if (std::exchange(touched_.similar, false))
        floor_.similar = core::similar_questions(hearing.floor);
    return floor_;
}

} // namespace rostrum::hall
