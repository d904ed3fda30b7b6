#include "net/letting_in.hpp"

#include "net/http_gate.hpp"
#include "net/identity.hpp"
#include "protocol/describe.hpp"
#include "protocol/wire_names.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <utility>

namespace rostrum::net {
namespace {

namespace json = boost::json;

/// An attendee sees the hearings they are invited to, everybody else all of them; in their order.
json::array open_hearings(const hall::Halls& halls, const session::Identity& identity)
{
    std::vector<const core::PlannedHearing*> plans;
    for (const auto& [id, plan] : halls.series().hearings) plans.push_back(&plan);
    std::ranges::sort(plans, {}, [](const core::PlannedHearing* plan) {
        return std::tuple{plan->day, plan->order, plan->hearing};
    });
    json::array hearings;
    for (const auto* plan : plans) {
        const auto* state = halls.hearing(plan->hearing);
        if (state == nullptr) continue;
        if (identity.role == core::Role::attendee &&
            core::find(state->roster, {identity.subject}) == nullptr) {
            continue;
        }
        hearings.push_back(
            json::object{{"id", plan->hearing.value},
                         {"title", plan->title},
                         {"venue", plan->venue},
                         {"starts_at", plan->starts_at.ms},
                         {"phase", boost::describe::enum_to_string(state->agenda.phase, "")}});
    }
    return hearings;
}

std::string display_name(DoorKeeper& keeper, const session::Identity& identity)
{
    if (!session::is_staff(identity.role)) return {};
    const auto accounts = keeper.staff.list();
    if (!accounts) return {};
    const auto found =
        std::ranges::find(*accounts, core::StaffId{identity.subject}, &access::StaffAccount::login);
    return found == accounts->end() ? std::string{} : found->display_name;
}

/// The session somebody came with ends with the new one, whoever it was of: a cookie that has been
/// replaced opens nothing. Only a demo, which shows all pages in one browser, leaves the sessions
/// of other people on it alone: there nobody is who they say.
void end_former(const Api& api, DoorKeeper& keeper, const HttpRequest& request,
                const access::Session& fresh)
{
    if (!request.identity || request.identity->session == fresh.id.value) return;
    const bool same_person = request.identity->role == core::Role::observer ||
                             request.identity->subject == fresh.subject;
    const bool is_demo = !keeper.staff_links.empty();
    if (is_demo && !same_person) return;
    if (keeper.sessions.revoke({request.identity->session})) {
        api->hub.end_sessions({request.identity->session}, /*revoked=*/false);
    }
}

} // namespace

std::string session_cookie(const ApiParts& api, const std::string& value, core::Span lifetime)
{
    auto cookie = session_cookie_name(api.secure_cookies) + '=' + value +
                  "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" +
                  std::to_string(std::max<std::int64_t>(lifetime.ms / 1000, 0));
    if (api.secure_cookies) cookie += "; Secure";
    return cookie;
}

HttpResponse too_many_tries(core::Span wait)
{
    auto refusal = problem(429, "too_many_tries", "wait a little");
    refusal.headers.emplace_back("Retry-After", std::to_string(wait.ms / 1000 + 1));
    return refusal;
}

std::vector<std::string> texts_of(const access::SessionIds& sessions)
{
    std::vector<std::string> texts;
    for (const auto& session : sessions) texts.push_back(session.value);
    return texts;
}

void tell_session(const Api& api, DoorKeeper& keeper, const session::Identity& identity,
                  HttpResponse response, const Respond& respond)
{
    // Empty for attendees, whose name the halls know.
    auto name = display_name(keeper, identity);
    api->hub.ask([api, identity, name = std::move(name), response = std::move(response),
                  respond](hall::Front&) mutable {
        if (identity.role == core::Role::attendee) {
            const auto& names = api->halls.names();
            const auto found = names.find({identity.subject});
            if (found != names.end()) name = found->second.name;
        }
        const auto role = protocol::name_of(identity.role);
        response.body =
            json::serialize(json::object{{"role", json::string_view{role.data(), role.size()}},
                                         {"subject", identity.subject},
                                         {"name", name},
                                         {"nonce", identity.nonce},
                                         {"hearings", open_hearings(api->halls, identity)}});
        respond(std::move(response));
    });
}

bool is_overheard(const ApiParts& api, const HttpRequest& request)
{
    return !request.peer.is_secure && !request.peer.is_local && !api.allow_plain_staff;
}

HttpResponse staff_needs_tls()
{
    return problem(403, "staff_needs_tls", "come through https, or on this machine");
}

void let_in(const Api& api, DoorKeeper& keeper, const HttpRequest& request,
            const access::NewSession& made, const Respond& respond)
{
    end_former(api, keeper, request, made.session);
    HttpResponse response;
    if (!made.cookie.empty()) {
        const auto lifetime = made.session.expires_at - api->hub.now();
        response.headers.emplace_back("Set-Cookie", session_cookie(*api, made.cookie, lifetime));
    }
    auto identity = identity_of(made.session, made.cookie.empty() ? request.cookie : made.cookie);
    tell_session(api, keeper, identity, std::move(response), respond);
}

} // namespace rostrum::net
