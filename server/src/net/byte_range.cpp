#include "net/byte_range.hpp"

#include <algorithm>
#include <charconv>
#include <system_error>

namespace rostrum::net {
namespace {

constexpr std::string_view range_unit = "bytes=";

/// Of digits and nothing else.
std::optional<std::size_t> number(std::string_view text)
{
    std::size_t value = 0;
    const auto* end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || stopped != end) return std::nullopt;
    return value;
}

} // namespace

std::optional<std::variant<ByteRange, OutOfFile>> parse_range(std::string_view header,
                                                              std::size_t size)
{
    if (!header.starts_with(range_unit)) return std::nullopt;
    header.remove_prefix(range_unit.size());
    const auto dash = header.find('-');
    if (dash == std::string_view::npos) return std::nullopt;
    const auto from = number(header.substr(0, dash));
    const auto to = number(header.substr(dash + 1));

    if (dash == 0) { // `-500`: the last 500.
        if (!to) return std::nullopt;
        if (*to == 0 || size == 0) return OutOfFile{};
        const auto count = std::min(*to, size);
        return ByteRange{size - count, count};
    }
    const bool to_the_end = dash + 1 == header.size();
    if (!from || (!to && !to_the_end) || (to && *to < *from)) return std::nullopt;
    if (*from >= size) return OutOfFile{};
    const auto last = to ? std::min(*to, size - 1) : size - 1;
    return ByteRange{*from, last - *from + 1};
}

} // namespace rostrum::net
