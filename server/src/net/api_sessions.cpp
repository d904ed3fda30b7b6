// Coming in and going: cards, passwords, links, and who one is.
#include "net/api.hpp"
#include "net/http_gate.hpp"
#include "net/identity.hpp"
#include "net/limits.hpp"
#include "protocol/describe.hpp"
#include "protocol/wire_names.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <utility>
#include <vector>

namespace rostrum::net {
namespace {

namespace json = boost::json;

std::string set_cookie(const ApiParts& api, const std::string& value, core::Span lifetime)
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
    if (!is_staff(identity.role)) return {};
    const auto accounts = keeper.staff.list();
    if (!accounts) return {};
    const auto found =
        std::ranges::find(*accounts, core::StaffId{identity.subject}, &access::StaffAccount::login);
    return found == accounts->end() ? std::string{} : found->display_name;
}

/// Answers who somebody is. `name`: empty for attendees, whose name the halls know.
void tell_session(const Api& api, session::Identity identity, std::string name,
                  HttpResponse response, const Respond& respond)
{
    api->hub.ask([api, identity = std::move(identity), name = std::move(name),
                  response = std::move(response), respond](hall::Front&) mutable {
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
                                         {"hearings", open_hearings(api->halls, identity)}});
        respond(std::move(response));
    });
}

/// The session a person came with ends with the new one; another person's on the same machine (a
/// demo shows all pages in one browser) only loses its cookie.
void end_former(const Api& api, DoorKeeper& keeper, const HttpRequest& request,
                const access::Session& fresh)
{
    if (!request.identity || request.identity->session == fresh.id.value) return;
    const bool same_person = request.identity->role == core::Role::observer ||
                             request.identity->subject == fresh.subject;
    if (!same_person) return;
    if (keeper.sessions.revoke({request.identity->session})) {
        api->hub.end_sessions({request.identity->session}, /*revoked=*/false);
    }
}

/// On the door's thread: lets in whoever has got a session.
void let_in(const Api& api, DoorKeeper& keeper, const HttpRequest& request,
            const access::NewSession& made, const Respond& respond)
{
    end_former(api, keeper, request, made.session);
    HttpResponse response;
    if (!made.cookie.empty()) {
        const auto lifetime = made.session.expires_at - api->hub.now();
        response.headers.emplace_back("Set-Cookie", set_cookie(*api, made.cookie, lifetime));
    }
    auto identity = identity_of(made.session);
    auto name = display_name(keeper, identity);
    tell_session(api, std::move(identity), std::move(name), std::move(response), respond);
}

HttpResponse refusal_of(const access::RedeemError& error)
{
    switch (error.reason) {
    case access::RedeemRefusal::unknown_card: return problem(403, "unknown_card");
    case access::RedeemRefusal::card_in_use: return problem(409, "card_in_use");
    case access::RedeemRefusal::card_revoked: return problem(403, "card_revoked");
    case access::RedeemRefusal::store_failed: return store_failed(error.message);
    }
    return problem(403, "unknown_card");
}

HttpResponse refusal_of(const access::LinkError& error)
{
    switch (error.reason) {
    case access::LinkRefusal::unknown_link:
    case access::LinkRefusal::link_revoked: return problem(403, "unknown_link");
    case access::LinkRefusal::link_full: return problem(503, "busy", "no room for more");
    case access::LinkRefusal::store_failed: return store_failed(error.message);
    }
    return problem(403, "unknown_link");
}

/// True when this address has guessed too often lately; then it has been answered.
bool guesses_too_often(const Api& api, DoorKeeper& keeper, const HttpRequest& request,
                       const Respond& respond)
{
    const auto wait =
        keeper.rates.wait(access::Limited::join_failure, request.peer.address, api->hub.now());
    if (wait.ms == 0) return false;
    respond(too_many_tries(wait));
    return true;
}

void join(const Api& api, const HttpRequest& request, const Respond& respond)
{
    const auto object = read_object(request, {"token", "device_key"});
    if (!object) return respond(object.error());
    const auto token = text_member(*object, "token");
    if (!token) return respond(missing_field("token"));
    const auto device_key = text_member(*object, "device_key").value_or("");

    api->door.post([api, request, respond, token = *token, device_key](DoorKeeper& keeper) {
        if (guesses_too_often(api, keeper, request, respond)) return;
        const auto now = api->hub.now();
        const access::SessionId own{request.identity ? request.identity->session : ""};
        auto redeemed = keeper.cards.redeem({token, own, device_key}, now);
        if (!redeemed) {
            if (redeemed.error().reason != access::RedeemRefusal::store_failed)
                keeper.rates.take(access::Limited::join_failure, request.peer.address, now);
            return respond(refusal_of(redeemed.error()));
        }
        api->hub.end_sessions(texts_of(redeemed->ended), /*revoked=*/false);
        let_in(api, keeper, request, {std::move(redeemed->session), std::move(redeemed->cookie)},
               respond);
    });
}

/// What staff send and get can be read by others on the way: a password, a session.
bool is_overheard(const ApiParts& api, const HttpRequest& request)
{
    return !request.peer.is_secure && !request.peer.is_local && !api.allow_plain_staff;
}

HttpResponse staff_needs_tls()
{
    return problem(403, "staff_needs_tls", "come through https, or on this machine");
}

