#include "intake/moments.hpp"

#include "protocol/time_text.hpp"

#include <algorithm>
#include <cassert>
#include <charconv>

namespace rostrum::intake {
namespace {

constexpr auto legal_offset = core::minutes(8 * 60);

std::optional<std::int64_t> two_digits(std::string_view text)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = text.size() == 2 && error == std::errc{} && end == text.data() + 2;
    return whole && number >= 0 ? std::optional{number} : std::nullopt;
}

/// Of `Z`, `+08:00` or nothing.
std::optional<core::Span> offset_from(std::string_view text)
{
    if (text.empty()) return legal_offset;
    if (text == "Z" || text == "z") return core::Span{};
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':')
        return std::nullopt;
    const auto hours = two_digits(text.substr(1, 2));
    const auto minutes = two_digits(text.substr(4, 2));
    if (!hours || !minutes || *hours > 23 || *minutes > 59) return std::nullopt;
    const auto total = *hours * 60 + *minutes;
    return core::minutes(text[0] == '-' ? -total : total);
}

/// `09:00` and `09:00:00.5` as `09:00:00.500`.
std::string whole_time(std::string_view time)
{
    std::string whole{time};
    if (whole.size() == 5) whole += ":00";
    if (whole.size() == 8) whole += '.';
    constexpr std::size_t length = 12;
    if (whole.size() < length) whole.append(length - whole.size(), '0');
    return whole;
}

} // namespace

std::optional<core::Instant> moment_from(std::string_view text)
{
    if (text.size() < 16 || (text[10] != 'T' && text[10] != 't' && text[10] != ' '))
        return std::nullopt;
    const auto time = text.substr(11);
    const auto zone = std::min(time.find_first_of("Zz+-"), time.size());
    const auto offset = offset_from(time.substr(zone));
    const auto wall = protocol::instant_from_utc(std::string{text.substr(0, 10)} + 'T' +
                                                 whole_time(time.substr(0, zone)) + 'Z');
    if (!offset || !wall) return std::nullopt;
    return *wall + core::Span{-offset->ms};
}

bool has_moment_text(core::Instant instant)
{
    const auto first = protocol::instant_from_utc("0001-01-01T00:00:00.000Z");
    const auto last = protocol::instant_from_utc("9998-12-31T00:00:00.000Z");
    return first && last && *first <= instant && instant <= *last;
}

std::string moment_text(core::Instant instant)
{
    assert(has_moment_text(instant));
    auto text = protocol::utc_text(instant + legal_offset);
    text.pop_back();
    if (text.ends_with(".000")) text.resize(text.size() - 4);
    return text + "+08:00";
}

} // namespace rostrum::intake
