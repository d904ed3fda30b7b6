// Seat cards: one secret per person, spent on one device.
#pragma once

#include "access/card_codes.hpp"
#include "access/people_store.hpp"
#include "access/sessions.hpp"
#include "access/tokens.hpp"
#include "core/ids.hpp"
#include "core/time.hpp"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rostrum::access {

/// A card to be issued. The hash comes from `CodeHasher::hash`; empty: without a code.
struct CardOrder {
    core::ParticipantId handle;
    std::string code_hash;
};

struct IssuedCard {
    core::ParticipantId handle;
    std::string token; ///< For the printed QR code; never stored, so never shown again.
};

struct IssuedCards {
    std::vector<IssuedCard> cards; ///< In the order asked for.
    SessionIds ended;              ///< Sessions of the cards replaced: close their sockets (4403).
};

enum class RedeemRefusal : std::uint8_t {
    unknown_card,
    wrong_code,  ///< Number or code: which of them, nobody is told.
    card_in_use, ///< Another device holds it: tell the desk, for one of the two may be a thief.
    card_revoked,
    store_failed,
};

struct RedeemError {
    RedeemRefusal reason{RedeemRefusal::unknown_card};
    core::ParticipantId handle; ///< Whose card it is, for the desk; empty when unknown.
    std::string message;        ///< Of `store_failed`, for the operator's log.
};

/// A typed code on its way over the thread for codes: give `hash` and the code to
/// `CodeHasher::verify` there, and come back with its answer.
struct CodeAttempt {
    core::ParticipantId handle;
    std::string hash; ///< Empty when there is no such card, or none with a code.
};

struct RedeemRequest {
    std::string_view token; ///< Empty with a typed code.
    SessionId session;      ///< The caller's living session, if it came with one; else empty.
    /// A secret the phone made and keeps (at least 128 bits in base64url), or empty. With it the
    /// same phone is let in again when our answer, and with it the cookie, was lost.
    std::string_view device_key;
};

struct Redeemed {
    Session session;
    std::string cookie; ///< Empty: the caller's own session goes on.
    SessionIds ended;   ///< The session that this one replaces on the same device.
};

struct CardState {
    core::Instant issued_at;
    bool spent{false};
};

class SeatCards {
public:
    /// All must outlive this.
    SeatCards(PeopleStore& store, Sessions& sessions, Entropy entropy);

    /// A fresh card for each, all or none. A card a person already had is revoked, and so is the
    /// session it opened. A handle named twice gets the later card only.
    std::expected<IssuedCards, StoreError> issue(std::span<const CardOrder> orders,
                                                 core::Instant now);
    /// Likewise, without codes.
    std::expected<IssuedCards, StoreError> issue(std::span<const core::ParticipantId> handles,
                                                 core::Instant now);

    /// Lets the holder in. The first device keeps the card until it is issued anew.
    std::expected<Redeemed, RedeemError> redeem(const RedeemRequest& request, core::Instant now);

    /// The valid card of this number, which may be typed in any case.
    std::expected<CodeAttempt, StoreError> begin_code(std::string_view number);
    /// Refuses also when the card was issued anew while the code was being checked.
    std::expected<Redeemed, RedeemError> redeem_code(const CodeAttempt& attempt, bool verified,
                                                     const RedeemRequest& request,
                                                     core::Instant now);

    /// Without a replacement: a lost card, a person who left. Returns the sessions ended.
    std::expected<SessionIds, StoreError> revoke(const core::ParticipantId& handle);

    /// The valid cards.
    [[nodiscard]] std::expected<std::map<core::ParticipantId, CardState>, StoreError> list();

private:
    struct Card;

    [[nodiscard]] std::optional<Card> card_of(const std::string& token_hash);
    [[nodiscard]] std::optional<Card> find_card(const std::string& condition,
                                                const std::string& value);
    [[nodiscard]] std::optional<Card> live_card_of(const std::string& condition,
                                                   const std::string& value);
    std::expected<Redeemed, RedeemError> redeem_card(const Card& card, const RedeemRequest& request,
                                                     core::Instant now);
    /// What can be answered without writing; nothing when the card is to be bound.
    [[nodiscard]] std::optional<std::expected<Redeemed, RedeemError>>
    answer_unbound(const Card& card, const RedeemRequest& request, core::Instant now) const;
    Redeemed bind_card(const Card& card, const std::string& device_hash, core::Instant now);
    SessionIds revoke_rows(const core::ParticipantId& handle);

    PeopleStore& store_;
    Sessions& sessions_;
    Entropy entropy_;
};

} // namespace rostrum::access
