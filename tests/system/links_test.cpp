// Links for observers and screens, as the command line makes and revokes them.
#include "session/close_code.hpp"
#include "system/served_hall.hpp"

#include "support/catch.hpp"

#include <string>
#include <vector>

namespace rostrum::system_test {

TEST_CASE("a link revoked at the command line lets nobody in, and ends the sessions it opened",
          "[system]")
{
    const ServedHall served;
    const auto staff = [&](const std::vector<std::string>& words) {
        std::vector<std::string> arguments{"staff", "--data", served.data().string()};
        arguments.insert(arguments.end(), words.begin(), words.end());
        return run(arguments);
    };
    const auto made = staff({"link", "--role", "observer", "--label", "press"}).output;
    const auto begin = made.find("#o=") + 3;
    const auto body = R"({"token":")" + made.substr(begin, made.find('\n') - begin) + "\"}";
    const auto followed = served.post("/api/v1/link", body);
    REQUIRE(followed.status == 200);
    auto observer = served.client();
    served.enter(observer, followed.cookie());

    const auto listed = staff({"links"}).output;
    CHECK_THAT(listed, tst::has_text("\tobserver\tpress\n"));
    CHECK(staff({"revoke-link", "none"}).exit_code == 1);
    CHECK(staff({"revoke-link", listed.substr(0, listed.find('\t'))}).exit_code == 0);
    CHECK(observer.await_close() == static_cast<unsigned>(session::CloseCode::no_session));
    CHECK(served.post("/api/v1/link", body).code() == "unknown_link");
    CHECK_THAT(staff({"links"}).output, tst::has_text("\tpress\trevoked\n"));
}

} // namespace rostrum::system_test
