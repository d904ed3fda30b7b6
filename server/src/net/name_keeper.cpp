#include "net/name_keeper.hpp"

#include "access/name_erasure.hpp"
#include "net/limits.hpp"

#include <boost/asio/post.hpp>
#include <spdlog/spdlog.h>

#include <utility>

namespace rostrum::net {

NameKeeper::NameKeeper(boost::asio::io_context& hall, hall::Halls& halls, Door& door,
                       std::function<core::Instant()> now, std::optional<core::Span> kept)
    : hall_(hall), halls_(halls), door_(door), now_(std::move(now)), kept_(kept), timer_(hall)
{
}

void NameKeeper::start()
{
    // Not at once: whoever starts a server with a wrong clock, or an old folder to look something
    // up, has an hour.
    if (const auto due = outlook().due; due && *due <= now_())
        spdlog::warn("the names of people are due to be erased in an hour: check the clock, and "
                     "names.kept_days");
    timer_.start(limits::names_look_interval, [this] { look(); });
}

void NameKeeper::stop()
{
    timer_.stop();
}

NameKeeper::Outlook NameKeeper::outlook() const
{
    Outlook outlook{kept_, core::names_end(halls_.hearings()), {}, halls_.names().size()};
    if (kept_ && outlook.end.last_end) outlook.due = *outlook.end.last_end + *kept_;
    return outlook;
}

void NameKeeper::look()
{
    const auto due = outlook().due;
    if (!due || *due > now_()) return;
    // Also when none are known here: an erasure that was cut short is finished.
    door_.post([this](DoorKeeper& keeper) {
        const auto erased = access::erase_names(keeper.store, now_());
        if (!erased) {
            spdlog::error("names are due to be erased and are not yet: {}", erased.error().message);
            // They may be out of the table already, and only not yet off the disk.
            const auto left = keeper.store.names();
            if (!left || !left->empty()) return;
        }
        else if (*erased > 0) {
            spdlog::info("the names of {} people were erased, being due", *erased);
        }
        boost::asio::post(hall_, [this] { halls_.set_names({}); });
    });
}

} // namespace rostrum::net
