#include "hall/showing.hpp"

#include "hall/limits.hpp"
#include "protocol/message.hpp"
#include "protocol/view_update.hpp"

#include <algorithm>
#include <utility>

namespace rostrum::hall {

Showing::Showing(World& world, std::string stream, core::Span interval, Views views)
    : world_(world),
      stream_(std::move(stream)),
      interval_(interval),
      views_(std::move(views)),
      rest_(interval)
{
}

void Showing::changed()
{
    if (scheduled_ || shown_.empty()) return;
    scheduled_ = true;
    const auto wait = (last_published_ + rest_) - world_.now();
    world_.after(core::Span{std::clamp<std::int64_t>(wait.ms, 0, rest_.ms)},
                 [this, alive = std::weak_ptr<bool>(alive_)] {
                     if (!alive.expired()) publish();
                 });
}

void Showing::publish()
{
    scheduled_ = false;
    last_published_ = world_.now();
    const auto lines = views_.changes();
    for (auto& [audience, shown] : shown_) {
        const auto patch = protocol::update(shown.view, views_.make(audience, lines), lines);
        if (!patch) continue;
        ++shown.version;
        shown.encoded.reset();
        world_.publisher.publish({stream_, audience}, epoch_, shown.version,
                                 std::make_shared<const std::string>(protocol::patch_message(
                                     shown.version, last_published_, *patch)));
    }
    const auto took = world_.now() - last_published_;
    rest_.ms = std::clamp(took.ms * limits::publish_rests, interval_.ms,
                          std::max(interval_, limits::publish_rest_max).ms);
}

Snapshot Showing::snapshot(protocol::Audience audience)
{
    auto found = shown_.find(audience);
    if (found == shown_.end()) {
        auto view = views_.make(audience, protocol::all_lines());
        found = shown_.emplace(audience, Shown{std::move(view), 1, {}, {}}).first;
    }
    auto& shown = found->second;
    // Made anew after a while although nothing changed: it carries the server's time, by which
    // clients set their clocks.
    const auto age = world_.now() - shown.encoded_at;
    if (!shown.encoded || age < core::Span{} || age >= interval_) {
        shown.encoded_at = world_.now();
        shown.encoded = std::make_shared<const std::string>(
            protocol::view_message(epoch_, shown.version, world_.now(), shown.view));
    }
    return {epoch_, shown.version, shown.encoded};
}

} // namespace rostrum::hall
