#include "net/http_head.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace rostrum::net {
namespace {

std::string_view reason_of(unsigned status)
{
    switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 204: return "No Content";
    case 206: return "Partial Content";
    case 304: return "Not Modified";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 409: return "Conflict";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 415: return "Unsupported Media Type";
    case 416: return "Range Not Satisfiable";
    case 421: return "Misdirected Request";
    case 422: return "Unprocessable Content";
    case 426: return "Upgrade Required";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 503: return "Service Unavailable";
    default: return "Status";
    }
}

/// Half a year, in seconds; not for other names under ours, which are not ours to speak for.
constexpr std::string_view strict_transport = "max-age=15768000";

std::string two(std::int64_t number)
{
    return (number < 10 ? "0" : "") + std::to_string(number);
}

/// `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 §5.6.7). The calendar: Howard Hinnant's
/// `civil_from_days`, for years after 1970.
std::string http_date(core::Instant now)
{
    static constexpr std::array<std::string_view, 7> weekdays{"Thu", "Fri", "Sat", "Sun",
                                                              "Mon", "Tue", "Wed"};
    static constexpr std::array<std::string_view, 12> months{
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto seconds = std::max<std::int64_t>(now.ms, 0) / 1000;
    const auto days = seconds / 86'400;
    const auto shifted = days + 719'468;
    const auto era = shifted / 146'097;
    const auto day_of_era = shifted % 146'097;
    const auto year_of_era =
        (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
    const auto day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const auto month_from_march = (5 * day_of_year + 2) / 153;
    const auto day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    const auto month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
    const auto year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);

    std::string date{weekdays[static_cast<std::size_t>(days % 7)]};
    date += ", " + two(day) + ' ';
    date += months[static_cast<std::size_t>(month - 1)];
    date += ' ' + std::to_string(year) + ' ' + two(seconds / 3'600 % 24) + ':' +
            two(seconds / 60 % 60) + ':' + two(seconds % 60) + " GMT";
    return date;
}

void add(std::string& head, std::string_view name, std::string_view value)
{
    head += name;
    head += ": ";
    head += value;
    head += "\r\n";
}

/// Browsers before 2022 do not read 'self' as allowing our own WebSocket, so it is named.
std::string content_security_policy(const HeadFacts& facts, bool may_be_framed)
{
    const std::string host{facts.host};
    std::string sockets;
    if (!host.empty() && !facts.is_secure) sockets = " ws://" + host;
    if (!host.empty()) sockets += " wss://" + host;
    if (!facts.cast_origin.empty()) sockets += ' ' + std::string{facts.cast_origin};
    return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
           "connect-src 'self'" +
           sockets +
           "; manifest-src 'self'; worker-src 'self'; frame-src 'self'; base-uri 'none'; "
           "form-action 'none'; frame-ancestors " +
           (may_be_framed ? "'self'" : "'none'") + "; object-src 'none'";
}

bool has(const HttpResponse& response, std::string_view name)
{
    return std::ranges::any_of(response.headers,
                               [&](const auto& header) { return header.first == name; });
}

} // namespace

HeadScan scan_head(std::string_view bytes)
{
    std::size_t line_begin = 0;
    while (true) {
        const auto end = bytes.find_first_of("\r\n", line_begin);
        if (end == std::string_view::npos) return {};
        if (bytes[end] == '\n') return {HeadScan::State::bad, 0};
        if (end + 1 == bytes.size()) return {};
        if (bytes[end + 1] != '\n') return {HeadScan::State::bad, 0};

        const bool first = line_begin == 0;
        if (end == line_begin) {
            return first ? HeadScan{HeadScan::State::bad, 0}
                         : HeadScan{HeadScan::State::complete, end + 2};
        }
        const bool folded = bytes[line_begin] == ' ' || bytes[line_begin] == '\t';
        if (folded) return {HeadScan::State::bad, 0};
        line_begin = end + 2;
    }
}

std::string response_head(const HttpResponse& response, const HeadFacts& facts)
{
    std::string head = "HTTP/1.1 " + std::to_string(response.status) + ' ';
    head += reason_of(response.status);
    head += "\r\n";
    add(head, "Server", "rostrum");
    add(head, "Date", http_date(facts.now));
    const bool has_content = response.status != 204 && response.status != 304;
    if (has_content) {
        add(head, "Content-Type", response.content_type);
        add(head, "Content-Length", std::to_string(facts.body_bytes));
    }
    add(head, "Connection", facts.keep_alive ? "keep-alive" : "close");
    add(head, "Content-Security-Policy", content_security_policy(facts, response.may_be_framed));
    add(head, "X-Content-Type-Options", "nosniff");
    add(head, "Referrer-Policy", "no-referrer");
    add(head, "Cross-Origin-Opener-Policy", "same-origin");
    add(head, "Cross-Origin-Resource-Policy", "same-origin");
    if (facts.is_secure) add(head, "Strict-Transport-Security", strict_transport);
    if (!has(response, "Cache-Control")) add(head, "Cache-Control", "no-store");
    for (const auto& [name, value] : response.headers) add(head, name, value);
    head += "\r\n";
    return head;
}

} // namespace rostrum::net
