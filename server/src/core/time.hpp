// Time as a value. The core is told the time; it never asks.
#pragma once

#include <compare>
#include <cstdint>

namespace rostrum::core {

/// Milliseconds since 1970-01-01T00:00:00Z, leap seconds ignored, as the server's clock gave them.
struct Instant {
    std::int64_t ms{0};

    auto operator<=>(const Instant&) const = default;
};

/// Milliseconds.
struct Span {
    std::int64_t ms{0};

    auto operator<=>(const Span&) const = default;
};

constexpr Instant operator+(Instant at, Span by)
{
    return {at.ms + by.ms};
}

constexpr Span operator-(Instant later, Instant earlier)
{
    return {later.ms - earlier.ms};
}

constexpr Span operator+(Span a, Span b)
{
    return {a.ms + b.ms};
}

constexpr Span operator-(Span a, Span b)
{
    return {a.ms - b.ms};
}

constexpr Span seconds(std::int64_t count)
{
    return {count * 1000};
}

constexpr Span minutes(std::int64_t count)
{
    return {count * 60'000};
}

constexpr Span days(std::int64_t count)
{
    return {count * 86'400'000};
}

} // namespace rostrum::core
