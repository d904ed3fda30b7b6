// The staff's coming in: a password, a one-time code, and the code again before what cannot be
// undone.
#include "net/api.hpp"
#include "net/identity.hpp"
#include "net/letting_in.hpp"
#include "net/limits.hpp"
#include "session/connection.hpp"

#include <algorithm>
#include <utility>

namespace rostrum::net {
namespace {

struct Login {
    HttpRequest request;
    std::string login;
    std::string password;
    std::string code; ///< Of an authenticator; empty the first time.

    [[nodiscard]] std::string rate_key() const { return login + '\n' + request.peer.address; }
    /// Who tries, whatever the login. Whoever is in as staff is told apart from those with whom
    /// they share an address; attendees are not, for anybody may have a card.
    [[nodiscard]] const std::string& from() const
    {
        const auto& who = request.identity;
        return who && session::is_staff(who->role) ? who->session : request.peer.address;
    }
};

/// Takes a try before the password is looked at: many that come at once are no more than as many
/// one after the other. How long until the next when there is none; the same for a login that there
/// is and one that there is not.
core::Span take_try(const Api& api, DoorKeeper& keeper, const Login& login)
{
    using access::Limited;
    const auto now = api->hub.now();
    const auto wait = std::max(keeper.rates.wait(Limited::login_failure, login.rate_key(), now),
                               keeper.rates.wait(Limited::login_failure_from, login.from(), now));
    if (wait.ms > 0) return wait;
    keeper.rates.take(Limited::login_failure, login.rate_key(), now);
    keeper.rates.take(Limited::login_failure_from, login.from(), now);
    return {};
}

/// It was no wrong password.
void give_try_back(const Api& api, DoorKeeper& keeper, const Login& login)
{
    using access::Limited;
    const auto now = api->hub.now();
    keeper.rates.give_back(Limited::login_failure, login.rate_key(), now);
    keeper.rates.give_back(Limited::login_failure_from, login.from(), now);
}

/// True when one-time codes of this account have been guessed at too often; then it is answered.
/// Whoever gets here knows the password, so nobody can keep a stranger out by it.
bool guesses_codes(const Api& api, DoorKeeper& keeper, const std::string& login,
                   const Respond& respond)
{
    const auto wait = keeper.rates.wait(access::Limited::totp_failure, login, api->hub.now());
    if (wait.ms == 0) return false;
    respond(too_many_tries(wait));
    return true;
}

void finish_login(const Api& api, DoorKeeper& keeper, const Login& login,
                  const access::LoginAttempt& attempt, bool verified, const Respond& respond)
{
    const auto now = api->hub.now();
    if (verified && !login.code.empty() && guesses_codes(api, keeper, login.login, respond))
        return give_try_back(api, keeper, login);
    const auto made = keeper.staff.finish_login(attempt, verified, login.code, now);
    if (made || made.error() != access::LoginRefusal::wrong_login)
        give_try_back(api, keeper, login);
    if (made) return let_in(api, keeper, login.request, *made, respond);
    switch (made.error()) {
    case access::LoginRefusal::wrong_login: return respond(problem(401, "wrong_password"));
    case access::LoginRefusal::code_needed: return respond(problem(401, "code_needed"));
    case access::LoginRefusal::wrong_code:
        keeper.rates.take(access::Limited::totp_failure, login.login, now);
        return respond(problem(401, "wrong_code"));
    case access::LoginRefusal::store_failed: return respond(store_failed("login"));
    }
}

void begin_login(const Api& api, DoorKeeper& keeper, const std::shared_ptr<const Login>& login,
                 const Respond& respond)
{
    const auto wait = take_try(api, keeper, *login);
    if (wait.ms > 0) return respond(too_many_tries(wait));
    const auto attempt = keeper.staff.begin_login(login->login);
    if (!attempt) {
        give_try_back(api, keeper, *login);
        return respond(store_failed(attempt.error().message));
    }

    const bool queued = api->door.passwords().post([api, login, respond, attempt = *attempt] {
        const bool verified = access::verify_password(attempt.hash, login->password);
        api->door.post([api, login, respond, attempt, verified](DoorKeeper& later) {
            finish_login(api, later, *login, attempt, verified, respond);
        });
    });
    if (queued) return;
    give_try_back(api, keeper, *login);
    respond(problem(503, "busy", "too many logins at once"));
}

void log_in(const Api& api, const HttpRequest& request, const Respond& respond)
{
    if (is_overheard(*api, request)) return respond(staff_needs_tls());
    const auto object = read_object(request, {"login", "password", "code"});
    if (!object) return respond(object.error());
    const auto name = text_member(*object, "login");
    if (!name) return respond(missing_field("login"));
    const auto password = text_member(*object, "password");
    if (!password) return respond(missing_field("password"));
    const auto login = std::make_shared<const Login>(
        Login{request, *name, *password, text_member(*object, "code").value_or("")});
    api->door.post(
        [api, login, respond](DoorKeeper& keeper) { begin_login(api, keeper, login, respond); });
}

/// A new id at each elevation, as at each login; the connections of the old one go on under it.
void renew_session(const Api& api, DoorKeeper& keeper, const HttpRequest& request,
                   const Respond& respond)
{
    const auto& old = request.identity->session;
    const auto now = api->hub.now();
    const auto made = keeper.sessions.renew({old}, now);
    if (!made) return respond(store_failed(made.error().message));
    if (!*made) return respond(problem(401, "no_session"));
    const auto& [session, cookie] = **made;
    const auto identity = identity_of(session, cookie);
    api->hub.rename_session(old, identity);
    HttpResponse response;
    response.headers.emplace_back("Set-Cookie",
                                  session_cookie(*api, cookie, session.expires_at - now));
    tell_session(api, keeper, identity, std::move(response), respond);
}

void step_up(const Api& api, const HttpRequest& request, const Respond& respond)
{
    const auto object = read_object(request, {"code"});
    if (!object) return respond(object.error());
    const auto code = text_member(*object, "code");
    if (!code) return respond(missing_field("code"));
    api->door.post([api, request, respond, code = *code](DoorKeeper& keeper) {
        const auto& login = request.identity->subject;
        if (guesses_codes(api, keeper, login, respond)) return;
        const auto now = api->hub.now();
        const auto right = keeper.staff.use_code(login, code, now);
        if (!right) return respond(store_failed(right.error().message));
        if (*right) return renew_session(api, keeper, request, respond);
        keeper.rates.take(access::Limited::totp_failure, login, now);
        respond(problem(403, "wrong_code"));
    });
}

} // namespace

void add_login_routes(Router& router, const Api& api)
{
    const auto post = [&](std::string path, Who who, auto* handle) {
        router.add({"POST", std::move(path), who, Accepts::json, limits::http_body_bytes_max,
                    [api, handle](const HttpRequest& request, const std::string&,
                                  const Respond& respond) { handle(api, request, respond); }});
    };
    post("/api/v1/login", Who::anyone, &log_in);
    post("/api/v1/session/step-up", Who::staff, &step_up);
}

} // namespace rostrum::net
