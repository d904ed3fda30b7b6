#include "access/seat_cards.hpp"

#include "access/limits.hpp"
#include "access_fixture.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <string>
#include <vector>

using namespace rostrum::access;
using rostrum::core::ParticipantId;

namespace {

const std::string other_key = "AAAAAAAAAAAAAAAAAAAAAA";

RedeemRefusal refusal(const std::expected<Redeemed, RedeemError>& result)
{
    REQUIRE_FALSE(result);
    return result.error().reason;
}

} // namespace

TEST_CASE("a card lets its holder in, as that attendee", "[access][seat_cards]")
{
    const DataFolder folder;
    Desk desk{folder};
    const auto redeemed = desk.redeem(desk.issue("A-0001"));
    REQUIRE(redeemed);
    CHECK(redeemed->session.subject == "A-0001");
    CHECK(redeemed->session.role == rostrum::core::Role::attendee);
    CHECK(desk.sessions.find(redeemed->cookie, start) == redeemed->session);
}

TEST_CASE("a second device is told that the card is in use, and whose it is",
          "[access][seat_cards]")
{
    const DataFolder folder;
    Desk desk{folder};
    const auto token = desk.issue("A-0001");
    const auto first = desk.redeem(token, start, phone_key).value();
    const auto second = desk.redeem(token, start, other_key);
    CHECK(refusal(second) == RedeemRefusal::card_in_use);
    CHECK(second.error().handle == ParticipantId{"A-0001"});
    CHECK(refusal(desk.redeem(token)) == RedeemRefusal::card_in_use);
    CHECK(desk.sessions.find(first.cookie, start)); // And the first one goes on.
}

TEST_CASE("the same session may redeem its card again and keeps its cookie", "[access][seat_cards]")
{
    const DataFolder folder;
    Desk desk{folder};
    const auto token = desk.issue("A-0001");
    const auto first = desk.redeem(token).value();
    const auto again = desk.cards.redeem({token, first.session.id, {}}, start);
    REQUIRE(again);
    CHECK(again->session == first.session);
    CHECK(again->cookie.empty());
    CHECK(again->ended.empty());
}

TEST_CASE("the session of one card does not open another that is in use", "[access][seat_cards]")
{
    const DataFolder folder;
    Desk desk{folder};
    const auto mine = desk.redeem(desk.issue("A-0001")).value();
    const auto token = desk.issue("A-0002");
    REQUIRE(desk.redeem(token));
    CHECK(refusal(desk.cards.redeem({token, mine.session.id, {}}, start)) ==
          RedeemRefusal::card_in_use);
}

TEST_CASE("a phone whose first answer was lost gets in with its device key, in place of itself",
          "[access][seat_cards]")
{
    const DataFolder folder;
    Desk desk{folder};
    const auto token = desk.issue("A-0001");
    const auto lost = desk.redeem(token, start, phone_key).value();
    const auto again = desk.redeem(token, start, phone_key);
    REQUIRE(again);
    CHECK(again->ended == SessionIds{lost.session.id});
    CHECK_FALSE(desk.sessions.find(lost.cookie, start));
    CHECK(desk.sessions.find(again->cookie, start));
    CHECK(desk.sessions.count(SessionKind::attendee) == 1);
}

TEST_CASE("a device key too short to be a secret opens nothing", "[access][seat_cards]")
{
    const DataFolder folder;
    Desk desk{folder};
    const auto token = desk.issue("A-0001");
    REQUIRE(desk.redeem(token, start, "1234"));
    CHECK(refusal(desk.redeem(token, start, "1234")) == RedeemRefusal::card_in_use);
    CHECK(refusal(desk.redeem(token, start, "")) == RedeemRefusal::card_in_use);
}

TEST_CASE("a spent card stays spent when its session has run out, but not for its own phone",
          "[access][seat_cards]")
{
    const DataFolder folder;
    Desk desk{folder};
    const auto token = desk.issue("A-0001");
    const auto first = desk.redeem(token, start, phone_key).value();
    const auto later = start + limits::attendee_lifetime;
    REQUIRE(desk.sessions.reap(later));
    CHECK(refusal(desk.redeem(token, later, other_key)) == RedeemRefusal::card_in_use);
    const auto dead = desk.cards.redeem({token, first.session.id, {}}, later);
    CHECK(refusal(dead) == RedeemRefusal::card_in_use);
    CHECK(desk.redeem(token, later, phone_key));
}

TEST_CASE("issuing a card anew revokes the old one and ends its session", "[access][seat_cards]")
{
    const DataFolder folder;
    Desk desk{folder};
    const auto old_token = desk.issue("A-0001");
    const auto old = desk.redeem(old_token, start, phone_key).value();
    const auto bystander = desk.redeem(desk.issue("A-0002")).value();
    const ParticipantId handle{"A-0001"};
    const auto issued = desk.cards.issue({&handle, 1}, start).value();
    CHECK(issued.ended == SessionIds{old.session.id});
    CHECK_FALSE(desk.sessions.find(old.cookie, start));
    CHECK(refusal(desk.redeem(old_token)) == RedeemRefusal::card_revoked);
    CHECK(refusal(desk.redeem(old_token, start, phone_key)) == RedeemRefusal::card_revoked);
    CHECK(desk.redeem(issued.cards.at(0).token));
    CHECK(desk.sessions.find(bystander.cookie, start));
}

