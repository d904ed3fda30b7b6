// What a request must be before anything looks at what it wants: for a host of ours, and, where it
// changes something, sent by a page of ours.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace rostrum::net {

/// Exact lists. Every request that changes something, and every WebSocket, needs an `Origin` from
/// the list, with or without a cookie: browsers always send one, and other clients can (T1, T2).
class HttpGate {
public:
    HttpGate(const std::vector<std::string>& hosts, const std::vector<std::string>& origins);

    /// Names of hosts know no case.
    [[nodiscard]] bool knows_host(std::string_view host) const;
    [[nodiscard]] bool knows_origin(std::string_view origin) const;

private:
    std::set<std::string, std::less<>> hosts_;
    std::set<std::string, std::less<>> origins_;
};

struct Target {
    std::string path;
    std::map<std::string, std::string> query;
};

/// Nothing for what is no path of our own: another host's, `*`, a bad escape, a control character,
/// a byte beyond ASCII.
[[nodiscard]] std::optional<Target> parse_target(std::string_view target);

/// `text/csv` of `Text/CSV; charset=utf-8`.
[[nodiscard]] std::string media_type(std::string_view content_type);

/// The value of one cookie; empty when it is not there, or there twice.
[[nodiscard]] std::string cookie_value(std::string_view header, std::string_view name);

/// Whether this is digits and nothing else: a length that everybody reads alike.
[[nodiscard]] bool is_plain_number(std::string_view text);

/// Whether a comma-separated list holds a token.
[[nodiscard]] bool lists(std::string_view list, std::string_view token);

/// Whether this is 16 bytes in base64, as the key of an upgrade has to be (RFC 6455 §4.2.1).
[[nodiscard]] bool is_websocket_key(std::string_view key);

/// Whether an `If-None-Match` holds this tag.
[[nodiscard]] bool matches_etag(std::string_view header, std::string_view etag);

/// Whether an `Accept-Encoding` lets the answer be gzipped (RFC 9110 §12.5.3): by name or by `*`,
/// and with a weight that is well formed and not 0. When in doubt, it does not.
[[nodiscard]] bool accepts_gzip(std::string_view header);

[[nodiscard]] std::string session_cookie_name(bool secure);

} // namespace rostrum::net
