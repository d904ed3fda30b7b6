#include "net/http_gate.hpp"

#include <algorithm>
#include <cstddef>
#include <functional>

namespace rostrum::net {
namespace {

std::string lower(std::string_view text)
{
    std::string result{text};
    std::ranges::transform(result, result.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return result;
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

/// Takes the part before the separator off the front.
std::string_view take_part(std::string_view& text, char separator)
{
    const auto end = std::min(text.find(separator), text.size());
    const auto part = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return part;
}

int hex_digit(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::optional<std::string> unescaped(std::string_view text, bool plus_is_blank)
{
    std::string result;
    for (std::size_t at = 0; at < text.size(); ++at) {
        char c = text[at];
        if (static_cast<unsigned char>(c) >= 0x80) return std::nullopt; // To be escaped.
        if (c == '+' && plus_is_blank) c = ' ';
        if (text[at] == '%') {
            if (at + 2 >= text.size()) return std::nullopt;
            const int high = hex_digit(text[at + 1]);
            const int low = hex_digit(text[at + 2]);
            if (high < 0 || low < 0) return std::nullopt;
            c = static_cast<char>(high * 16 + low);
            at += 2;
        }
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) return std::nullopt;
        result += c;
    }
    return result;
}

/// Of `;q=0.5`: `0`, `0.` and `1` with up to three digits more, and of 1 only zeros.
bool has_weight(std::string_view parameters)
{
    while (!parameters.empty()) {
        auto value = trimmed(take_part(parameters, ';'));
        if (lower(trimmed(take_part(value, '='))) != "q") continue;
        const bool starts_well =
            value == "0" || value == "1" || value.starts_with("0.") || value.starts_with("1.");
        if (!starts_well || value.size() > 5) return false;
        const auto digits = value.substr(std::min<std::size_t>(2, value.size()));
        const auto least = value.front() == '1' ? '0' : '9';
        if (!std::ranges::all_of(digits, [&](char c) { return c >= '0' && c <= least; }))
            return false;
        return value.front() == '1' || digits.find_first_not_of('0') != std::string_view::npos;
    }
    return true;
}

} // namespace

HttpGate::HttpGate(const std::vector<std::string>& hosts, const std::vector<std::string>& origins)
    : origins_(origins.begin(), origins.end())
{
    for (const auto& host : hosts) hosts_.insert(lower(host));
}

bool HttpGate::knows_host(std::string_view host) const
{
    return hosts_.contains(lower(host));
}

bool HttpGate::knows_origin(std::string_view origin) const
{
    return origins_.contains(origin);
}

std::optional<Target> parse_target(std::string_view target)
{
    if (!target.starts_with('/')) return std::nullopt;
    const auto path = unescaped(take_part(target, '?'), /*plus_is_blank=*/false);
    if (!path) return std::nullopt;
    Target parsed{*path, {}};
    while (!target.empty()) {
        auto pair = take_part(target, '&');
        const auto name = unescaped(take_part(pair, '='), /*plus_is_blank=*/true);
        const auto value = unescaped(pair, /*plus_is_blank=*/true);
        if (!name || !value) return std::nullopt;
        parsed.query.emplace(*name, *value);
    }
    return parsed;
}

std::string media_type(std::string_view content_type)
{
    return lower(trimmed(take_part(content_type, ';')));
}

std::string cookie_value(std::string_view header, std::string_view name)
{
    std::string found;
    while (!header.empty()) {
        auto pair = trimmed(take_part(header, ';'));
        if (take_part(pair, '=') != name) continue;
        if (!found.empty()) return {};
        found = pair;
    }
    return found;
}

bool is_plain_number(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool lists(std::string_view list, std::string_view token)
{
    while (!list.empty()) {
        if (trimmed(take_part(list, ',')) == token) return true;
    }
    return false;
}

bool is_websocket_key(std::string_view key)
{
    // 22 digits of 6 bits are 132: the last four of them say nothing.
    constexpr std::size_t digits = 22;
    constexpr std::string_view padding = "==";
    if (key.size() != digits + padding.size() || !key.ends_with(padding)) return false;
    key.remove_suffix(padding.size());
    return std::ranges::all_of(key, [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
               c == '+' || c == '/';
    });
}

bool matches_etag(std::string_view header, std::string_view etag)
{
    while (!header.empty()) {
        auto one = trimmed(take_part(header, ','));
        if (one == "*") return true;
        if (one.starts_with("W/")) one.remove_prefix(2);
        if (one == etag) return true;
    }
    return false;
}

bool accepts_gzip(std::string_view header)
{
    bool any = false;
    while (!header.empty()) {
        auto one = take_part(header, ',');
        const auto coding = lower(trimmed(take_part(one, ';')));
        if (coding == "gzip" || coding == "x-gzip") return has_weight(one);
        if (coding == "*") any = has_weight(one);
    }
    return any;
}

std::string session_cookie_name(bool secure)
{
    // A browser takes the prefix only from a Secure cookie for the whole host.
    return secure ? "__Host-rostrum" : "rostrum";
}

} // namespace rostrum::net
