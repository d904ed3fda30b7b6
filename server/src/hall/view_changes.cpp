#include "hall/view_changes.hpp"

#include "core/similarity.hpp"

namespace rostrum::hall {

protocol::Touched ViewChanges::take(const core::Hearing& hearing)
{
    bring_up_to_date(hearing);
    return std::exchange(touched_, {});
}

const protocol::FloorDigest& ViewChanges::digest(const core::Hearing& hearing)
{
    bring_up_to_date(hearing);
    return digest_;
}

void ViewChanges::bring_up_to_date(const core::Hearing& hearing)
{
    if (std::exchange(touched_.order, false)) {
        auto order = protocol::floor_order(hearing);
        touched_.questions.merge({.ids = protocol::moved(digest_.order, order)});
        digest_.order = std::move(order);
    }
    if (std::exchange(touched_.similar, false))
        digest_.similar = core::similar_questions(hearing.floor);
}

} // namespace rostrum::hall
