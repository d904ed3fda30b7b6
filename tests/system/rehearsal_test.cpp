#include "system/server_process.hpp"

#include "support/catch.hpp"

#include <string>

namespace rostrum::system_test {

TEST_CASE("a hearing of 130 phones over real sockets loses nothing, repeats nothing and adds up",
          "[system]")
{
    const auto finished = run({"rehearse", "--phones", "130"});
    CAPTURE(finished.output);
    CHECK(finished.exit_code == 0);
    CHECK(finished.output.find("phones joined        130 of 130") != std::string::npos);
    CHECK(finished.output.find("lost                 0\n") != std::string::npos);
    CHECK(finished.output.find("duplicated           0\n") != std::string::npos);
    CHECK(finished.output.find("ballots counted      130 of 130") != std::string::npos);
    const auto paces = finished.output.find("tokens, votes        ");
    REQUIRE(paces != std::string::npos);
    // Both were measured: 130 in a minute would be two a second, of a machine that barely moves.
    const auto figures = finished.output.substr(paces + 21);
    CHECK(std::stod(figures) >= 1);
    CHECK(std::stod(figures.substr(figures.find("and ") + 4)) >= 1);
}

TEST_CASE("a rehearsal with 2000 phones is clean", "[.long][system]")
{
    const auto finished = run({"rehearse", "--phones", "2000"});
    CAPTURE(finished.output);
    CHECK(finished.exit_code == 0);
}

} // namespace rostrum::system_test
