#include "access/card_codes.hpp"

#include "access/limits.hpp"
#include "access_fixture.hpp"

#include <set>

using namespace rostrum::access;
using rostrum::core::ParticipantId;

namespace {

struct Hall : Desk {
    explicit Hall(const DataFolder& folder) : Desk{folder} {}

    /// The code of a fresh card.
    std::string issue_with_code(const std::string& handle)
    {
        const auto code = make_code(entropy);
        const CardOrder order{{handle}, hasher.hash(code).value()};
        token = cards.issue({&order, 1}, start).value().cards.at(0).token;
        return code;
    }
    auto join(const std::string& number, const std::string& code, const SessionId& session = {},
              const std::string& device = {})
    {
        const auto attempt = cards.begin_code(number).value();
        const bool verified =
            hasher.verify(attempt.hash, normalise_code(code).value_or(std::string{}));
        return cards.redeem_code(attempt, verified, {{}, session, device}, start);
    }

    CodeHasher hasher{least_cost()};
    std::string token;
};

} // namespace

TEST_CASE("a code has 40 bits in eight digits, printed in two groups", "[access][card_codes]")
{
    const auto entropy = repeatable_entropy(5);
    std::set<std::string> codes;
    for (int i = 0; i < 1'000; ++i) codes.insert(make_code(entropy));
    CHECK(codes.size() == 1'000);
    CHECK(codes.begin()->size() == 8);
    CHECK(printed_code("K7M29QXT") == "K7M2-9QXT");
}

TEST_CASE("a code may be typed in any case, with blanks and hyphens, O for 0, I and L for 1",
          "[access][card_codes]")
{
    CHECK(normalise_code("k7m2-9qxt") == "K7M29QXT");
    CHECK(normalise_code(" K7M2 9QXT ") == "K7M29QXT");
    CHECK(normalise_code("oOiIlL00") == "00111100");
    CHECK_FALSE(normalise_code("K7M29QX"));
    CHECK_FALSE(normalise_code("K7M29QXTT"));
    CHECK_FALSE(normalise_code("K7M29QXU"));
    CHECK_FALSE(normalise_code(""));
}

TEST_CASE("number and code let the holder in as the card itself does", "[access][card_codes]")
{
    const DataFolder folder;
    Hall hall{folder};
    const auto code = hall.issue_with_code("A-0001");
    const auto joined = hall.join("a-0001", printed_code(code));
    REQUIRE(joined);
    CHECK(joined->session.subject == "A-0001");
    CHECK(joined->session.role == rostrum::core::Role::attendee);
    CHECK(hall.sessions.find(joined->cookie, start));
    // The card is spent on this device, however it was shown.
    CHECK(hall.redeem(hall.token).error().reason == RedeemRefusal::card_in_use);
    CHECK(hall.join("A-0001", code).error().reason == RedeemRefusal::card_in_use);
    CHECK(hall.join("A-0001", code, joined->session.id)->cookie.empty());
}

TEST_CASE("a phone whose answer was lost gets in again by its code and device key",
          "[access][card_codes]")
{
    const DataFolder folder;
    Hall hall{folder};
    const auto code = hall.issue_with_code("A-0001");
    const auto lost = hall.join("A-0001", code, {}, phone_key).value();
    const auto again = hall.join("A-0001", code, {}, phone_key);
    REQUIRE(again);
    CHECK(again->ended == SessionIds{lost.session.id});
}

TEST_CASE("an unknown number, a wrong code and a card without one are refused alike",
          "[access][card_codes]")
{
    const DataFolder folder;
    Hall hall{folder};
    hall.issue_with_code("A-0001");
    hall.issue("A-0002");
    for (const auto& [number, code] : {std::pair{"A-0001", "00000000"},
                                       {"A-0001", ""},
                                       {"A-0002", "00000000"},
                                       {"A-0404", "00000000"},
                                       {"", ""},
                                       {"' OR 1=1 --", "00000000"}}) {
        INFO(number << " " << code);
        const auto refused = hall.join(number, code);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().reason == RedeemRefusal::wrong_code);
        CHECK(refused.error().handle == ParticipantId{});
    }
}

TEST_CASE("T11: an unknown number costs as many hashes, of the same cost, as a wrong code",
          "[access][card_codes]")
{
    const DataFolder folder;
    Hall hall{folder};
    hall.issue_with_code("A-0001");
    hall.issue("A-0002");
    for (const std::string number : {"A-0001", "A-0002", "A-0404"}) {
        const auto before = hall.hasher.count();
        static_cast<void>(hall.join(number, "00000000"));
        CHECK(hall.hasher.count() == before + 1);
    }
    CHECK_FALSE(hall.hasher.verify("", "nobody's")); // Nobody's hash is right for nobody.
    CHECK_THAT(CodeHasher{}.hash("K7M29QXT").value(),
               tst::StartsWith("$argon2id$v=19$m=19456,t=2,p=1$"));
}

TEST_CASE("issuing a card anew makes a new code, and the old one opens nothing",
          "[access][card_codes]")
{
    const DataFolder folder;
    Hall hall{folder};
    const auto old = hall.issue_with_code("A-0001");
    const auto joined = hall.join("A-0001", old).value();
    const auto fresh = hall.issue_with_code("A-0001");
    CHECK_FALSE(hall.sessions.find(joined.cookie, start));
    CHECK(hall.join("A-0001", old).error().reason == RedeemRefusal::wrong_code);
    CHECK(hall.join("A-0001", fresh));
}

TEST_CASE("a card issued anew while its code is checked lets nobody in", "[access][card_codes]")
{
    const DataFolder folder;
    Hall hall{folder};
    const auto code = hall.issue_with_code("A-0001");
    const auto attempt = hall.cards.begin_code("A-0001").value();
    REQUIRE(hall.hasher.verify(attempt.hash, code));
    hall.issue_with_code("A-0001");
    CHECK(hall.cards.redeem_code(attempt, /*verified=*/true, {}, start).error().reason ==
          RedeemRefusal::wrong_code);
}

TEST_CASE("of two numbers that differ in case alone each is found exactly, and neither loosely",
          "[access][card_codes]")
{
    const DataFolder folder;
    Hall hall{folder};
    const auto upper = hall.issue_with_code("AB-1");
    const auto lower = hall.issue_with_code("ab-1");
    CHECK(hall.join("Ab-1", upper).error().reason == RedeemRefusal::wrong_code);
    CHECK(hall.join("AB-1", upper)->session.subject == "AB-1");
    CHECK(hall.join("ab-1", lower)->session.subject == "ab-1");
}

TEST_CASE("no code is in any byte of the folder, and the file takes none that is not hashed",
          "[access][card_codes]")
{
    const DataFolder folder;
    Hall hall{folder};
    const auto code = hall.issue_with_code("A-0001");
    CHECK(folder.bytes().find(code) == std::string::npos);
    const CardOrder bare{{"A-0002"}, code};
    CHECK_FALSE(hall.cards.issue({&bare, 1}, start));
}
