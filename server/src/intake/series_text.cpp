// A series file written: members in the order of a reader's interest, and nothing that goes without
// saying.
#include "core/hearing.hpp"
#include "intake/moments.hpp"
#include "intake/series_file.hpp"
#include "protocol/merge_patch.hpp"
#include "protocol/series_codec.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace rostrum::intake {
namespace {

namespace json = boost::json;

bool is_tables(const json::value& value)
{
    const auto* array = value.if_array();
    return array != nullptr && !array->empty() && array->front().is_object();
}

/// A TOML basic string.
std::string quoted(std::string_view text)
{
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string result{'"'};
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            result += {'\\', c};
        else if (c == '\n')
            result += "\\n";
        else if (byte < 0x20 || byte == 0x7F)
            result += {'\\', 'u', '0', '0', digits[byte >> 4U], digits[byte & 0xFU]};
        else
            result += c;
    }
    return result + '"';
}

class TomlWriter {
public:
    std::string write(const json::object& root)
    {
        table(root, "");
        return std::move(text_);
    }

private:
    /// What is in no table of its own comes first, or it would belong to the last one.
    void table(const json::object& object, const std::string& path)
    {
        for (const auto& one : object)
            if (!one.value().is_object() && !is_tables(one.value())) member(one);
        for (const auto& one : object) {
            const auto inner = path + (path.empty() ? "" : ".") + std::string{one.key()};
            if (one.value().is_object()) {
                text_ += "\n[" + inner + "]\n";
                table(one.value().get_object(), inner);
            }
            else if (is_tables(one.value())) {
                for (const auto& element : one.value().get_array()) {
                    text_ += "\n[[" + inner + "]]\n";
                    table(element.get_object(), inner);
                }
            }
        }
    }

    void member(const json::key_value_pair& one)
    {
        text_ += std::string{one.key()} + " = ";
        // TOML has moments of its own.
        const bool is_moment = one.key() == "starts_at";
        text_ += is_moment ? std::string{one.value().get_string()} : plain(one.value());
        text_ += '\n';
    }

    static std::string plain(const json::value& value)
    {
        if (const auto* text = value.if_string()) return quoted(*text);
        const auto* array = value.if_array();
        if (array == nullptr) return json::serialize(value);
        std::string list;
        for (const auto& element : *array) list += (list.empty() ? "" : ", ") + plain(element);
        return '[' + list + ']';
    }

    std::string text_;
};

std::string indented(const json::value& value, std::size_t depth)
{
    const std::string line = '\n' + std::string(2 * depth, ' ');
    const auto* object = value.if_object();
    const auto* array = value.if_array();
    std::string text;
    if (object != nullptr && !object->empty()) {
        for (const auto& one : *object)
            text += (text.empty() ? "{" : ",") + line + "  " +
                    json::serialize(json::value(one.key())) + ": " +
                    indented(one.value(), depth + 1);
        return text + line + '}';
    }
    if (array != nullptr && !array->empty()) {
        for (const auto& one : *array)
            text += (text.empty() ? "[" : ",") + line + "  " + indented(one, depth + 1);
        return text + line + ']';
    }
    return json::serialize(value);
}

/// Members that say something, and of each table at least the first.
json::object told(std::initializer_list<std::pair<const char*, const std::string*>> members)
{
    json::object object;
    for (const auto& [name, text] : members)
        if (!text->empty() || object.empty()) object.emplace(name, *text);
    return object;
}

json::object campaign_json(const core::Campaign& campaign)
{
    json::object object{{"title", campaign.title}};
    json::array metrics;
    for (const auto& one : campaign.metrics)
        metrics.push_back(told({{"name", &one.name},
                                {"value", &one.value},
                                {"unit", &one.unit},
                                {"note", &one.note}}));
    json::array units;
    for (const auto& one : campaign.units)
        units.push_back(told(
            {{"unit", &one.unit.value}, {"name", &one.name}, {"responsible", &one.responsible}}));
    json::array projects;
    for (const auto& one : campaign.projects)
        projects.push_back(told({{"name", &one.name},
                                 {"unit", &one.unit.value},
                                 {"responsible", &one.responsible},
                                 {"status", &one.status}}));
    if (!metrics.empty()) object.emplace("metrics", std::move(metrics));
    if (!units.empty()) object.emplace("units", std::move(units));
    if (!projects.empty()) object.emplace("projects", std::move(projects));
    return object;
}

/// What differs from the rules it would have otherwise.
json::object own_rules(const core::HearingRules& rules,
                       const std::optional<core::HearingRules>& base)
{
    return protocol::diff(protocol::encode_rules(settled(base.value_or(core::default_rules()))),
                          protocol::encode_rules(settled(rules)))
        .value_or(json::object{});
}

json::object hearing_json(const FiledHearing& hearing, const SeriesFile& file)
{
    const auto& plan = hearing.plan;
    json::object object{{"id", plan.hearing.value}, {"title", plan.title}};
    if (!plan.venue.empty()) object.emplace("venue", plan.venue);
    object.emplace("day", plan.day);
    object.emplace("order", plan.order);
    object.emplace("starts_at", moment_text(plan.starts_at));
    if (!hearing.roster.empty()) object.emplace("roster", hearing.roster);
    if (hearing.rules) object.emplace("rules", own_rules(*hearing.rules, file.rules));
    if (hearing.campaign) object.emplace("campaign", campaign_json(*hearing.campaign));
    return object;
}

} // namespace

std::string write_series(const SeriesFile& file, TextFormat format)
{
    json::object root{{"format", series_format}, {"title", file.title}};
    if (!file.city.empty()) root.emplace("city", file.city);
    if (file.rules) root.emplace("rules", protocol::encode_rules(settled(*file.rules)));
    json::array hearings;
    for (const auto& hearing : file.hearings) hearings.push_back(hearing_json(hearing, file));
    if (!hearings.empty()) root.emplace("hearings", std::move(hearings));
    if (format == TextFormat::json) return indented(root, 0) + '\n';
    return TomlWriter{}.write(root);
}

SeriesFile series_file_of(const core::Series& series,
                          const std::map<core::HearingId, const core::Hearing*>& hearings)
{
    SeriesFile file{series.title, series.city, settled(series.rules), {}};
    for (const auto& [id, plan] : series.hearings) {
        FiledHearing hearing{plan, {}, {}, {}};
        if (!has_moment_text(plan.starts_at)) hearing.plan.starts_at = {};
        const auto state = hearings.find(id);
        if (state != hearings.end() && !state->second->hearing.empty()) {
            if (settled(state->second->rules) != *file.rules)
                hearing.rules = settled(state->second->rules);
            if (!state->second->campaign.title.empty()) hearing.campaign = state->second->campaign;
        }
        file.hearings.push_back(std::move(hearing));
    }
    std::ranges::stable_sort(file.hearings, {}, [](const FiledHearing& one) {
        return std::pair{one.plan.day, one.plan.order};
    });
    return file;
}

} // namespace rostrum::intake
