// Coming in and going: by a card, a typed code, a link; logging out; and who one is.
#include "net/api.hpp"
#include "net/letting_in.hpp"
#include "net/limits.hpp"

#include <algorithm>
#include <utility>

namespace rostrum::net {
namespace {

HttpResponse refusal_of(const access::RedeemError& error)
{
    switch (error.reason) {
    case access::RedeemRefusal::unknown_card: return problem(403, "unknown_card");
    case access::RedeemRefusal::wrong_code: return problem(403, "wrong_card_code");
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

/// True when this address has done too much of it lately; then it has been answered.
bool comes_too_often(const Api& api, DoorKeeper& keeper, access::Limited what,
                     const HttpRequest& request, const Respond& respond)
{
    const auto wait = keeper.rates.wait(what, request.peer.address, api->hub.now());
    if (wait.ms == 0) return false;
    respond(too_many_tries(wait));
    return true;
}

/// For who came with a card or link that there is not. Only then: else whoever guesses would shut
/// out everybody with whom they share an address, which is the whole hall.
bool guesses_too_often(const Api& api, DoorKeeper& keeper, const HttpRequest& request,
                       const Respond& respond)
{
    if (comes_too_often(api, keeper, access::Limited::join_failure, request, respond)) return true;
    keeper.rates.take(access::Limited::join_failure, request.peer.address, api->hub.now());
    return false;
}

/// What somebody joins with: a token, or a card's number and code.
struct Ticket {
    HttpRequest request;
    std::string token;
    std::string card;
    std::string code;
    std::string device_key;

    [[nodiscard]] access::RedeemRequest redeem_request() const
    {
        return {token, access::SessionId{request.identity ? request.identity->session : ""},
                device_key};
    }
};

/// On the door's thread.
void answer_joined(const Api& api, DoorKeeper& keeper, const HttpRequest& request,
                   std::expected<access::Redeemed, access::RedeemError> redeemed,
                   const Respond& respond)
{
    if (!redeemed) return respond(refusal_of(redeemed.error()));
    api->hub.end_sessions(texts_of(redeemed->ended), /*revoked=*/false);
    let_in(api, keeper, request, {std::move(redeemed->session), std::move(redeemed->cookie)},
           respond);
}

/// The card as it counts who comes in with it: however its token is written, it is one.
std::string card_as_key(const std::string& token)
{
    const auto normal = access::normalise_token(token);
    return normal ? access::hash_secret(*normal) : std::string{};
}

/// On the door's thread.
void join_by_token(const Api& api, DoorKeeper& keeper, const Ticket& ticket, const Respond& respond)
{
    const auto now = api->hub.now();
    const auto key = card_as_key(ticket.token);
    const auto wait = keeper.rates.wait(access::Limited::card_joined, key, now);
    if (wait.ms > 0) return respond(too_many_tries(wait));
    auto redeemed = keeper.cards.redeem(ticket.redeem_request(), now);
    if (redeemed)
        keeper.rates.take(access::Limited::card_joined, key, now);
    else if (redeemed.error().reason == access::RedeemRefusal::unknown_card &&
             guesses_too_often(api, keeper, ticket.request, respond))
        return;
    answer_joined(api, keeper, ticket.request, std::move(redeemed), respond);
}

/// No number holds a blank; phones add one after a word.
std::string without_blanks(std::string text)
{
    std::erase(text, ' ');
    return text;
}

/// The number as it counts tries: however it is typed, it is one card.
std::string number_as_key(std::string_view number)
{
    std::string key{number};
    std::ranges::transform(key, key.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    return key;
}

/// Takes a try of this card, and a check from what all such have together. True when everybody
/// together has tried too often; then nothing is taken, and it is answered.
bool checks_too_often(const Api& api, DoorKeeper& keeper, const Ticket& ticket,
                      const access::CodeAttempt& attempt, const Respond& respond)
{
    using access::Limited;
    const auto now = api->hub.now();
    const auto check = attempt.hash.empty() ? Limited::invented_code_check : Limited::code_check;
    if (!keeper.rates.take(check, "", now)) {
        respond(too_many_tries(keeper.rates.wait(check, "", now)));
        return true;
    }
    keeper.rates.take(Limited::code_try, number_as_key(ticket.card), now);
    return false;
}

/// On the door's thread. The check itself costs the same whether there is such a card or not.
void join_by_code(const Api& api, DoorKeeper& keeper, const std::shared_ptr<const Ticket>& ticket,
                  const Respond& respond)
{
    // The card first, and without taking: hammering one card must not use up everybody's checks.
    const auto wait =
        keeper.rates.wait(access::Limited::code_try, number_as_key(ticket->card), api->hub.now());
    if (wait.ms > 0) return respond(too_many_tries(wait));
    const auto attempt = keeper.cards.begin_code(ticket->card);
    if (!attempt) return respond(store_failed(attempt.error().message));
    if (checks_too_often(api, keeper, *ticket, *attempt, respond)) return;

    const bool queued = api->door.codes().post([api, ticket, respond, attempt = *attempt] {
        const auto code = access::normalise_code(ticket->code).value_or(std::string{});
        const bool verified = api->door.code_hasher().verify(attempt.hash, code);
        api->door.post([api, ticket, respond, attempt, verified](DoorKeeper& later) {
            answer_joined(api, later, ticket->request,
                          later.cards.redeem_code(attempt, verified, ticket->redeem_request(),
                                                  api->hub.now()),
                          respond);
        });
    });
    if (!queued) respond(problem(503, "busy", "too many codes at once; scan the card, or wait"));
}

void join(const Api& api, const HttpRequest& request, const Respond& respond)
{
    const auto object = read_object(request, {"token", "card", "code", "device_key"});
    if (!object) return respond(object.error());
    const auto token = text_member(*object, "token");
    const auto card = text_member(*object, "card");
    const auto code = text_member(*object, "code");
    if (token && (card || code))
        return respond(problem(400, "wrong_shape", "token, or card and code"));
    if (!token && !card) return respond(missing_field("token"));
    if (card && !code) return respond(missing_field("code"));

    const auto ticket = std::make_shared<const Ticket>(
        Ticket{request, token.value_or(""), without_blanks(card.value_or("")), code.value_or(""),
               text_member(*object, "device_key").value_or("")});
    api->door.post([api, ticket, respond](DoorKeeper& keeper) {
        if (ticket->card.empty()) return join_by_token(api, keeper, *ticket, respond);
        join_by_code(api, keeper, ticket, respond);
    });
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
        const auto now = api->hub.now();
        if (const auto staff = staff_by_link(keeper, token)) {
            if (is_overheard(*api, request)) return respond(staff_needs_tls());
            const auto made = keeper.sessions.create(access::SessionKind::staff, staff->login.value,
                                                     staff->role, now);
            if (!made) return respond(store_failed(made.error().message));
            return let_in(api, keeper, request, *made, respond);
        }
        if (comes_too_often(api, keeper, access::Limited::link_followed, request, respond)) return;
        const auto made = keeper.links.redeem(token, now);
        if (made) {
            keeper.rates.take(access::Limited::link_followed, request.peer.address, now);
            return let_in(api, keeper, request, *made, respond);
        }
        if (made.error().reason != access::LinkRefusal::unknown_link)
            keeper.rates.take(access::Limited::link_followed, request.peer.address, now);
        else if (guesses_too_often(api, keeper, request, respond))
            return;
        respond(refusal_of(made.error()));
    });
}

void log_out(const Api& api, const HttpRequest& request, const Respond& respond)
{
    api->door.post([api, session = request.identity->session, respond](DoorKeeper& keeper) {
        const auto revoked = keeper.sessions.revoke({session});
        if (!revoked) return respond(store_failed(revoked.error().message));
        api->hub.end_sessions({session}, /*revoked=*/false);
        HttpResponse response{204, {}, {}, {}};
        response.headers.emplace_back("Set-Cookie", session_cookie(*api, "", {}));
        respond(std::move(response));
    });
}

void who_am_i(const Api& api, const HttpRequest& request, const Respond& respond)
{
    api->door.post([api, identity = *request.identity, respond](DoorKeeper& keeper) {
        tell_session(api, keeper, identity, {}, respond);
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
    post("/api/v1/logout", Who::session, &log_out);
    router.add({"GET", "/api/v1/session", Who::session, Accepts::nothing, 0,
                [api](const HttpRequest& request, const std::string&, const Respond& respond) {
                    who_am_i(api, request, respond);
                }});
}

} // namespace rostrum::net
