#include "papers/course.hpp"

#include "protocol/event_codec.hpp"

#include <algorithm>
#include <utility>
#include <variant>

namespace rostrum::papers {
namespace {

void follow(Course& course, const protocol::RecordedEvent& recorded)
{
    const auto at = recorded.at;
    const auto& event = recorded.event;
    if (const auto* entered = std::get_if<core::PhaseEntered>(&event))
        course.phases.push_back({entered->to, at, false, entered->reason});
    else if (const auto* reopened = std::get_if<core::PhaseReopened>(&event))
        course.phases.push_back({reopened->to, at, true, reopened->reason});
    else if (const auto* called = std::get_if<core::QuestionCalled>(&event))
        course.turns[called->question].called_at = at;
    else if (const auto* closed = std::get_if<core::QuestionClosed>(&event))
        course.turns[closed->question].closed_at = at;
    else if (const auto* published = std::get_if<core::ResultPublished>(&event))
        course.published[published->ballot] = at;
    else if (const auto* arrived = std::get_if<core::ParticipantArrived>(&event))
        course.attended.insert(arrived->participant);
}

} // namespace

std::optional<core::Instant> Course::entered(core::Phase phase) const
{
    const auto last = std::ranges::find(phases.rbegin(), phases.rend(), phase, &PhaseStart::phase);
    if (last == phases.rend()) return std::nullopt;
    return last->at;
}

std::expected<Course, std::string> course_of(const std::vector<std::string>& lines)
{
    Course course;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto recorded = protocol::decode_line(lines[i]);
        if (!recorded)
            return std::unexpected("line " + std::to_string(i + 1) + " of the log is no event");
        follow(course, *recorded);
    }
    return course;
}

} // namespace rostrum::papers
