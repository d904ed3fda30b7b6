#include "hall/answers.hpp"

#include "hall/limits.hpp"

#include <cassert>
#include <utility>

namespace rostrum::hall {
namespace {

std::string slot_key(const std::string& sender, const std::string& id)
{
    return sender + '\n' + id;
}

} // namespace

std::string sender_of(const core::Actor& actor)
{
    return std::to_string(static_cast<int>(actor.role)) + '/' + actor.id;
}

bool Answers::repeat(const std::string& sender, const std::string& id, Reply& reply)
{
    const auto slot = slots_.find(slot_key(sender, id));
    if (slot == slots_.end()) return false;

    if (slot->second.answer)
        reply(*slot->second.answer);
    else
        slot->second.replies.push_back(std::move(reply));
    return true;
}

void Answers::begin(const std::string& sender, const std::string& id, Reply reply)
{
    auto& slot = slots_[slot_key(sender, id)];
    assert(!slot.answer && slot.replies.empty());
    slot.replies.push_back(std::move(reply));
    ++waiting_;
}

void Answers::finish(const std::string& sender, const std::string& id, const Answer& answer,
                     Keep keep)
{
    const auto slot = slots_.find(slot_key(sender, id));
    assert(slot != slots_.end() && !slot->second.answer);
    --waiting_;
    const auto replies = std::exchange(slot->second.replies, {});
    if (std::holds_alternative<Trouble>(answer) || keep == Keep::no) {
        slots_.erase(slot);
    }
    else {
        slot->second.answer = answer;
        order_.push_back(&slot->first);
        forget_oldest();
    }
    for (const auto& reply : replies) reply(answer);
}

void Answers::remember(const std::string& sender, const std::string& id, Acknowledged answer)
{
    const auto [slot, added] = slots_.try_emplace(slot_key(sender, id));
    slot->second.answer = std::move(answer);
    if (!added) return;
    order_.push_back(&slot->first);
    forget_oldest();
}

void Answers::forget_oldest()
{
    while (order_.size() > limits::answers_remembered_max) {
        slots_.erase(slots_.find(*order_.front()));
        order_.pop_front();
    }
}

} // namespace rostrum::hall
