// What is attacked: the functions that are handed bytes by strangers, each with the rule that has
// to hold of whatever it makes of them.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace rostrum::fuzz {

/// Bytes to begin with, sound ones and such as are wrong in one way.
struct Seed {
    std::string name;
    std::string bytes;
};
using Seeds = std::vector<Seed>;

struct Decoder {
    const char* name;
    void (*attack)(std::string_view bytes); ///< Throws `BrokenRule`, and nothing else.
    Seeds (*seeds)(); ///< Besides those of `corpus/<name>`; null: there are no others.
};
using Decoders = std::vector<Decoder>;

/// What clients send and logs hold.
[[nodiscard]] Decoders protocol_decoders();
/// Files that offices bring, and the configuration.
[[nodiscard]] Decoders file_decoders();
/// What a package holds.
[[nodiscard]] Decoders package_decoders();
/// What stands on the socket before anybody knows who speaks.
[[nodiscard]] Decoders wire_decoders();

class BrokenRule : public std::logic_error {
public:
    using std::logic_error::logic_error;
};

/// `rule`: in plain words, what holds.
inline void require(bool holds, const char* rule)
{
    if (!holds) throw BrokenRule{std::string{"broken: "} + rule};
}

/// The text up to the first line feed, and what stands behind it: of a decoder with two arguments.
struct Split {
    std::string_view first;
    std::string_view rest;
};
[[nodiscard]] inline Split split_line(std::string_view bytes)
{
    const auto end = bytes.find('\n');
    if (end == std::string_view::npos) return {bytes, {}};
    return {bytes.substr(0, end), bytes.substr(end + 1)};
}

} // namespace rostrum::fuzz
