#include "protocol/view_common.hpp"

namespace rostrum::protocol {

namespace json = boost::json;

json::value text_value(std::string_view text)
{
    return json::value(json::string_view(text.data(), text.size()));
}

void add_text(json::object& object, std::string_view name, std::string_view text)
{
    if (!text.empty()) object.emplace(name, text_value(text));
}

void add_person(json::object& object, const NameBook& names, const core::ParticipantId& participant,
                bool with_seat)
{
    const auto found = names.find(participant);
    if (found == names.end()) return;
    const auto& person = found->second;
    add_text(object, "name", person.name);
    add_text(object, "organisation", person.organisation);
    if (!with_seat) return;
    add_text(object, "title", person.title);
    add_text(object, "seat", person.seat);
}

json::object clock_view(const core::Clock& clock)
{
    json::object view = encode(clock.rule).as_object();
    view.emplace("used_ms", encode(clock.used));
    if (clock.running_since) view.emplace("running_since", encode(*clock.running_since));
    return view;
}

json::object notes_view(const std::vector<core::AnswerNote>& notes)
{
    json::object view;
    for (const auto& note : notes) view.emplace(note.unit.value, note.text);
    return view;
}

bool is_public(const core::Question& question)
{
    switch (question.state) {
    case core::QuestionState::waiting:
    case core::QuestionState::speaking:
    case core::QuestionState::closed: return true;
    case core::QuestionState::pending:
    case core::QuestionState::returned:
    case core::QuestionState::merged:
    case core::QuestionState::withdrawn: return false;
    }
    return false;
}

} // namespace rostrum::protocol
