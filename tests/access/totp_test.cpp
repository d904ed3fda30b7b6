#include "access/totp.hpp"

#include "access/limits.hpp"
#include "access_fixture.hpp"

#include <array>
#include <utility>

using namespace rostrum::access;
using rostrum::core::Instant;
using rostrum::core::Role;
using rostrum::core::Span;

namespace {

/// The key of RFC 6238, appendix B: `12345678901234567890`.
const std::string rfc_key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const std::string password = "correct horse 电池";

Instant at_second(std::int64_t second)
{
    return {second * 1000};
}

struct Office : Desk {
    explicit Office(const DataFolder& folder) : Desk{folder}
    {
        const auto hash = hash_password(password, least_cost()).value();
        staff.add({{"wang"}, Role::moderator, "王敏", false}, hash).value();
        key = make_totp_key(entropy);
        staff.set_totp({"wang"}, key).value();
    }
    auto log_in(const std::string& code, Instant now = start)
    {
        return staff.login("wang", password, code, now);
    }
    [[nodiscard]] std::string code(std::int64_t steps_later, Instant now = start) const
    {
        return totp_code(key, totp_step(now) + steps_later);
    }

    std::string key;
};

} // namespace

TEST_CASE("T12: one-time codes are those of RFC 4226, appendix D", "[access][totp]")
{
    const std::array<std::uint32_t, 10> truncated{1284755224, 1094287082, 137359152,  1726969429,
                                                  1640338314, 868254676,  1918287922, 82162583,
                                                  673399871,  645520489};
    const std::array<std::string, 10> codes{"755224", "287082", "359152", "969429", "338314",
                                            "254676", "287922", "162583", "399871", "520489"};
    for (std::size_t counter = 0; counter < truncated.size(); ++counter) {
        CHECK(hotp(rfc_key, static_cast<std::int64_t>(counter)) == truncated.at(counter));
        CHECK(totp_code(rfc_key, static_cast<std::int64_t>(counter)) == codes.at(counter));
    }
}

