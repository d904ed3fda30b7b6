// What happens again and again is told of once.
#pragma once

#include "core/time.hpp"

#include <optional>

namespace rostrum::net {

/// Times that follow each other within `quiet` belong together.
class Episode {
public:
    explicit Episode(core::Span quiet) : quiet_(quiet) {}

    /// It has happened again: true when that is the first time of an episode.
    [[nodiscard]] bool begins(core::Instant now)
    {
        const bool goes_on = last_ && now - *last_ <= quiet_;
        last_ = now;
        return !goes_on;
    }

private:
    core::Span quiet_;
    std::optional<core::Instant> last_;
};

} // namespace rostrum::net
