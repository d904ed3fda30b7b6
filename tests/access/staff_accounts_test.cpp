#include "access/staff_accounts.hpp"

#include "access/card_codes.hpp"
#include "access/limits.hpp"
#include "access/role_names.hpp"
#include "access_fixture.hpp"

#include <sodium.h>

using namespace rostrum::access;
using rostrum::core::Role;
using rostrum::core::StaffId;

namespace {

const std::string good_password = "correct horse 电池";
const StaffId wang{"wang.min"};

std::string hashed(const std::string& password)
{
    return hash_password(password, least_cost()).value();
}

void add_wang(Desk& desk, Role role = Role::moderator)
{
    REQUIRE(desk.staff.add({wang, role, "王敏", false}, hashed(good_password)));
}

LoginRefusal refusal(const std::expected<NewSession, LoginRefusal>& result)
{
    REQUIRE_FALSE(result);
    return result.error();
}

} // namespace

TEST_CASE("the right password opens a session with the account's role", "[access][staff]")
{
    const DataFolder folder;
    Desk desk{folder};
    add_wang(desk, Role::teller);
    const auto made = desk.staff.login("wang.min", good_password, {}, start);
    REQUIRE(made);
    CHECK(made->session.role == Role::teller);
    CHECK(made->session.kind == SessionKind::staff);
    CHECK(made->session.subject == "wang.min");
}

TEST_CASE("a wrong password and an unknown login are refused alike", "[access][staff]")
{
    const DataFolder folder;
    Desk desk{folder};
    add_wang(desk);
    CHECK(refusal(desk.staff.login("wang.min", "correct horse 电车", {}, start)) ==
          LoginRefusal::wrong_login);
    CHECK(refusal(desk.staff.login("wang.min", "", {}, start)) == LoginRefusal::wrong_login);
    CHECK(refusal(desk.staff.login("nobody", good_password, {}, start)) ==
          LoginRefusal::wrong_login);
    CHECK(refusal(desk.staff.login("' OR ''='", good_password, {}, start)) ==
          LoginRefusal::wrong_login);
    CHECK(refusal(desk.staff.login("WANG.MIN", good_password, {}, start)) ==
          LoginRefusal::wrong_login);
    CHECK(desk.sessions.count(SessionKind::staff) == 0);
}

TEST_CASE("an unknown login costs the same hash as a known one", "[access][staff]")
{
    const DataFolder folder;
    Desk desk{folder};
    add_wang(desk);
    const auto parameters = [](const std::string& hash) {
        return hash.substr(0, hash.rfind("p="));
    };
    const auto known = desk.staff.begin_login("wang.min").value();
    const auto unknown = desk.staff.begin_login("nobody").value();
    CHECK(parameters(known.hash) == parameters(unknown.hash));
    // Even a verified answer for an unknown login opens nothing.
    CHECK_FALSE(desk.staff.finish_login(unknown, /*verified=*/true, {}, start));
}

TEST_CASE("nobody's hash is verified in full, at the cost of a real one, and no password has it",
          "[access][staff]")
{
    for (const auto& cost : {interactive_cost(), least_cost(), code_cost()}) {
        const auto nobodys = nobodys_hash(cost);
        // Reads it as a verification does: that it is whole, and what it costs.
        CHECK(crypto_pwhash_str_needs_rehash(nobodys.c_str(), cost.passes, cost.memory_bytes) == 0);
        CHECK_FALSE(verify_password(nobodys, ""));
        CHECK_FALSE(verify_password(nobodys, good_password));
    }
    const auto real = hash_password(good_password, least_cost()).value();
    CHECK(nobodys_hash(least_cost()).size() == real.size());
}

TEST_CASE("a disabled account cannot log in, and its sessions are over", "[access][staff]")
{
    const DataFolder folder;
    Desk desk{folder};
    add_wang(desk);
    const auto made = desk.staff.login("wang.min", good_password, {}, start).value();
    CHECK(desk.staff.set_disabled(wang, true).value() == SessionIds{made.session.id});
    CHECK_FALSE(desk.sessions.find(made.cookie, start));
    CHECK(refusal(desk.staff.login("wang.min", good_password, {}, start)) ==
          LoginRefusal::wrong_login);
    REQUIRE(desk.staff.set_disabled(wang, false));
    CHECK(desk.staff.login("wang.min", good_password, {}, start));
}

TEST_CASE("a new password or role ends the sessions of the old one", "[access][staff]")
{
    const DataFolder folder;
    Desk desk{folder};
    add_wang(desk);
    const auto first = desk.staff.login("wang.min", good_password, {}, start).value();
    CHECK(desk.staff.set_password(wang, hashed("a different one")).value() ==
          SessionIds{first.session.id});
    CHECK_FALSE(desk.staff.login("wang.min", good_password, {}, start));
    const auto second = desk.staff.login("wang.min", "a different one", {}, start).value();
    CHECK(desk.staff.set_role(wang, Role::chair).value() == SessionIds{second.session.id});
    CHECK(desk.staff.login("wang.min", "a different one", {}, start)->session.role == Role::chair);
}

TEST_CASE("an account changed while its password is checked lets nobody in", "[access][staff]")
{
    const DataFolder folder;
    Desk desk{folder};
    add_wang(desk);
    const auto attempt = desk.staff.begin_login("wang.min").value();
    const bool verified = verify_password(attempt.hash, good_password);
    REQUIRE(verified);
    SECTION("by a new password")
    {
        REQUIRE(desk.staff.set_password(wang, hashed("a different one")));
    }
    SECTION("by disabling it")
    {
        REQUIRE(desk.staff.set_disabled(wang, true));
    }
    CHECK_FALSE(desk.staff.finish_login(attempt, verified, {}, start));
}

