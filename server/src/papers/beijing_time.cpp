#include "papers/beijing_time.hpp"

#include "protocol/time_text.hpp"

namespace rostrum::papers {
namespace {

/// `2021-01-21T09:30:00.000Z` of the clock on a wall in Beijing.
std::string wall_text(core::Instant instant)
{
    return protocol::utc_text(instant + beijing);
}

std::string without_zero(const std::string& two_digits)
{
    return two_digits.front() == '0' ? two_digits.substr(1) : two_digits;
}

} // namespace

std::string date_text(core::Instant instant)
{
    const auto wall = wall_text(instant);
    return wall.substr(0, 4) + "年" + without_zero(wall.substr(5, 2)) + "月" +
           without_zero(wall.substr(8, 2)) + "日";
}

std::string clock_text(core::Instant instant)
{
    return wall_text(instant).substr(11, 5);
}

std::string moment_text(core::Instant instant)
{
    return date_text(instant) + clock_text(instant);
}

} // namespace rostrum::papers
