// Links for whoever has no card and no login: the public's observers, and the walls' screens. The
// token is random and means nothing by itself, so there is nothing to sign and all can be revoked.
#pragma once

#include "access/people_store.hpp"
#include "access/sessions.hpp"
#include "access/tokens.hpp"
#include "core/ids.hpp"
#include "core/time.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rostrum::access {

/// SHA-256 of the link's token in hexadecimal: names a link, and opens nothing.
using LinkId = core::Id<struct LinkKind>;

enum class LinkRole : std::uint8_t { observer, screen };

struct Link {
    LinkId id;
    LinkRole role{LinkRole::observer};
    std::string label; ///< For the secretariat: "press room", "screen left".
    core::Instant created_at;
    bool revoked{false};
};

struct NewLink {
    Link link;
    std::string token; ///< For the address or its QR code; never stored, so never shown again.
};

enum class LinkRefusal : std::uint8_t {
    unknown_link,
    link_revoked,
    link_full, ///< The server holds as many sessions of this role as it has room for.
    store_failed,
};

struct LinkError {
    LinkRefusal reason{LinkRefusal::unknown_link};
    std::string message; ///< Of `store_failed`, for the operator's log.
};

class Links {
public:
    /// All must outlive this.
    Links(PeopleStore& store, Sessions& sessions, Entropy entropy);

    std::expected<NewLink, StoreError> create(LinkRole role, std::string_view label,
                                              core::Instant now);

    /// A session for one more device. A device that still has one should not ask again.
    std::expected<NewSession, LinkError> redeem(std::string_view token, core::Instant now);

    /// Ends every session the link has opened, and returns them. Nothing happens to an unknown one.
    std::expected<SessionIds, StoreError> revoke(const LinkId& id);

    /// All of them, the oldest first.
    [[nodiscard]] std::expected<std::vector<Link>, StoreError> list();

private:
    [[nodiscard]] std::optional<Link> link_of(const std::string& token_hash);
    [[nodiscard]] bool has_room(LinkRole role) const;

    PeopleStore& store_;
    Sessions& sessions_;
    Entropy entropy_;
};

} // namespace rostrum::access
