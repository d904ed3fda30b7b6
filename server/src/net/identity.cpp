#include "net/identity.hpp"

#include "access/tokens.hpp"

#include <string>

namespace rostrum::net {
namespace {

/// Of 20,000 observers no two have the same by chance.
constexpr std::size_t pseudonym_digits = 16;

} // namespace

session::Identity identity_of(const access::Session& session, std::string_view cookie)
{
    session::Identity identity{session.role, session.subject, session.id.value,
                               access::make_nonce(cookie)};
    switch (session.kind) {
    case access::SessionKind::attendee:
    case access::SessionKind::staff: break;
    case access::SessionKind::observer:
        identity.subject = "o-" + session.id.value.substr(0, pseudonym_digits);
        break;
    case access::SessionKind::screen: identity.subject = "screen"; break;
    }
    return identity;
}

protocol::Audience audience_of(core::Role role)
{
    if (session::has_desk(role)) return protocol::Audience::desk;
    return role == core::Role::screen ? protocol::Audience::screen : protocol::Audience::attendee;
}

} // namespace rostrum::net
