#include "slides/child.hpp"

#include "support/catch.hpp"

#include <fcntl.h>
#include <string>
#include <unistd.h>

using namespace rostrum::slides;
using namespace std::chrono_literals;

namespace {

ChildEnd shell(const std::string& lines, std::chrono::milliseconds time_max = 60s,
               const std::stop_token& stop = {})
{
    return run_child({"sh", "-c", lines}, time_max, Group::own, stop);
}

} // namespace

TEST_CASE("a child's output and its end are told", "[slides]")
{
    CHECK(shell("echo pages 3").output == "pages 3\n");
    CHECK(shell("echo pages 3").way == ChildEnd::Way::done);
    CHECK(shell("exit 4").way == ChildEnd::Way::failed);
    CHECK(shell("kill -9 $$").way == ChildEnd::Way::killed);
    CHECK(run_child({"/no/such/program"}, 60s, Group::own).way == ChildEnd::Way::failed);
}

TEST_CASE("a child that takes too long is ended with everything it started", "[slides]")
{
    const auto end = shell("(while :; do sleep 1; done) & echo begun; wait", 300ms);
    CHECK(end.way == ChildEnd::Way::too_late);
    CHECK(end.output == "begun\n");
}

TEST_CASE("a child is ended when the server stops", "[slides]")
{
    std::stop_source stopping;
    stopping.request_stop();
    CHECK(shell("while :; do sleep 1; done", 60s, stopping.get_token()).way ==
          ChildEnd::Way::too_late);
}

TEST_CASE("a child holds no file of its parent's", "[slides]")
{
    // Passed on unless it is closed; far from those that the shell opens for itself.
    const int own = ::fcntl(0, F_DUPFD, 57);
    REQUIRE(own >= 57);
    const auto listed = shell("echo /proc/$$/fd/*").output;
    CHECK_THAT(listed, tst::has_text("/fd/2"));
    CHECK_THAT(listed, !tst::has_text("/fd/" + std::to_string(own)));
    ::close(own);
}