TEST_CASE("T12: one-time codes are those of RFC 6238, appendix B, cut to six digits",
          "[access][totp]")
{
    const std::array<std::pair<std::int64_t, std::string>, 6> vectors{
        {{59, "94287082"},
         {1'111'111'109, "07081804"},
         {1'111'111'111, "14050471"},
         {1'234'567'890, "89005924"},
         {2'000'000'000, "69279037"},
         {20'000'000'000, "65353130"}}};
    for (const auto& [second, eight] : vectors) {
        const auto step = totp_step(at_second(second));
        CHECK(*hotp(rfc_key, step) % 100'000'000 == std::stoul(eight));
        CHECK(totp_code(rfc_key, step) == eight.substr(2));
        CHECK(find_totp_step(rfc_key, eight.substr(2), at_second(second), 0) == step);
    }
}

TEST_CASE("T12: a code is good in its own step and in the one before and after, and no further",
          "[access][totp]")
{
    const auto now = at_second(1'234'567'890);
    const auto here = totp_step(now);
    for (std::int64_t beside = -3; beside <= 3; ++beside) {
        INFO(beside);
        const auto found = find_totp_step(rfc_key, totp_code(rfc_key, here + beside), now, 0);
        CHECK(found.has_value() == (beside >= -1 && beside <= 1));
    }
}

TEST_CASE("T12: what is no code of six digits opens nothing, and blanks do not matter",
          "[access][totp]")
{
    const auto now = at_second(59);
    for (const std::string code : {"", "0", "28708", "2870820", "94287082", "abcdef", "-87082"})
        CHECK_FALSE(find_totp_step(rfc_key, code, now, 0));
    CHECK(find_totp_step(rfc_key, "287 082", now, 0));
    CHECK_FALSE(find_totp_step("not base32!", "287082", now, 0));
    CHECK_FALSE(find_totp_step("", "287082", now, 0));
}

TEST_CASE("T12: a code that has opened a session opens no other, nor does any before it",
          "[access][totp]")
{
    const DataFolder folder;
    Office office{folder};
    CHECK(office.log_in(office.code(0)));
    CHECK(office.log_in(office.code(0)).error() == LoginRefusal::wrong_code);
    CHECK(office.log_in(office.code(-1)).error() == LoginRefusal::wrong_code);
    CHECK(office.log_in(office.code(1))); // The next one, by a clock that is fast.
    const Instant later = start + limits::totp_step + limits::totp_step;
    CHECK(office.log_in(office.code(-1, later), later).error() == LoginRefusal::wrong_code);
    CHECK(office.log_in(office.code(0, later), later));
    Desk restarted{folder, 3}; // And a restart forgets none of this.
    CHECK_FALSE(restarted.staff.use_code("wang", office.code(0, later), later).value());
}

TEST_CASE("an account with an authenticator needs password and code, in this order",
          "[access][totp]")
{
    const DataFolder folder;
    Office office{folder};
    CHECK(office.log_in("").error() == LoginRefusal::code_needed);
    CHECK(office.log_in("000000").error() == LoginRefusal::wrong_code);
    // Who does not know the password is not told that a code is asked, and spends none.
    const auto code = office.code(0);
    CHECK(office.staff.login("wang", "a wrong password", code, start).error() ==
          LoginRefusal::wrong_login);
    CHECK(office.log_in(code));
    CHECK(office.staff.has_totp("wang").value());
    CHECK_FALSE(office.staff.has_totp("nobody").value());
}

TEST_CASE("taking the authenticator away or another one ends the sessions", "[access][totp]")
{
    const DataFolder folder;
    Office office{folder};
    const auto made = office.log_in(office.code(0)).value();
    CHECK(office.staff.set_totp({"wang"}, "").value() == SessionIds{made.session.id});
    CHECK(office.log_in(""));
    CHECK(office.staff.set_totp({"nobody"}, "").error().reason == StaffRefusal::unknown_login);
    CHECK(office.staff.set_totp({"wang"}, "too short").error().reason ==
          StaffRefusal::store_failed);
}

TEST_CASE("a code shown at login or later counts for five minutes, in memory only",
          "[access][totp]")
{
    const DataFolder folder;
    Office office{folder};
    const auto made = office.log_in(office.code(0)).value();
    const auto id = made.session.id;
    CHECK(office.sessions.confirmed(id, start + limits::step_up_lifetime + Span{-1}));
    CHECK_FALSE(office.sessions.confirmed(id, start + limits::step_up_lifetime));
    CHECK_FALSE(office.sessions.confirmed(id, start + Span{-1})); // A clock set back.
    Desk restarted{folder, 3};
    CHECK_FALSE(restarted.sessions.confirmed(id, start));
}

TEST_CASE("T4: showing a code again gives the session a new cookie and id, and the old ones die",
          "[access][totp]")
{
    const DataFolder folder;
    Office office{folder};
    const auto old = office.log_in(office.code(0)).value();
    const Instant later = start + limits::step_up_lifetime;
    const auto made = office.sessions.renew(old.session.id, later).value();
    REQUIRE(made);
    CHECK(made->cookie != old.cookie);
    CHECK_FALSE(office.sessions.find(old.cookie, later));
    const auto found = office.sessions.find(made->cookie, later);
    REQUIRE(found);
    CHECK(found->expires_at == old.session.expires_at); // Twelve hours are twelve hours.
    CHECK(office.sessions.confirmed(made->session.id, later));
    CHECK_FALSE(office.sessions.confirmed(old.session.id, later));
    CHECK_FALSE(Desk(folder, 3).sessions.find(old.cookie, later));
    CHECK(Desk(folder, 4).sessions.find(made->cookie, later));
    CHECK_FALSE(office.sessions.renew(old.session.id, later).value());
}

TEST_CASE("a key has 160 bits in base32, and its address is what an authenticator scans",
          "[access][totp]")
{
    const auto entropy = repeatable_entropy(5);
    const auto key = make_totp_key(entropy);
    CHECK(key.size() == 32);
    CHECK(key.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") == std::string::npos);
    CHECK(key != make_totp_key(entropy));
    CHECK(otpauth_uri(key, "wang") ==
          "otpauth://totp/Rostrum:wang?secret=" + key + "&issuer=Rostrum");
}
