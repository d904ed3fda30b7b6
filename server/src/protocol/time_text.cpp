#include "protocol/time_text.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <cstdint>

namespace rostrum::protocol {
namespace {

constexpr std::int64_t ms_per_day = 86'400'000;

struct Date {
    std::int64_t year{0};
    std::int64_t month{1};
    std::int64_t day{1};
};

constexpr std::int64_t floor_divide(std::int64_t a, std::int64_t b)
{
    return a / b - (a % b < 0 ? 1 : 0);
}

// Both in the proleptic Gregorian calendar, by eras of 400 years that begin on 1 March of year 0,
// so that the leap day is the last of its year. Source: H. Hinnant, "chrono-Compatible Low-Level
// Date Algorithms". (The library's own calendar would bring a clock into this folder.)
constexpr Date date_of(std::int64_t days)
{
    days += 719'468; // From 0000-03-01 to 1970-01-01.
    const auto era = floor_divide(days, 146'097);
    const auto day_of_era = days - era * 146'097;
    const auto year_of_era =
        (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
    const auto day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const auto shifted_month = (5 * day_of_year + 2) / 153;
    const auto month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
    return {.year = year_of_era + era * 400 + (month <= 2 ? 1 : 0),
            .month = month,
            .day = day_of_year - (153 * shifted_month + 2) / 5 + 1};
}

constexpr std::int64_t days_of(const Date& date)
{
    const auto year = date.year - (date.month <= 2 ? 1 : 0);
    const auto era = floor_divide(year, 400);
    const auto year_of_era = year - era * 400;
    const auto shifted_month = date.month > 2 ? date.month - 3 : date.month + 9;
    const auto day_of_year = (153 * shifted_month + 2) / 5 + date.day - 1;
    const auto day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146'097 + day_of_era - 719'468;
}

std::string digits(std::int64_t number, std::size_t width)
{
    const auto text = std::to_string(number);
    return std::string(width - std::min(width, text.size()), '0') + text;
}

constexpr std::string_view form = "0000-00-00T00:00:00.000Z";

bool has_form(std::string_view text)
{
    return text.size() == form.size() && std::ranges::equal(text, form, [](char c, char expected) {
               return expected == '0' ? c >= '0' && c <= '9' : c == expected;
           });
}

std::int64_t number_at(std::string_view text, std::size_t from, std::size_t width)
{
    std::int64_t number = 0;
    const auto part = text.substr(from, width);
    std::from_chars(part.data(), part.data() + part.size(), number);
    return number;
}

} // namespace

std::string utc_text(core::Instant instant)
{
    const auto days = floor_divide(instant.ms, ms_per_day);
    const auto ms = instant.ms - days * ms_per_day;
    const auto date = date_of(days);
    assert(date.year >= 0 && date.year <= 9999);
    return digits(date.year, 4) + "-" + digits(date.month, 2) + "-" + digits(date.day, 2) + "T" +
           digits(ms / 3'600'000, 2) + ":" + digits(ms / 60'000 % 60, 2) + ":" +
           digits(ms / 1'000 % 60, 2) + "." + digits(ms % 1'000, 3) + "Z";
}

std::optional<core::Instant> instant_from_utc(std::string_view text)
{
    if (!has_form(text)) return std::nullopt;
    const auto days = days_of({.year = number_at(text, 0, 4),
                               .month = number_at(text, 5, 2),
                               .day = number_at(text, 8, 2)});
    const core::Instant instant{days * ms_per_day + number_at(text, 11, 2) * 3'600'000 +
                                number_at(text, 14, 2) * 60'000 + number_at(text, 17, 2) * 1'000 +
                                number_at(text, 20, 3)};
    // The 30th of February, or 25 o'clock, would be another moment's text.
    const auto year = date_of(floor_divide(instant.ms, ms_per_day)).year;
    if (year < 0 || year > 9999 || utc_text(instant) != text) return std::nullopt;
    return instant;
}

} // namespace rostrum::protocol
