#include "access/seat_cards.hpp"

#include "access/limits.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <SQLiteCpp/VariadicBind.h>

namespace rostrum::access {
namespace {

std::unexpected<RedeemError> refuse(RedeemRefusal reason, core::ParticipantId handle = {})
{
    return std::unexpected(RedeemError{reason, std::move(handle), {}});
}

/// Empty when the key is absent or too weak to stand for a device.
std::string hash_device(std::string_view key)
{
    if (key.size() < limits::device_key_chars_min || key.size() > limits::device_key_chars_max)
        return {};
    return hash_secret(key);
}

} // namespace

struct SeatCards::Card {
    std::int64_t id{0};
    core::ParticipantId handle;
    bool revoked{false};
    SessionId bound_session;  // Empty until the card is spent.
    std::string bound_device; // Empty when the phone gave no key.
    std::string code_hash;    // Empty when it was issued without a code.
};

SeatCards::SeatCards(PeopleStore& store, Sessions& sessions, Entropy entropy)
    : store_{store}, sessions_{sessions}, entropy_{std::move(entropy)}
{
}

std::expected<IssuedCards, StoreError>
SeatCards::issue(std::span<const core::ParticipantId> handles, core::Instant now)
{
    std::vector<CardOrder> orders;
    for (const core::ParticipantId& handle : handles) orders.push_back({handle, {}});
    return issue(orders, now);
}

std::expected<IssuedCards, StoreError> SeatCards::issue(std::span<const CardOrder> orders,
                                                        core::Instant now)
{
    return store_.transact([&] {
        IssuedCards issued;
        SQLite::Statement insert{store_.database(),
                                 "INSERT INTO seat_card (handle, token_hash, issued_at, code_hash) "
                                 "VALUES (?, ?, ?, nullif(?, ''))"};
        for (const auto& [handle, code_hash] : orders) {
            const SessionIds ended = revoke_rows(handle);
            issued.ended.insert(issued.ended.end(), ended.begin(), ended.end());
            std::erase_if(issued.cards,
                          [&wanted = handle](const auto& card) { return card.handle == wanted; });
            issued.cards.push_back({handle, make_token(entropy_)});
            SQLite::bind(insert, handle.value, hash_secret(issued.cards.back().token), now.ms,
                         code_hash);
            insert.exec();
            insert.reset();
        }
        return issued;
    });
}

std::expected<Redeemed, RedeemError> SeatCards::redeem(const RedeemRequest& request,
                                                       core::Instant now)
{
    const auto token = normalise_token(request.token);
    if (!token) return refuse(RedeemRefusal::unknown_card);
    const std::string token_hash = hash_secret(*token);
    // Read first: who is refused must not make the store take its write lock.
    const auto known = store_.guard([&] { return card_of(token_hash); });
    if (known && !*known) return refuse(RedeemRefusal::unknown_card);
    if (known)
        if (auto answer = answer_unbound(**known, request, now)) return std::move(*answer);
    auto result = store_.transact([&]() -> std::expected<Redeemed, RedeemError> {
        const auto card = card_of(token_hash);
        if (!card) return refuse(RedeemRefusal::unknown_card);
        return redeem_card(*card, request, now);
    });
    if (!result)
        return std::unexpected(
            RedeemError{RedeemRefusal::store_failed, {}, std::move(result.error().message)});
    return std::move(*result);
}

std::expected<CodeAttempt, StoreError> SeatCards::begin_code(std::string_view number)
{
    return store_.guard([&] {
        auto card = live_card_of("handle = ?", std::string{number});
        // Numbers are printed in capitals and typed in any way; where two differ in nothing else,
        // only the exact one is meant.
        if (!card)
            card = live_card_of("handle = ? COLLATE NOCASE AND 1 = (SELECT count(*) FROM seat_card "
                                "twin WHERE twin.revoked = 0 AND twin.handle = seat_card.handle "
                                "COLLATE NOCASE)",
                                std::string{number});
        return card ? CodeAttempt{card->handle, card->code_hash} : CodeAttempt{};
    });
}

std::expected<Redeemed, RedeemError> SeatCards::redeem_code(const CodeAttempt& attempt,
                                                            bool verified,
                                                            const RedeemRequest& request,
                                                            core::Instant now)
{
    if (!verified || attempt.hash.empty()) return refuse(RedeemRefusal::wrong_code);
    auto result = store_.transact([&]() -> std::expected<Redeemed, RedeemError> {
        const auto card = live_card_of("handle = ?", attempt.handle.value);
        if (!card || card->code_hash != attempt.hash) return refuse(RedeemRefusal::wrong_code);
        return redeem_card(*card, request, now);
    });
    if (!result)
        return std::unexpected(
            RedeemError{RedeemRefusal::store_failed, {}, std::move(result.error().message)});
    return std::move(*result);
}

std::expected<Redeemed, RedeemError>
SeatCards::redeem_card(const Card& card, const RedeemRequest& request, core::Instant now)
{
    if (auto answer = answer_unbound(card, request, now)) return std::move(*answer);
    return bind_card(card, hash_device(request.device_key), now);
}

std::optional<std::expected<Redeemed, RedeemError>>
SeatCards::answer_unbound(const Card& card, const RedeemRequest& request, core::Instant now) const
{
    if (card.revoked) return refuse(RedeemRefusal::card_revoked, card.handle);
    if (card.bound_session.empty()) return std::nullopt;
    if (card.bound_session == request.session) {
        if (const auto session = sessions_.get(request.session, now))
            return Redeemed{*session, {}, {}};
    }
    // Same phone, cookie lost on the way or run out: it gets a new session in place of the old one.
    const std::string device_hash = hash_device(request.device_key);
    if (!device_hash.empty() && device_hash == card.bound_device) return std::nullopt;
    return refuse(RedeemRefusal::card_in_use, card.handle);
}

Redeemed SeatCards::bind_card(const Card& card, const std::string& device_hash, core::Instant now)
{
    Redeemed redeemed;
    // Inside the transaction of `redeem`: a failure has left as an exception, so there are values.
    redeemed.ended = sessions_.revoke_all(SessionKind::attendee, card.handle.value).value();
    auto made =
        sessions_.create(SessionKind::attendee, card.handle.value, core::Role::attendee, now)
            .value();
    SQLite::Statement bind{store_.database(), "UPDATE seat_card SET bound_session = ?, "
                                              "bound_device = nullif(?, ''), bound_at = ? "
                                              "WHERE id = ?"};
    SQLite::bind(bind, made.session.id.value, device_hash, now.ms, card.id);
    bind.exec();
    redeemed.session = std::move(made.session);
    redeemed.cookie = std::move(made.cookie);
    return redeemed;
}

std::expected<SessionIds, StoreError> SeatCards::revoke(const core::ParticipantId& handle)
{
    return store_.transact([&] { return revoke_rows(handle); });
}

std::expected<std::map<core::ParticipantId, CardState>, StoreError> SeatCards::list()
{
    return store_.guard([&] {
        std::map<core::ParticipantId, CardState> cards;
        SQLite::Statement row{store_.database(),
                              "SELECT handle, issued_at, bound_session IS NOT NULL FROM seat_card "
                              "WHERE revoked = 0"};
        while (row.executeStep())
            cards.emplace(core::ParticipantId{row.getColumn(0).getString()},
                          CardState{core::Instant{row.getColumn(1).getInt64()},
                                    row.getColumn(2).getInt() != 0});
        return cards;
    });
}

std::optional<SeatCards::Card> SeatCards::card_of(const std::string& token_hash)
{
    return find_card("token_hash = ?", token_hash);
}

std::optional<SeatCards::Card> SeatCards::live_card_of(const std::string& condition,
                                                       const std::string& value)
{
    return find_card("revoked = 0 AND " + condition, value);
}

std::optional<SeatCards::Card> SeatCards::find_card(const std::string& condition,
                                                    const std::string& value)
{
    SQLite::Statement row{store_.database(),
                          "SELECT id, handle, revoked, ifnull(bound_session, ''), "
                          "ifnull(bound_device, ''), ifnull(code_hash, '') FROM seat_card WHERE " +
                              condition};
    row.bind(1, value);
    if (!row.executeStep()) return std::nullopt;
    return Card{.id = row.getColumn(0).getInt64(),
                .handle = {row.getColumn(1).getString()},
                .revoked = row.getColumn(2).getInt() != 0,
                .bound_session = {row.getColumn(3).getString()},
                .bound_device = row.getColumn(4).getString(),
                .code_hash = row.getColumn(5).getString()};
}

SessionIds SeatCards::revoke_rows(const core::ParticipantId& handle)
{
    SQLite::Statement statement{
        store_.database(), "UPDATE seat_card SET revoked = 1 WHERE handle = ? AND revoked = 0"};
    statement.bind(1, handle.value);
    statement.exec();
    return sessions_.revoke_all(SessionKind::attendee, handle.value).value();
}

} // namespace rostrum::access
