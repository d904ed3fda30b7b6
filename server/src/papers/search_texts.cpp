#include "papers/search_texts.hpp"

#include "papers/json_parts.hpp"
#include "papers/normal_text.hpp"

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace rostrum::papers {
namespace {

using protocol::Findable;
using protocol::FindableKind;

std::string hay_of(std::initializer_list<std::string_view> parts)
{
    std::string hay;
    for (const auto part : parts)
        if (!part.empty()) hay += plain_key(part) + '\n';
    return hay;
}

void add_question(std::vector<Findable>& all, const core::Hearing& hearing,
                  const core::Question& question)
{
    const auto& id = question.question.value;
    const auto& shown = question.text.empty() ? question.original_text : question.text;
    if (!shown.empty())
        all.push_back({FindableKind::question, hearing.hearing, id, shown, question.asker_id,
                       hay_of({question.original_text, question.text, question.confirmed_text,
                               question.asker_id})});
    for (const auto& note : question.notes) {
        const auto unit = unit_name(hearing, note.unit);
        all.push_back({FindableKind::answer, hearing.hearing, id, note.text, unit,
                       hay_of({note.text, unit})});
    }
}

Findable duty_of(const core::Hearing& hearing, const core::ReportDuty& duty)
{
    const auto* unit = core::find_unit(hearing.campaign, duty.unit);
    const auto name = unit_name(hearing, duty.unit);
    const auto& shown = duty.report.empty() ? duty.return_reason : duty.report;
    return {
        FindableKind::duty,
        hearing.hearing,
        duty.duty.value,
        shown,
        name,
        hay_of({name, unit == nullptr ? "" : unit->responsible, duty.report, duty.return_reason})};
}

Findable instruction_of(const core::Hearing& hearing, const core::Instruction& instruction)
{
    const auto unit = unit_name(hearing, instruction.unit);
    return {FindableKind::instruction,
            hearing.hearing,
            instruction.instruction.value,
            instruction.text,
            unit,
            hay_of({instruction.text, instruction.outcome, unit, instruction.responsible})};
}

bool has_all(const std::string& hay, const std::vector<std::string>& words)
{
    return std::ranges::all_of(words, [&](const auto& word) { return hay.contains(word); });
}

} // namespace

std::vector<std::string> search_words(std::string_view typed)
{
    const auto plain = plain_key(typed);
    std::vector<std::string> words;
    std::string word;
    for (const char character : plain + ' ') {
        const bool is_blank = character == ' ' || character == '\t' || character == '\n';
        if (!is_blank)
            word += character;
        else if (!word.empty())
            words.push_back(std::exchange(word, {}));
    }
    return words;
}

std::vector<Findable> search_texts(const core::Hearing& hearing)
{
    std::vector<Findable> all;
    for (const auto& [id, question] : hearing.floor.questions) add_question(all, hearing, question);
    for (const auto& [id, duty] : hearing.duties.reports) all.push_back(duty_of(hearing, duty));
    for (const auto& [id, instruction] : hearing.duties.instructions)
        all.push_back(instruction_of(hearing, instruction));
    return all;
}

FoundPeople find_people(const protocol::NameBook& names,
                        const std::map<core::HearingId, const core::Hearing*>& hearings,
                        const std::vector<std::string>& words, std::size_t max)
{
    FoundPeople found;
    for (const auto& [id, name] : names) {
        const auto hay = hay_of({id.value, name.name, name.organisation, name.title, name.seat});
        if (!has_all(hay, words)) continue;
        if (++found.count > static_cast<std::int64_t>(max)) continue;
        FoundPerson person{id, name, {}};
        for (const auto& [hearing, state] : hearings)
            if (state->roster.participants.contains(id)) person.hearings.push_back(hearing);
        found.first.push_back(std::move(person));
    }
    return found;
}

} // namespace rostrum::papers
