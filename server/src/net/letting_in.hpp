// What coming in by a card, a link and a login share: the session's cookie, and telling people who
// they are.
#pragma once

#include "access/sessions.hpp"
#include "net/api.hpp"
#include "session/connection.hpp"

#include <string>
#include <vector>

namespace rostrum::net {

/// `Set-Cookie` of a session; with a lifetime of zero it takes the cookie away.
[[nodiscard]] std::string session_cookie(const ApiParts& api, const std::string& value,
                                         core::Span lifetime);

[[nodiscard]] HttpResponse too_many_tries(core::Span wait);

/// The ids as the hub takes them.
[[nodiscard]] std::vector<std::string> texts_of(const access::SessionIds& sessions);

/// What staff send and get can be read by others on the way: a password, a session.
[[nodiscard]] bool is_overheard(const ApiParts& api, const HttpRequest& request);
[[nodiscard]] HttpResponse staff_needs_tls();

// ---- On the door's thread.

/// Lets in whoever has got a session, and ends the one they came with. `made.cookie` is empty when
/// their own goes on.
void let_in(const Api& api, DoorKeeper& keeper, const HttpRequest& request,
            const access::NewSession& made, const Respond& respond);

/// Answers who somebody is.
void tell_session(const Api& api, DoorKeeper& keeper, const session::Identity& identity,
                  HttpResponse response, const Respond& respond);

} // namespace rostrum::net
