#include "system/staff_fixture.hpp"

#include "access/card_codes.hpp"
#include "access/passwords.hpp"
#include "access/totp.hpp"
#include "cli/clock.hpp"
#include "cli/crypto.hpp"
#include "system/hall_fixture.hpp"

#include <algorithm>
#include <stdexcept>

namespace rostrum::system_test {
namespace {

core::Role role_of(net::DoorKeeper& door, const std::string& login)
{
    const auto accounts = door.staff.list().value();
    const auto found =
        std::ranges::find(accounts, core::StaffId{login}, &access::StaffAccount::login);
    if (found == accounts.end()) throw std::runtime_error("no such account: " + login);
    return found->role;
}

} // namespace

void hire(const std::filesystem::path& data, const std::map<std::string, core::Role>& staff)
{
    const auto runtime = open_quietly(data);
    const auto hash = access::hash_password(staff_password, access::least_cost()).value();
    runtime->at_door([&](net::DoorKeeper& door) {
        for (const auto& [login, role] : staff)
            door.staff.add({{login}, role, "Staff " + login, false}, hash).value();
    });
}

std::string staff_cookie(const std::filesystem::path& data, const std::string& login,
                         core::Instant began)
{
    std::string cookie;
    open_quietly(data)->at_door([&](net::DoorKeeper& door) {
        cookie =
            door.sessions.create(access::SessionKind::staff, login, role_of(door, login), began)
                .value()
                .cookie;
    });
    return cookie;
}

std::vector<std::string> staff_cookies(const std::filesystem::path& data, const std::string& login,
                                       std::size_t count)
{
    std::vector<std::string> cookies;
    open_quietly(data)->at_door([&](net::DoorKeeper& door) {
        while (cookies.size() < count)
            cookies.push_back(
                door.sessions
                    .create(access::SessionKind::staff, login, role_of(door, login), cli::now())
                    .value()
                    .cookie);
    });
    return cookies;
}

std::string link_token(const std::filesystem::path& data, access::LinkRole role)
{
    std::string token;
    open_quietly(data)->at_door([&](net::DoorKeeper& door) {
        token = door.links.create(role, "test", cli::now()).value().token;
    });
    return token;
}

std::string enrol(const std::filesystem::path& data, const std::string& login)
{
    const auto key = access::make_totp_key(cli::entropy());
    open_quietly(data)->at_door(
        [&](net::DoorKeeper& door) { door.staff.set_totp({login}, key).value(); });
    return key;
}

std::map<std::string, std::string> card_codes(const std::filesystem::path& data,
                                              const std::vector<std::string>& numbers)
{
    std::map<std::string, std::string> codes;
    access::CodeHasher hasher{access::least_cost()};
    open_quietly(data)->at_door([&](net::DoorKeeper& door) {
        std::vector<access::CardOrder> orders;
        for (const auto& number : numbers) {
            codes[number] = access::make_code(cli::entropy());
            orders.push_back({{number}, hasher.hash(codes.at(number)).value()});
        }
        door.cards.issue(orders, cli::now()).value();
    });
    return codes;
}

} // namespace rostrum::system_test
