#include "intake/number_format.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <system_error>

namespace rostrum::intake {
namespace {

/// A format's first section: what stands around the digits, and how these are written.
struct Section {
    std::string before;
    std::string after;
    std::string digits; ///< Of `0 # , .` only.
    bool percent{false};
    bool is_date{false};
    bool is_known{true};
};

void put_literal(Section& section, std::string_view text)
{
    (section.digits.empty() ? section.before : section.after) += text;
}

void read_plain(Section& section, char c)
{
    static constexpr std::string_view date_letters = "yYmMdDhHsS";
    if (std::string_view{"0#,."}.contains(c) && section.after.empty())
        section.digits += c;
    else if (c == '%')
        section.percent = true, section.after += c;
    else if (date_letters.contains(c))
        section.is_date = true;
    else if (static_cast<unsigned char>(c) >= 0x80 || std::string_view{" -+()$:"}.contains(c))
        put_literal(section, {&c, 1});
    else
        section.is_known = false;
}

/// Of the first character; 1 where it is none, 0 of nothing.
std::size_t bytes_in_front(std::string_view text)
{
    return text.empty() ? 0 : std::max<std::size_t>(core::code_point_bytes(text), 1);
}

Section read_section(std::string_view format)
{
    Section section;
    for (std::size_t at = 0; at < format.size() && format[at] != ';'; ++at) {
        const char c = format[at];
        if (c == '"') {
            const auto end = std::min(format.find('"', at + 1), format.size());
            put_literal(section, format.substr(at + 1, end - at - 1));
            at = end;
        }
        else if (c == '[') { // A colour, a country, or hours beyond 24.
            const auto end = std::min(format.find(']', at), format.size());
            const auto inside = format.substr(at + 1, end - at - 1);
            if (inside == "h" || inside == "hh" || inside == "mm" || inside == "ss")
                section.is_date = true;
            at = end;
        }
        else if (c == '\\' && at + 1 < format.size())
            put_literal(section, format.substr(++at, 1));
        else if (c == '_' || c == '*') // A blank as wide as what follows, or filling.
            at += bytes_in_front(format.substr(at + 1));
        else
            read_plain(section, c);
    }
    return section;
}

std::optional<double> number_of(std::string_view text)
{
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(number))
        return std::nullopt;
    return number;
}

/// Digits with `places` behind the point, rounded half up as a spreadsheet does: by its fifteen
/// decimal digits, not by the binary number that stands for them.
std::string rounded(double number, int places)
{
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%.14e", std::fabs(number));
    // "d.dddddddddddddde±xx"
    std::string digits{text[0]};
    digits.append(text.data() + 2, 14);
    const int exponent = std::atoi(text.data() + 17);
    const int keep = exponent + 1 + places; // Digits that stay.
    std::string whole =
        keep < 0 ? "" : digits.substr(0, static_cast<std::size_t>(std::min(keep, 15)));
    if (keep > 15) whole.append(static_cast<std::size_t>(keep - 15), '0');
    const bool up = keep >= 0 && keep < 15 && digits[static_cast<std::size_t>(keep)] >= '5';
    if (up) {
        auto at = whole.rbegin();
        while (at != whole.rend() && *at == '9') *at++ = '0';
        if (at == whole.rend())
            whole.insert(whole.begin(), '1');
        else
            ++*at;
    }
    const auto least = static_cast<std::size_t>(places) + 1;
    if (whole.size() < least) whole.insert(0, least - whole.size(), '0');
    if (places > 0) whole.insert(whole.size() - static_cast<std::size_t>(places), ".");
    const bool zero = whole.find_first_not_of("0.") == std::string::npos;
    return number < 0 && !zero ? "-" + whole : whole;
}

std::string with_thousands(std::string text)
{
    const auto point = std::min(text.find('.'), text.size());
    const std::size_t first = text.starts_with('-') ? 1 : 0;
    for (auto at = point; at > first + 3; at -= 3) text.insert(at - 3, ",");
    return text;
}

std::string in_digits(double number, const Section& section)
{
    const auto point = section.digits.find('.');
    const auto whole = section.digits.substr(0, point);
    const auto behind =
        point == std::string::npos ? std::string{} : section.digits.substr(point + 1);
    auto text = rounded(section.percent ? number * 100 : number, static_cast<int>(behind.size()));
    for (auto at = behind.rbegin(); at != behind.rend() && *at == '#' && text.ends_with('0'); ++at)
        text.pop_back();
    if (text.ends_with('.')) text.pop_back();
    const auto zeros = static_cast<std::size_t>(std::ranges::count(whole, '0'));
    const auto digits = std::min(text.find('.'), text.size()) - (text.starts_with('-') ? 1 : 0);
    if (digits < zeros) text.insert(text.starts_with('-') ? 1 : 0, zeros - digits, '0');
    return whole.contains(',') ? with_thousands(text) : text;
}

Cell as_date(double serial, bool counts_from_1904)
{
    namespace chr = std::chrono;
    const auto minutes = static_cast<std::int64_t>(std::llround(serial * 24 * 60));
    const auto days = minutes / (24 * 60);
    const auto rest = minutes % (24 * 60);
    // The old format counts a 29th of February 1900 that never was: right from March on.
    const chr::sys_days first = counts_from_1904 ? chr::sys_days{chr::year{1904} / 1 / 1}
                                                 : chr::sys_days{chr::year{1899} / 12 / 30};
    const chr::year_month_day day{first + chr::days{days}};
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(day.year()),
                  static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
    std::array<char, 16> time{};
    std::snprintf(time.data(), time.size(), "%02d:%02d", static_cast<int>(rest / 60),
                  static_cast<int>(rest % 60));
    std::string shown = days > 0 ? text.data() : "";
    if (rest > 0 || days == 0) shown += (shown.empty() ? "" : " ") + std::string{time.data()};
    return {shown, CellKind::date};
}

} // namespace

