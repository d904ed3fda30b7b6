// What of the views an event may have changed. Views have long tables: the questions, and those of
// the desk the roster and the pool of the draw too. Only the lines that were touched are made anew,
// so that nobody makes and compares thousands of them because a slide was turned.
#pragma once

#include "core/hearing.hpp"

#include <map>
#include <set>
#include <utility>

namespace rostrum::protocol {

/// Some lines of a long table, or all.
template <typename Id>
struct Lines {
    bool all{false};
    std::set<Id> ids{};

    void merge(Lines more)
    {
        all = all || more.all;
        ids.merge(more.ids);
    }
};

/// Calls `make` with every line of `table` that is among `lines`.
template <typename Id, typename Line, typename Make>
void for_each(const Lines<Id>& lines, const std::map<Id, Line>& table, const Make& make)
{
    if (lines.all) {
        for (const auto& [id, line] : table) make(line);
        return;
    }
    for (const auto& id : lines.ids)
        if (const auto found = table.find(id); found != table.end()) make(found->second);
}

struct Touched {
    Lines<core::QuestionId> questions{};
    Lines<core::ParticipantId> roster{};
    bool pool{false};    ///< All of its lines.
    bool order{false};   ///< Where questions stand: `FloorOrder`.
    bool similar{false}; ///< Which questions resemble each other.

    void merge(Touched more)
    {
        questions.merge(std::move(more.questions));
        roster.merge(std::move(more.roster));
        pool = pool || more.pool;
        order = order || more.order;
        similar = similar || more.similar;
    }
};

/// `after` is the hearing with the event folded in. It may name a line that stays the same, but
/// never leaves out one that changes, except for its place among the others, which
/// `floor_order` tells. Everything outside of the long tables is always made anew.
[[nodiscard]] Touched touched(const core::Hearing& after, const core::Event& event);

/// Every line of every table.
[[nodiscard]] const Touched& all_lines();

} // namespace rostrum::protocol
