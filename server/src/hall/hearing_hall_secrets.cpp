// What a hall knows and its log does not: the secrets of ballots and draws, and how far the slow
// step of a draw is. The rest is in hearing_hall.cpp.
#include "hall/ballot_keys.hpp"
#include "hall/hearing_hall.hpp"
#include "trust/bytes.hpp"

#include <utility>

namespace rostrum::hall {
namespace {

/// Bound to a secret that is not in the log yet.
bool awaits_reveal(const core::Draw& draw)
{
    return draw.state == core::DrawState::opened || draw.state == core::DrawState::collecting ||
           draw.state == core::DrawState::frozen;
}

} // namespace

void HearingHall::take_box(const Box& box)
{
    auto live = std::move(durable_.box.live);
    auto next_live = std::move(durable_.box.next_live);
    durable_.box = rebuilt_box(world_, durable_.hearing, box, durable_.box);
    if (!durable_.box.ballot.empty()) {
        durable_.box.live = std::move(live);
        durable_.box.next_live = std::move(next_live);
    }
    showing_.changed();
}

bool HearingHall::needs_secret(const std::string& id) const
{
    const auto needed_in = [&](const Situation& situation) {
        const auto* ballot = core::find(situation.hearing.ballots, core::BallotId{id});
        if (ballot != nullptr)
            return ballot->state == core::BallotState::locked || core::takes_votes(*ballot);
        const auto* draw = core::find(situation.hearing.draws, core::DrawId{id});
        return draw != nullptr && awaits_reveal(*draw);
    };
    // Supposed: the opening, or even the locking of the rule, is still on its way to the disk.
    return needed_in(durable_) || needed_in(supposed_);
}

void HearingHall::seal_finished_boxes()
{
    for (auto secret = secrets_.begin(); secret != secrets_.end();) {
        const core::BallotId ballot{secret->first};
        if (needs_secret(ballot.value)) {
            ++secret;
            continue;
        }
        secret = secrets_.erase(secret);
        if (secret_ballot_ && secret_ballot_->ballot() == ballot) secret_ballot_.reset();
        if (durable_.box.ballot == ballot) durable_.box.keys.clear();
        if (supposed_.box.ballot == ballot) supposed_.box.keys.clear();
        writer_->add({{}, {SealBox{ballot.value}}, [weak = weak_from_this(), ballot](bool done) {
                          const auto self = weak.lock();
                          // The next change tries again; the name is enough for that.
                          if (self && !done) self->secrets_.try_emplace(ballot.value);
                      }});
    }
}

std::string HearingHall::draw_secret(const core::Command& command, const Step& step) const
{
    const auto kept = [this](const auto& one) -> std::string {
        if constexpr (requires { one.draw; }) {
            const auto found = secrets_.find(one.draw.value);
            if (found != secrets_.end()) return found->second;
        }
        return {};
    };
    const auto secret = std::holds_alternative<core::OpenDraw>(command) ? step.fresh_secret
                                                                        : std::visit(kept, command);
    return trust::hex(trust::as_bytes(secret));
}

void HearingHall::void_draw_without_secret()
{
    const auto* draw = core::pending(durable_.hearing.draws);
    if (draw == nullptr || !awaits_reveal(*draw) || secrets_.contains(draw->draw.value)) return;
    world_.log_warning("stream " + hearing_.value + ": the secret of draw " + draw->draw.value +
                       " is lost; it is void");
    command_self(core::VoidDraw{draw->draw, {}});
}

void HearingHall::start_slow_step()
{
    const auto* draw = core::pending(durable_.hearing.draws);
    if (draw == nullptr || draw->state != core::DrawState::revealed) {
        slow_step_.reset();
        return;
    }
    if (slow_step_ && slow_step_->draw() == draw->draw) return;
    slow_step_ = std::make_shared<SlowStep>(*draw);
    world_.work({[step = slow_step_] { return step->advance(); },
                 [weak = weak_from_this(), step = slow_step_] {
                     const auto self = weak.lock();
                     if (self && self->open_ && self->slow_step_ == step) self->follow_slow_step();
                 }});
}

void HearingHall::follow_slow_step()
{
    showing_.changed();
    if (slow_step_->is_over()) {
        command_self(core::FinishDraw{slow_step_->draw(), slow_step_->seed()});
    }
}

std::optional<protocol::DrawProgress> HearingHall::draw_progress() const
{
    if (!slow_step_) return std::nullopt;
    return protocol::DrawProgress{slow_step_->draw(), slow_step_->done()};
}

} // namespace rostrum::hall
