#include "net/router.hpp"

#include "net/identity.hpp"

#include <algorithm>

namespace rostrum::net {
namespace {

constexpr std::string_view placeholder = "{id}";

/// The segment that stands for the placeholder; an empty text where the pattern has none.
std::optional<std::string_view> match(std::string_view pattern, std::string_view path)
{
    const auto place = pattern.find(placeholder);
    if (place == std::string_view::npos) {
        return pattern == path ? std::optional{std::string_view{}} : std::nullopt;
    }
    const auto before = pattern.substr(0, place);
    const auto after = pattern.substr(place + placeholder.size());
    if (!path.starts_with(before) || !path.ends_with(after)) return std::nullopt;
    if (path.size() <= before.size() + after.size()) return std::nullopt;
    const auto segment = path.substr(before.size(), path.size() - before.size() - after.size());
    return segment.find('/') == std::string_view::npos ? std::optional{segment} : std::nullopt;
}

bool admits(Who who, core::Role role)
{
    switch (who) {
    case Who::anyone:
    case Who::session:
    case Who::monitor: return true;
    case Who::staff: return is_staff(role);
    case Who::desk: return has_desk(role);
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
        const auto segment = match(route.path, path);
        if (!segment) continue;
        if (route.method == method || (method == "HEAD" && route.method == "GET")) {
            return {&route, std::string{*segment}, {}};
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
    case Accepts::csv:
        if (request.content_type == "text/csv") return std::nullopt;
        return problem(415, "unsupported_media_type", "send text/csv in UTF-8");
    }
    return problem(415, "unsupported_media_type");
}

} // namespace rostrum::net
