// The fair rotation: which queue is due, and who in it.
#include "core/draw.hpp"
#include "core/floor.hpp"
#include "core/floor_checks.hpp"

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace rostrum::core {
namespace {

/// What a queue has had of what it should get.
struct Share {
    CategoryId queue;
    std::int64_t taken{0};
    std::int64_t quota{1};
};

/// A question in its queue, and how often its asker has had the floor in the whole series.
struct InQueue {
    const Question* question;
    std::int64_t turns;
};

using Queues = std::map<CategoryId, std::vector<QuestionId>>;

/// Whoever was drawn by lot before everybody else. Then taken/quota compared as fractions: integers
/// only, so that 1/3 and 2/6 are the same.
bool is_due_before(const Share& a, const Share& b)
{
    const bool is_drawn = a.queue == drawn_queue();
    if (is_drawn != (b.queue == drawn_queue())) return is_drawn;
    return a.taken * b.quota < b.taken * a.quota;
}

/// The queues without whom a draw holds.
Queues callable(const Floor& floor, const Draws& draws)
{
    Queues queues = floor.queues;
    for (auto& [id, queue] : queues)
        std::erase_if(queue, [&](const QuestionId& question) {
            return is_held_by_draw(draws, floor.questions.at(question));
        });
    std::erase_if(queues, [](const auto& entry) { return entry.second.empty(); });
    return queues;
}

/// What each of the queues has had, in the order that breaks ties: the drawn, the categories as the
/// rules list them, the observers.
std::vector<Share> shares_of(const Queues& queues, const Floor& floor, const HearingRules& rules)
{
    std::vector<Share> shares;
    const auto add = [&](const CategoryId& queue, std::int64_t quota) {
        assert(quota >= 1);
        if (!queues.contains(queue)) return;
        const auto taken = floor.taken.find(queue);
        shares.push_back({queue, taken == floor.taken.end() ? 0 : taken->second, quota});
    };
    add(drawn_queue(), std::max<std::int64_t>(1, rules.draws_required));
    for (const Category& category : rules.categories) add(category.category, category.quota);
    add(observer_queue(), rules.observer_quota);
    // A queue that the rules do not know would never be proposed.
    assert(shares.size() == queues.size());
    return shares;
}

/// Observers are on no roster; what they have had is counted in this hearing only.
std::map<std::string, std::int64_t> turns_of_observers(const Floor& floor)
{
    std::map<std::string, std::int64_t> turns;
    for (const QuestionId& id : floor.history) {
        const Question& question = floor.questions.at(id);
        if (!question.from_roster) ++turns[question.asker_id];
    }
    return turns;
}

/// In the queue's own order.
std::vector<InQueue> in_queue(const Queues& queues, const Floor& floor, const Roster& roster,
                              const CategoryId& queue)
{
    const auto waiting = queues.find(queue);
    if (waiting == queues.end()) return {};

    std::map<std::string, std::int64_t> observers;
    if (queue == observer_queue()) observers = turns_of_observers(floor);
    const auto turns_of = [&](const Question& question) {
        if (!question.from_roster) return observers[question.asker_id];
        const Participant* asker = find(roster, ParticipantId{question.asker_id});
        assert(asker != nullptr);
        return asker->turns + asker->turns_before;
    };

    std::vector<InQueue> list;
    list.reserve(waiting->second.size());
    for (const QuestionId& id : waiting->second) {
        const Question& question = floor.questions.at(id);
        list.push_back({&question, turns_of(question)});
    }
    return list;
}

/// True when `a` goes first wherever the two stand in their queue. Among the drawn it is the lot
/// that has ordered them.
class GoesBefore {
public:
    GoesBefore(const HearingRules& rules, const CategoryId& queue)
        : by_lot_{queue == drawn_queue()}, support_orders_{rules.support_orders}
    {
    }

    bool operator()(const InQueue& a, const InQueue& b) const
    {
        if (by_lot_) return false;
        if (a.turns != b.turns) return a.turns < b.turns;
        return support_orders_ && a.question->supporters.size() > b.question->supporters.size();
    }

private:
    bool by_lot_;
    bool support_orders_;
};

NextReason reason_for(const CategoryId& queue, const Queues& queues)
{
    if (queue == drawn_queue()) return NextReason::drawn_by_lot;
    if (queues.size() == 1) return NextReason::only_queue;
    return NextReason::quota;
}

} // namespace

std::optional<Proposal> propose_next(const Floor& floor, const Draws& draws, const Roster& roster,
                                     const HearingRules& rules)
{
    const Queues queues = callable(floor, draws);
    const auto shares = shares_of(queues, floor, rules);
    // Of equals, `min_element` takes the first: the order of the list breaks ties.
    const auto due = std::ranges::min_element(shares, is_due_before);
    if (due == shares.end()) return std::nullopt;

    const auto list = in_queue(queues, floor, roster, due->queue);
    const auto first = std::ranges::min_element(list, GoesBefore{rules, due->queue});
    assert(first != list.end());
    return Proposal{.question = first->question->question,
                    .queue = due->queue,
                    .reason = reason_for(due->queue, queues),
                    .taken = due->taken,
                    .quota = due->quota,
                    .turns = first->turns,
                    .first_of_turns = std::any_of(list.begin(), first, [&](const InQueue& passed) {
                        return passed.turns > first->turns;
                    })};
}

std::vector<QuestionId> ordered_queue(const Floor& floor, const Roster& roster,
                                      const HearingRules& rules, const CategoryId& queue)
{
    auto list = in_queue(floor.queues, floor, roster, queue);
    std::ranges::stable_sort(list, GoesBefore{rules, queue});
    std::vector<QuestionId> order;
    order.reserve(list.size());
    std::ranges::transform(list, std::back_inserter(order),
                           [](const InQueue& one) { return one.question->question; });
    return order;
}

} // namespace rostrum::core
