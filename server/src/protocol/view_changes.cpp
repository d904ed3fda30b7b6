#include "protocol/view_changes.hpp"

#include "core/similarity.hpp"

namespace rostrum::protocol {

Touched ViewChanges::take(const core::Hearing& hearing)
{
    bring_up_to_date(hearing);
    return std::exchange(touched_, {});
}

const FloorDigest& ViewChanges::digest(const core::Hearing& hearing)
{
    bring_up_to_date(hearing);
    return digest_;
}

void ViewChanges::bring_up_to_date(const core::Hearing& hearing)
{
    if (std::exchange(touched_.order, false)) {
        auto order = floor_order(hearing);
        touched_.questions.merge({.ids = moved(digest_.order, order)});
        digest_.order = std::move(order);
    }
    if (std::exchange(touched_.similar, false))
        digest_.similar = core::similar_questions(hearing.floor);
}

} // namespace rostrum::protocol
