#include "package/story.hpp"

#include "package/story_steps.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace rostrum::package {
namespace {

Fault take_person(ToldRoster& roster, const LoggedEvent& event)
{
    const auto& [name, data] = event;
    if (name == "roster_imported") {
        const auto* entries = member_of(data, "entries").if_array();
        if (entries == nullptr) return Words{"名册无法读取", "the roster cannot be read"};
        for (const auto& one : *entries) {
            const auto* entry = one.if_object();
            if (entry == nullptr) return Words{"名册无法读取", "the roster cannot be read"};
            auto& person = roster[text_of(*entry, "participant")];
            person.category = text_of(*entry, "category");
            person.may_vote = is_true(*entry, "may_vote");
        }
    }
    else if (name == "participant_arrived" || name == "participant_left") {
        const auto found = roster.find(text_of(data, "participant"));
        if (found == roster.end()) return Words{"此席卡不在名册上", "this card is on no roster"};
        found->second.is_present = name == "participant_arrived";
    }
    return std::nullopt;
}

Fault take(Story& story, const LoggedEvent& event)
{
    if (auto fault = take_person(story.roster, event)) return fault;
    if (auto fault = take_draw(story, event)) return fault;
    return take_ballot(story, event);
}

} // namespace

std::expected<Story, Finding> story_of(const std::string& hearing,
                                       const std::vector<LoggedEvent>& events)
{
    Story story{.hearing = hearing};
    std::size_t number = 0;
    for (const auto& event : events) {
        ++number;
        const auto fault = take(story, event);
        if (!fault) continue;
        const auto line = std::to_string(number);
        return std::unexpected(fails(
            "log", "记录自相矛盾，第 " + line + " 行（" + event.name + "）：" + fault->zh,
            "the log contradicts itself in line " + line + " (" + event.name + "): " + fault->en));
    }
    return story;
}

} // namespace rostrum::package
