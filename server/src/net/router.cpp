#include "net/router.hpp"

#include "session/connection.hpp"

#include <algorithm>
#include <optional>
#include <vector>

namespace rostrum::net {
namespace {

/// Takes the text up to the next slash, and the slash.
std::string_view take_segment(std::string_view& path)
{
    const auto to = std::min(path.find('/'), path.size());
    const auto segment = path.substr(0, to);
    path.remove_prefix(std::min(to + 1, path.size()));
    return segment;
}

/// The segments that stand for the placeholders; nothing when the path is another.
std::optional<std::vector<std::string_view>> match(std::string_view pattern, std::string_view path)
{
    if (std::ranges::count(pattern, '/') != std::ranges::count(path, '/')) return std::nullopt;
    std::vector<std::string_view> found;
    while (!pattern.empty()) {
        const auto wanted = take_segment(pattern);
        const auto segment = take_segment(path);
        const bool is_placeholder = wanted.starts_with('{');
        if (is_placeholder ? segment.empty() : segment != wanted) return std::nullopt;
        if (is_placeholder) found.push_back(segment);
    }
    if (!path.empty()) return std::nullopt;
    return found;
}

bool admits(Who who, core::Role role)
{
    switch (who) {
    case Who::anyone:
    case Who::session:
    case Who::monitor: return true;
    case Who::staff: return session::is_staff(role);
    case Who::desk: return session::has_desk(role);
    case Who::preparer: return role == core::Role::secretariat || role == core::Role::moderator;
    case Who::secretariat: return role == core::Role::secretariat;
    }
    return false;
}

} // namespace

Router::Match Router::find(std::string_view method, std::string_view path) const
{
    Match found;
    for (const auto& route : routes_) {
        const auto segments = match(route.path, path);
        if (!segments) continue;
        if (route.method == method || (method == "HEAD" && route.method == "GET")) {
            const auto at = [&](std::size_t index) {
                return index < segments->size() ? std::string{segments->at(index)} : std::string{};
            };
            return {&route, at(0), at(1), {}};
        }
        if (!found.allow.empty()) found.allow += ", ";
        found.allow += route.method == "GET" ? "GET, HEAD" : route.method;
    }
    return found;
}

std::optional<HttpResponse> check_caller(const Route& route, const HttpRequest& request,
                                         bool is_monitor)
{
    if (route.who == Who::anyone) return std::nullopt;
    if (route.who == Who::monitor) {
        return is_monitor ? std::nullopt : std::optional{problem(404, "not_found")};
    }
    if (!request.identity) return problem(401, "no_session", "come in again");
    if (!admits(route.who, request.identity->role)) return problem(403, "role_may_not");
    return std::nullopt;
}

std::optional<HttpResponse> check_content(const Route& route, const HttpRequest& request)
{
    switch (route.accepts) {
    case Accepts::nothing: return std::nullopt;
    case Accepts::json:
        if (request.content_type == "application/json") return std::nullopt;
        return problem(415, "unsupported_media_type", "send application/json");
    case Accepts::table:
        // What it is shows its content; browsers and systems do not agree on the names.
        if (request.content_type == "text/csv" || request.content_type == xlsx_type ||
            request.content_type == "application/octet-stream")
            return std::nullopt;
        return problem(415, "unsupported_media_type", "send text/csv or an XLSX workbook");
    case Accepts::text:
        if (request.content_type == "text/plain") return std::nullopt;
        return problem(415, "unsupported_media_type", "send text/plain");
    case Accepts::slides:
        // What it is, its bytes tell.
        if (request.content_type == "application/pdf" ||
            request.content_type == "application/octet-stream")
            return std::nullopt;
        return problem(415, "unsupported_media_type", "send application/pdf");
    case Accepts::document:
        if (request.content_type == "application/pdf" ||
            request.content_type ==
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
            return std::nullopt;
        return problem(415, "unsupported_media_type", "send a PDF or a DOCX");
    }
    return problem(415, "unsupported_media_type");
}

} // namespace rostrum::net