TEST_CASE("every login gets a session id of its own", "[access][staff]")
{
    const DataFolder folder;
    Desk desk{folder};
    add_wang(desk);
    const auto first = desk.staff.login("wang.min", good_password, {}, start).value();
    const auto second = desk.staff.login("wang.min", good_password, {}, start).value();
    CHECK(first.cookie != second.cookie);
    CHECK(desk.sessions.find(first.cookie, start));
}

TEST_CASE("a password has at least 12 characters, counted as a person counts", "[access][staff]")
{
    CHECK(hash_password("123456789012", least_cost()));
    CHECK(hash_password("密码是一句很长很长的话吧", least_cost()));
    CHECK(hash_password("12345678901", least_cost()).error() == PasswordRefusal::too_short);
    CHECK(hash_password("密码是一句话", least_cost()).error() == PasswordRefusal::too_short);
    CHECK(hash_password("", least_cost()).error() == PasswordRefusal::too_short);
}

TEST_CASE("a password of a book's length is refused and never hashed", "[access][staff]")
{
    CHECK(hash_password(std::string(limits::password_bytes_max, 'x'), least_cost()));
    const std::string book(limits::password_bytes_max + 1, 'x');
    CHECK(hash_password(book, least_cost()).error() == PasswordRefusal::too_long);
    CHECK_FALSE(verify_password(hashed(good_password), book));
}

TEST_CASE("the interactive cost is Argon2id with 2 passes over 64 MiB", "[access][staff]")
{
    const auto hash = hash_password(good_password, interactive_cost()).value();
    CHECK_THAT(hash, tst::StartsWith("$argon2id$v=19$m=65536,t=2,p=1$"));
    CHECK(verify_password(hash, good_password));
    CHECK_FALSE(verify_password(hash, good_password + "!"));
    CHECK_FALSE(verify_password("not a hash", good_password));
    CHECK_FALSE(verify_password("", good_password));
}

TEST_CASE("an account needs a plain login, a role of the staff, and its login for itself",
          "[access][staff]")
{
    const DataFolder folder;
    Desk desk{folder};
    add_wang(desk);
    const auto add = [&](const std::string& login, Role role) {
        return desk.staff.add({{login}, role, "", false}, hashed(good_password)).error().reason;
    };
    CHECK(add("wang.min", Role::chair) == StaffRefusal::login_taken);
    CHECK(add("", Role::chair) == StaffRefusal::bad_login);
    CHECK(add("Wang", Role::chair) == StaffRefusal::bad_login);
    CHECK(add(std::string(33, 'x'), Role::chair) == StaffRefusal::bad_login);
    CHECK(add("li", Role::attendee) == StaffRefusal::bad_role);
    CHECK(add("li", Role::observer) == StaffRefusal::bad_role);
    CHECK(add("li", Role::system) == StaffRefusal::bad_role);
    CHECK(desk.staff.set_role(wang, Role::attendee).error().reason == StaffRefusal::bad_role);
    CHECK(desk.staff.set_disabled({"li"}, true).error().reason == StaffRefusal::unknown_login);
    CHECK(desk.staff.list().value().size() == 1);
}

TEST_CASE("the file itself refuses a password that was not hashed", "[access][staff]")
{
    const DataFolder folder;
    Desk desk{folder};
    CHECK(desk.staff.add({wang, Role::chair, "", false}, good_password).error().reason ==
          StaffRefusal::store_failed);
    CHECK(desk.staff.list().value().empty());
}

TEST_CASE("accounts are listed by login, without their hashes", "[access][staff]")
{
    const DataFolder folder;
    Desk desk{folder};
    add_wang(desk);
    REQUIRE(desk.staff.add({{"li"}, Role::screen, "左屏", true}, hashed(good_password)));
    CHECK(desk.staff.list().value() ==
          std::vector<StaffAccount>{{{"li"}, Role::screen, "左屏", true},
                                    {wang, Role::moderator, "王敏", false}});
}

TEST_CASE("every role has one name, and the name leads back to it", "[access][staff]")
{
    for (int number = 0; number < rostrum::core::role_count; ++number) {
        const auto role = static_cast<Role>(number);
        CHECK(role_from(role_name(role)) == role);
    }
    CHECK_FALSE(role_from("Moderator"));
    CHECK_FALSE(role_from(""));
}

TEST_CASE("no token, cookie, device key or password is in any byte of the folder",
          "[access][staff]")
{
    const DataFolder folder;
    Desk desk{folder};
    const std::string device_key = "q83vEjRWeJCrze8SNFZ4kA";
    add_wang(desk);
    const auto token = desk.issue("A-0001");
    const auto phone = desk.redeem(token, start, device_key).value();
    const auto staff = desk.staff.login("wang.min", good_password, {}, start).value();
    const auto link = desk.links.create(LinkRole::observer, "press", start).value();
    const auto observer = desk.links.redeem(link.token, start).value();
    const auto bytes = folder.bytes();
    REQUIRE(bytes.find(hash_secret(token)) != std::string::npos); // The search does find things.
    for (const auto& secret : {token, device_key, phone.cookie, staff.cookie, link.token,
                               observer.cookie, good_password})
        CHECK(bytes.find(secret) == std::string::npos);
}
