#include "papers/course.hpp"
#include "protocol/event_codec.hpp"

#include "support/catch.hpp"
#include "support/hearing_story.hpp"

using namespace rostrum;

namespace {

std::vector<std::string> lines_of(const test::Scene& scene)
{
    std::vector<std::string> lines;
    for (const auto& [event, at] : scene.log())
        lines.push_back(
            protocol::encode_line({lines.size(), at, {core::Role::moderator, "mo"}, "c", event}));
    return lines;
}

} // namespace

TEST_CASE("the course of a hearing is read from its log", "[papers]")
{
    const auto scene = test::tell_story([](const test::Scene&) {});
    const auto course = papers::course_of(lines_of(scene)).value();
    const auto& floor = scene.hearing().floor;
    REQUIRE_FALSE(floor.history.empty());
    for (const auto& id : floor.history) {
        const auto& times = course.turns.at(id);
        REQUIRE(times.closed_at);
        CHECK(times.called_at <= *times.closed_at);
    }
    CHECK(course.entered(core::Phase::closed));
    CHECK_FALSE(course.entered(core::Phase::draft));
    CHECK_FALSE(course.published.empty());
    CHECK_FALSE(course.attended.empty());
}

TEST_CASE("a log with a line that is no event has no course", "[papers]")
{
    CHECK(papers::course_of({"{}"}).error() == "line 1 of the log is no event");
}