std::string plain_number(std::string_view stored)
{
    const auto number = number_of(stored);
    if (!number) return std::string{stored};
    std::array<char, 64> text{};
    const double size = std::fabs(*number);
    if (size >= 1e15 || (size > 0 && size < 1e-9)) {
        std::snprintf(text.data(), text.size(), "%.15g", *number);
        return text.data();
    }
    const int before = size < 1 ? 1 : static_cast<int>(std::floor(std::log10(size))) + 1;
    auto shown = rounded(*number, std::clamp(15 - before, 0, 15));
    if (shown.contains('.')) {
        shown.erase(shown.find_last_not_of('0') + 1);
        if (shown.ends_with('.')) shown.pop_back();
    }
    return shown;
}

Cell formatted_number(std::string_view stored, std::string_view format, bool counts_from_1904)
{
    const auto number = number_of(stored);
    if (!number || format.empty() || format == "General" || format == "@")
        return {plain_number(stored)};
    const auto section = read_section(format);
    constexpr double serial_max = 2'958'466; // The year 10 000.
    if (section.is_date && section.digits.empty() && *number >= 0 && *number < serial_max)
        return as_date(*number, counts_from_1904);
    const bool written = section.is_known && !section.is_date && !section.digits.empty() &&
                         std::fabs(*number) < 1e15 && section.digits.size() < 32;
    if (!written) return {plain_number(stored)};
    const auto text = in_digits(*number, section);
    if (text.starts_with('-')) return {"-" + section.before + text.substr(1) + section.after};
    return {section.before + text + section.after};
}

std::string_view built_in_format(int number)
{
    switch (number) { // ECMA-376 part 1, 18.8.30; 27 to 36 and 50 to 58 are Chinese dates.
    case 1: return "0";
    case 2: return "0.00";
    case 3:
    case 37:
    case 38: return "#,##0";
    case 4:
    case 39:
    case 40: return "#,##0.00";
    case 9: return "0%";
    case 10: return "0.00%";
    default: break;
    }
    const bool date = (number >= 14 && number <= 22) || (number >= 27 && number <= 36) ||
                      (number >= 45 && number <= 47) || (number >= 50 && number <= 58);
    return date ? "yyyy-mm-dd" : "";
}

} // namespace rostrum::intake
