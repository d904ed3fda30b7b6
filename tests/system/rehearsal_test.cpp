#include "system/server_process.hpp"

#include "support/catch.hpp"

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
}

TEST_CASE("a rehearsal with 2000 phones is clean", "[.long][system]")
{
    const auto finished = run({"rehearse", "--phones", "2000"});
    CAPTURE(finished.output);
    CHECK(finished.exit_code == 0);
}

} // namespace rostrum::system_test
