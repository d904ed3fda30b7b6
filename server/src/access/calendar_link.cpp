#include "access/calendar_link.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

namespace rostrum::access {

std::expected<std::string, StoreError> renew_calendar_link(PeopleStore& store,
                                                           const Entropy& entropy)
{
    return store.transact([&] {
        auto token = make_token(entropy);
        SQLite::Statement put{store.database(),
                              "INSERT INTO calendar_link (one, token_hash) VALUES (1, ?) "
                              "ON CONFLICT (one) DO UPDATE SET token_hash = excluded.token_hash"};
        put.bind(1, hash_secret(token));
        put.exec();
        return token;
    });
}

std::expected<bool, StoreError> opens_calendar(PeopleStore& store, std::string_view token)
{
    return store.guard([&] {
        const auto normal = normalise_token(token);
        if (!normal) return false;
        SQLite::Statement row{store.database(), "SELECT 1 FROM calendar_link WHERE token_hash = ?"};
        row.bind(1, hash_secret(*normal));
        return row.executeStep();
    });
}

} // namespace rostrum::access