/// The account a demo's link logs in; nothing when the token is no such link.
std::optional<access::StaffAccount> staff_by_link(DoorKeeper& keeper, const std::string& token)
{
    auto found = keeper.staff_links.find(token);
    const auto normal = access::normalise_token(token);
    if (found == keeper.staff_links.end() && normal) found = keeper.staff_links.find(*normal);
    if (found == keeper.staff_links.end()) return std::nullopt;
    const auto accounts = keeper.staff.list();
    if (!accounts) return std::nullopt;
    const auto account = std::ranges::find(*accounts, found->second, &access::StaffAccount::login);
    if (account == accounts->end() || account->disabled) return std::nullopt;
    return *account;
}

void follow_link(const Api& api, const HttpRequest& request, const Respond& respond)
{
    const auto object = read_object(request, {"token"});
    if (!object) return respond(object.error());
    const auto token = text_member(*object, "token");
    if (!token) return respond(missing_field("token"));

    api->door.post([api, request, respond, token = *token](DoorKeeper& keeper) {
        if (guesses_too_often(api, keeper, request, respond)) return;
        const auto now = api->hub.now();
        if (const auto staff = staff_by_link(keeper, token)) {
            if (is_overheard(*api, request)) return respond(staff_needs_tls());
            const auto made = keeper.sessions.create(access::SessionKind::staff, staff->login.value,
                                                     staff->role, now);
            if (!made) return respond(store_failed(made.error().message));
            return let_in(api, keeper, request, *made, respond);
        }
        const auto made = keeper.links.redeem(token, now);
        if (made) return let_in(api, keeper, request, *made, respond);
        keeper.rates.take(access::Limited::join_failure, request.peer.address, now);
        respond(refusal_of(made.error()));
    });
}

struct Login {
    HttpRequest request;
    std::string login;
    std::string password;

    [[nodiscard]] std::string rate_key() const { return login + '\n' + request.peer.address; }
};

void finish_login(const Api& api, DoorKeeper& keeper, const Login& login,
                  const access::LoginAttempt& attempt, bool verified, const Respond& respond)
{
    const auto now = api->hub.now();
    const auto made = keeper.staff.finish_login(attempt, verified, now);
    if (made) return let_in(api, keeper, login.request, *made, respond);
    if (made.error() == access::LoginRefusal::store_failed) return respond(store_failed("login"));
    keeper.rates.take(access::Limited::login_failure, login.rate_key(), now);
    respond(problem(401, "wrong_password"));
}

void begin_login(const Api& api, DoorKeeper& keeper, const std::shared_ptr<const Login>& login,
                 const Respond& respond)
{
    const auto wait =
        keeper.rates.wait(access::Limited::login_failure, login->rate_key(), api->hub.now());
    if (wait.ms > 0) return respond(too_many_tries(wait));
    const auto attempt = keeper.staff.begin_login(login->login);
    if (!attempt) return respond(store_failed(attempt.error().message));

    const bool queued = api->door.post_password([api, login, respond, attempt = *attempt] {
        const bool verified = access::verify_password(attempt.hash, login->password);
        api->door.post([api, login, respond, attempt, verified](DoorKeeper& later) {
            finish_login(api, later, *login, attempt, verified, respond);
        });
    });
    if (!queued) respond(problem(503, "busy", "too many logins at once"));
}

void log_in(const Api& api, const HttpRequest& request, const Respond& respond)
{
    if (is_overheard(*api, request)) return respond(staff_needs_tls());
    const auto object = read_object(request, {"login", "password"});
    if (!object) return respond(object.error());
    const auto name = text_member(*object, "login");
    if (!name) return respond(missing_field("login"));
    const auto password = text_member(*object, "password");
    if (!password) return respond(missing_field("password"));
    const auto login = std::make_shared<const Login>(Login{request, *name, *password});
    api->door.post(
        [api, login, respond](DoorKeeper& keeper) { begin_login(api, keeper, login, respond); });
}

void log_out(const Api& api, const HttpRequest& request, const Respond& respond)
{
    api->door.post([api, session = request.identity->session, respond](DoorKeeper& keeper) {
        const auto revoked = keeper.sessions.revoke({session});
        if (!revoked) return respond(store_failed(revoked.error().message));
        api->hub.end_sessions({session}, /*revoked=*/false);
        HttpResponse response{204, {}, {}, {}};
        response.headers.emplace_back("Set-Cookie", set_cookie(*api, "", {}));
        respond(std::move(response));
    });
}

void who_am_i(const Api& api, const HttpRequest& request, const Respond& respond)
{
    api->door.post([api, identity = *request.identity, respond](DoorKeeper& keeper) {
        auto name = display_name(keeper, identity);
        tell_session(api, identity, std::move(name), {}, respond);
    });
}

} // namespace

void add_session_routes(Router& router, const Api& api)
{
    const auto post = [&](std::string path, Who who, auto* handle) {
        router.add({"POST", std::move(path), who, Accepts::json, limits::http_body_bytes_max,
                    [api, handle](const HttpRequest& request, const std::string&,
                                  const Respond& respond) { handle(api, request, respond); }});
    };
    post("/api/v1/join", Who::anyone, &join);
    post("/api/v1/link", Who::anyone, &follow_link);
    post("/api/v1/login", Who::anyone, &log_in);
    post("/api/v1/logout", Who::session, &log_out);
    router.add({"GET", "/api/v1/session", Who::session, Accepts::nothing, 0,
                [api](const HttpRequest& request, const std::string&, const Respond& respond) {
                    who_am_i(api, request, respond);
                }});
}

} // namespace rostrum::net
