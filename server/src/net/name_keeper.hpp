// Erases the names of the series when they have been kept long enough after its last hearing.
// Everything here is called on the hall thread; names are erased at the door's.
#pragma once

#include "core/name_keeping.hpp"
#include "core/time.hpp"
#include "hall/halls.hpp"
#include "net/door.hpp"
#include "net/repeating_timer.hpp"

#include <boost/asio/io_context.hpp>

#include <cstddef>
#include <functional>
#include <optional>

namespace rostrum::net {

class NameKeeper {
public:
    /// `hall`: the context of the hall thread. `kept`: for so long after the last hearing; nothing:
    /// until somebody erases them.
    NameKeeper(boost::asio::io_context& hall, hall::Halls& halls, Door& door,
               std::function<core::Instant()> now, std::optional<core::Span> kept);

    /// Warns of what is due, and looks from time to time, first after
    /// `limits::names_look_interval`.
    void start();
    void stop();
    /// Erases what is due.
    void look();

    struct Outlook {
        std::optional<core::Span> kept;
        core::NamesEnd end;
        std::optional<core::Instant> due; ///< Nothing: nobody can tell yet, or never by itself.
        std::size_t people{0};            ///< Whose names are known.
    };
    [[nodiscard]] Outlook outlook() const;

private:
    boost::asio::io_context& hall_;
    hall::Halls& halls_;
    Door& door_;
    std::function<core::Instant()> now_;
    std::optional<core::Span> kept_;
    RepeatingTimer timer_;
};

} // namespace rostrum::net
