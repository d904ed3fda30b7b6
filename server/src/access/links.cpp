#include "access/links.hpp"

#include "access/limits.hpp"
#include "access/role_names.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <SQLiteCpp/VariadicBind.h>

namespace rostrum::access {
namespace {

core::Role role_of(LinkRole role)
{
    return role == LinkRole::screen ? core::Role::screen : core::Role::observer;
}

SessionKind kind_of(LinkRole role)
{
    return role == LinkRole::screen ? SessionKind::screen : SessionKind::observer;
}

Link link_in(SQLite::Statement& row)
{
    return {.id = {row.getColumn(0).getString()},
            .role = row.getColumn(1).getString() == role_name(core::Role::screen)
                        ? LinkRole::screen
                        : LinkRole::observer,
            .label = row.getColumn(2).getString(),
            .created_at = {row.getColumn(3).getInt64()},
            .revoked = row.getColumn(4).getInt() != 0};
}

} // namespace

Links::Links(PeopleStore& store, Sessions& sessions, Entropy entropy)
    : store_{store}, sessions_{sessions}, entropy_{std::move(entropy)}
{
}

std::expected<NewLink, StoreError> Links::create(LinkRole role, std::string_view label,
                                                 core::Instant now)
{
    return store_.transact([&] {
        NewLink made;
        made.token = make_token(entropy_);
        made.link = {.id = {hash_secret(made.token)},
                     .role = role,
                     .label = std::string{label},
                     .created_at = now,
                     .revoked = false};
        SQLite::Statement insert{
            store_.database(),
            "INSERT INTO link (token_hash, role, label, created_at) VALUES (?, ?, ?, ?)"};
        SQLite::bind(insert, made.link.id.value, std::string{role_name(role_of(role))},
                     made.link.label, now.ms);
        insert.exec();
        return made;
    });
}

std::expected<NewSession, LinkError> Links::redeem(std::string_view typed, core::Instant now)
{
    const auto refuse = [](LinkRefusal reason, std::string message = {}) {
        return std::unexpected(LinkError{reason, std::move(message)});
    };
    const auto token = normalise_token(typed);
    if (!token) return refuse(LinkRefusal::unknown_link);
    const auto link = store_.guard([&] { return link_of(hash_secret(*token)); });
    if (!link) return refuse(LinkRefusal::store_failed, link.error().message);
    if (!*link) return refuse(LinkRefusal::unknown_link);
    if ((*link)->revoked) return refuse(LinkRefusal::link_revoked);
    if (!has_room((*link)->role)) return refuse(LinkRefusal::link_full);
    auto made =
        sessions_.create(kind_of((*link)->role), (*link)->id.value, role_of((*link)->role), now);
    if (!made) return refuse(LinkRefusal::store_failed, made.error().message);
    return std::move(*made);
}

std::expected<SessionIds, StoreError> Links::revoke(const LinkId& id)
{
    return store_.transact([&]() -> SessionIds {
        const auto link = link_of(id.value);
        if (!link) return {};
        SQLite::Statement statement{store_.database(),
                                    "UPDATE link SET revoked = 1 WHERE token_hash = ?"};
        statement.bind(1, id.value);
        statement.exec();
        return sessions_.revoke_all(kind_of(link->role), id.value).value();
    });
}

std::expected<std::vector<Link>, StoreError> Links::list()
{
    return store_.guard([&] {
        std::vector<Link> links;
        SQLite::Statement row{store_.database(),
                              "SELECT token_hash, role, label, created_at, revoked FROM link "
                              "ORDER BY created_at, token_hash"};
        while (row.executeStep()) links.push_back(link_in(row));
        return links;
    });
}

std::optional<Link> Links::link_of(const std::string& token_hash)
{
    SQLite::Statement row{
        store_.database(),
        "SELECT token_hash, role, label, created_at, revoked FROM link WHERE token_hash = ?"};
    row.bind(1, token_hash);
    if (!row.executeStep()) return std::nullopt;
    return link_in(row);
}

bool Links::has_room(LinkRole role) const
{
    const auto room =
        role == LinkRole::screen ? limits::screen_sessions_max : limits::observer_sessions_max;
    return sessions_.count(kind_of(role)) < room;
}

} // namespace rostrum::access
