// All the chance of a run, from one number: the same seed, the same run, on every machine.
#pragma once

#include "core/time.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

namespace rostrum::simulation {

/// SplitMix64, written out, because the distributions of the standard library differ between
/// libraries.
class Chance {
public:
    explicit Chance(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next()
    {
        state_ += 0x9E37'79B9'7F4A'7C15;
        auto mixed = state_;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58'476D'1CE4'E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D0'49BB'1331'11EB;
        return mixed ^ (mixed >> 31);
    }

    /// 0 … `count` − 1.
    std::size_t below(std::size_t count) { return static_cast<std::size_t>(next() % count); }
    /// Never when `times` is 0.
    bool once_in(std::size_t times) { return times != 0 && below(times) == 0; }
    core::Span between(std::int64_t least_ms, std::int64_t most_ms)
    {
        return {least_ms +
                static_cast<std::int64_t>(below(static_cast<std::size_t>(most_ms - least_ms + 1)))};
    }
    std::string bytes(std::size_t count)
    {
        std::string bytes;
        while (bytes.size() < count) bytes.push_back(static_cast<char>(next() & 0xff));
        return bytes;
    }

private:
    std::uint64_t state_;
};

} // namespace rostrum::simulation
