#include "papers/json_parts.hpp"

namespace rostrum::papers {

void put_word(boost::json::object& object, std::string_view key, const Word& word)
{
    const std::string name{key};
    object[name] = as_json(word.code);
    object[name + "_zh"] = as_json(word.chinese);
    object[name + "_en"] = as_json(word.english);
}

boost::json::object hearing_head(const core::Hearing& hearing)
{
    return {{"id", as_json(hearing.hearing.value)},
            {"title", as_json(hearing.title)},
            {"campaign", as_json(hearing.campaign.title)}};
}

boost::json::object unit_head(const core::Hearing& hearing, const core::UnitId& unit)
{
    boost::json::object head{{"id", as_json(unit.value)}};
    if (const auto* known = core::find_unit(hearing.campaign, unit)) {
        head["name"] = as_json(known->name);
        head["responsible"] = as_json(known->responsible);
    }
    return head;
}

std::string unit_name(const core::Hearing& hearing, const core::UnitId& unit)
{
    const auto* known = core::find_unit(hearing.campaign, unit);
    return known == nullptr ? unit.value : known->name;
}

std::string notes_text(const core::Hearing& hearing, const core::Question& question)
{
    std::string text;
    for (const auto& note : question.notes)
        text += (text.empty() ? "" : "\n") + unit_name(hearing, note.unit) + "：" + note.text;
    return text;
}

AskerCategory asker_category(const core::Hearing& hearing, const core::Question& question)
{
    if (!question.from_roster) return {core::observer_queue().value, "旁听公众", "Observer"};
    const auto* asker = core::find(hearing.roster, {question.asker_id});
    if (asker == nullptr) return {};
    const auto& id = asker->entry.category;
    const auto* category = core::find_category(hearing.rules, id);
    if (category == nullptr) return {id.value, id.value, id.value};
    return {id.value, category->label, category->label_en};
}

} // namespace rostrum::papers