TEST_CASE("a revoked card lets nobody in, and its session is over", "[access][seat_cards]")
{
    const DataFolder folder;
    Desk desk{folder};
    const auto token = desk.issue("A-0001");
    const auto first = desk.redeem(token).value();
    CHECK(desk.cards.revoke(ParticipantId{"A-0001"}).value() == SessionIds{first.session.id});
    CHECK(refusal(desk.redeem(token)) == RedeemRefusal::card_revoked);
    CHECK(desk.cards.list().value().empty());
    CHECK(desk.cards.revoke(ParticipantId{"A-0404"}).value().empty());
}

TEST_CASE("a token nobody issued is an unknown card", "[access][seat_cards]")
{
    const DataFolder folder;
    Desk desk{folder};
    const auto token = desk.issue("A-0001");
    CHECK(refusal(desk.redeem(std::string(26, '0'))) == RedeemRefusal::unknown_card);
    CHECK(refusal(desk.redeem("' OR 1=1 --")) == RedeemRefusal::unknown_card);
    CHECK(refusal(desk.redeem("")) == RedeemRefusal::unknown_card);
    CHECK(refusal(desk.redeem(token.substr(1))) == RedeemRefusal::unknown_card);
}

TEST_CASE("a token may be typed in lower case", "[access][seat_cards]")
{
    const DataFolder folder;
    Desk desk{folder};
    auto token = desk.issue("A-0001");
    std::ranges::transform(token, token.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    CHECK(desk.redeem(token));
}

TEST_CASE("a hall's cards are issued together or not at all", "[access][seat_cards]")
{
    const DataFolder folder;
    Desk desk{folder};
    std::vector<ParticipantId> hall;
    for (int i = 0; i < 130; ++i) hall.push_back({"A-" + std::to_string(i)});
    const auto issued = desk.cards.issue(hall, start).value();
    std::set<std::string> tokens;
    for (const auto& card : issued.cards) tokens.insert(card.token);
    CHECK(tokens.size() == 130);
    CHECK(desk.cards.list().value().size() == 130);

    hall.push_back({"no such handle"});
    CHECK_FALSE(desk.cards.issue(hall, start));
    CHECK(desk.redeem(issued.cards.at(0).token)); // The cards before are still good.
}

TEST_CASE("of a handle named twice only the later card is handed out", "[access][seat_cards]")
{
    const DataFolder folder;
    Desk desk{folder};
    const std::vector<ParticipantId> twice{{"A-1"}, {"A-2"}, {"A-1"}};
    const auto issued = desk.cards.issue(twice, start).value();
    REQUIRE(issued.cards.size() == 2);
    for (const auto& card : issued.cards) CHECK(desk.redeem(card.token));
}

TEST_CASE("the list tells which cards are spent", "[access][seat_cards]")
{
    const DataFolder folder;
    Desk desk{folder};
    const auto token = desk.issue("A-0001");
    desk.issue("A-0002");
    REQUIRE(desk.redeem(token));
    const auto cards = desk.cards.list().value();
    CHECK(cards.at(ParticipantId{"A-0001"}).spent);
    CHECK_FALSE(cards.at(ParticipantId{"A-0002"}).spent);
}

TEST_CASE("cards and their bindings outlive a restart", "[access][seat_cards]")
{
    const DataFolder folder;
    std::string token;
    Redeemed first;
    {
        Desk desk{folder};
        token = desk.issue("A-0001");
        first = desk.redeem(token).value();
    }
    Desk desk{folder, 2};
    CHECK(desk.sessions.find(first.cookie, start));
    CHECK(refusal(desk.redeem(token)) == RedeemRefusal::card_in_use);
}

TEST_CASE("a store that fails lets nobody in", "[access][seat_cards]")
{
    const DataFolder folder;
    Desk desk{folder};
    const auto token = desk.issue("A-0001");
    desk.store->database().exec("ALTER TABLE session RENAME TO gone");
    CHECK(refusal(desk.redeem(token)) == RedeemRefusal::store_failed);
    desk.store->database().exec("ALTER TABLE gone RENAME TO session");
    CHECK(desk.redeem(token)); // And the card was not spent on it.
}

TEST_CASE("a typed number is found, or not, without a look at all cards", "[access][seat_cards]")
{
    const DataFolder folder;
    Desk desk{folder};
    auto* database = desk.store->database().getHandle();
    // What SQLite does to find it, in steps of its machine.
    const auto steps_for = [&](const std::string& number) {
        int steps = 0;
        sqlite3_progress_handler(
            database, 1, [](void* count) { return ++*static_cast<int*>(count), 0; }, &steps);
        static_cast<void>(desk.cards.begin_code(number).value());
        sqlite3_progress_handler(database, 0, nullptr, nullptr);
        return steps;
    };
    (void)desk.issue("A-0001");
    const std::vector<std::string> numbers{"A-0001", "a-0001", "z-9999"};
    std::vector<int> before;
    for (const auto& number : numbers) before.push_back(steps_for(number));
    std::vector<ParticipantId> many;
    for (int i = 2; i <= 500; ++i) many.push_back({"A-" + std::to_string(10'000 + i)});
    REQUIRE(desk.cards.issue(many, start));
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        CAPTURE(numbers[i]);
        CHECK(steps_for(numbers[i]) <= before[i] + 10);
    }
}
