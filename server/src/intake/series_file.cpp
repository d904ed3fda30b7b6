#include "intake/series_file.hpp"

#include "core/file_checks.hpp"
#include "core/limits.hpp"
#include "core/text.hpp"
#include "intake/filed_shape.hpp"
#include "intake/moments.hpp"
#include "protocol/series_codec.hpp"
#include "protocol/wire_names.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <set>
#include <utility>

namespace rostrum::intake {
namespace {

namespace json = boost::json;

std::string text_of(const json::object& object, std::string_view name)
{
    const auto* value = object.if_contains(name);
    return value == nullptr ? std::string{} : std::string{value->get_string()};
}

const Shape& file_shape()
{
    static const Shape shape{{{"format", ""},
                              {"title", ""},
                              {"city", ""},
                              {"rules", json::object{}},
                              {"hearings", json::array{}}},
                             {{"city", ""}, {"rules", nullptr}, {"hearings", json::array{}}}};
    return shape;
}

const Shape& hearing_shape()
{
    static const Shape shape{
        {{"id", ""},
         {"title", ""},
         {"venue", ""},
         {"day", 1},
         {"order", 1},
         {"starts_at", ""},
         {"roster", ""},
         {"rules", json::object{}},
         {"campaign", json::object{}}},
        {{"venue", ""}, {"roster", nullptr}, {"rules", nullptr}, {"campaign", nullptr}}};
    return shape;
}

const Shape& campaign_shape()
{
    const json::array none;
    static const Shape shape{
        {{"title", ""}, {"metrics", none}, {"units", none}, {"projects", none}},
        {{"title", ""}, {"metrics", none}, {"units", none}, {"projects", none}}};
    return shape;
}

const Shape& metric_shape()
{
    static const Shape shape{{{"name", ""}, {"value", ""}, {"unit", ""}, {"note", ""}},
                             {{"value", ""}, {"unit", ""}, {"note", ""}}};
    return shape;
}

const Shape& unit_shape()
{
    static const Shape shape{{{"unit", ""}, {"name", ""}, {"responsible", ""}},
                             {{"responsible", ""}}};
    return shape;
}

const Shape& project_shape()
{
    static const Shape shape{{{"name", ""}, {"unit", ""}, {"responsible", ""}, {"status", ""}},
                             {{"responsible", ""}, {"status", ""}}};
    return shape;
}

class SeriesReader {
public:
    SeriesReader(const FiledText& text, SeriesReading& reading)
        : text_{text}, reading_{reading}, shapes_{text, reading.errors}
    {
    }

    void read()
    {
        const auto* root = text_.value.if_object();
        const auto* format = root == nullptr ? nullptr : root->if_contains("format");
        if (format == nullptr || *format != json::value(series_format))
            return shapes_.note(Fault::not_a_series_file, "");
        const auto top = shapes_.read(file_shape(), *root, "");
        auto& file = reading_.file;
        file.title = text_of(top, "title");
        file.city = text_of(top, "city");
        reading_.title_line = text_.line_of("/title");
        check("/title", file.title, core::check_text(file.title, core::limits::title_length_max));
        check("/city", file.city,
              core::check_optional_text(file.city, core::limits::title_length_max));
        if (const auto* rules = top.if_contains("rules"))
            file.rules = rules_of(rules->get_object(), core::default_rules(), "/rules");
        read_hearings(top.at("hearings").get_array());
    }

private:
    void read_hearings(const json::array& given)
    {
        if (given.size() > core::limits::hearings_max)
            return shapes_.note(Fault::too_many_hearings, "/hearings");
        for (const auto& one : given) {
            const auto pointer = "/hearings/" + std::to_string(reading_.lines.size());
            reading_.lines.push_back(text_.line_of(pointer));
            reading_.file.hearings.push_back(hearing_of(one, pointer));
        }
    }

    FiledHearing hearing_of(const json::value& given, const std::string& pointer)
    {
        FiledHearing hearing;
        if (!given.is_object()) {
            shapes_.note(Fault::wrong_member, pointer);
            return hearing;
        }
        const auto object = shapes_.read(hearing_shape(), given.get_object(), pointer);
        hearing.plan = plan_of(object, given.get_object(), pointer);
        hearing.roster = text_of(object, "roster");
        if (const auto* rules = object.if_contains("rules"))
            hearing.rules =
                rules_of(rules->get_object(), reading_.file.rules.value_or(core::default_rules()),
                         pointer + "/rules");
        if (const auto* campaign = object.if_contains("campaign"))
            hearing.campaign =
                campaign_of(campaign->get_object(), hearing.plan.title, pointer + "/campaign");
        return hearing;
    }

    core::PlannedHearing plan_of(const json::object& object, const json::object& given,
                                 const std::string& pointer)
    {
        core::PlannedHearing plan;
        plan.hearing.value = text_of(object, "id");
        plan.title = text_of(object, "title");
        plan.venue = text_of(object, "venue");
        plan.day = object.at("day").get_int64();
        plan.order = object.at("order").get_int64();
        plan.starts_at = moment_of(given, pointer);
        const core::PlannedHearing sound{{"h01"}, "会", {}, 1, 1, {}};
        const auto check_one = [&](const char* name, auto core::PlannedHearing::* member) {
            const auto* value = given.if_contains(name);
            if (value == nullptr || *value != object.at(name)) return; // Noted already.
            auto one = sound;
            one.*member = plan.*member;
            check(pointer + '/' + name, *value, core::check_plan(one));
        };
        check_one("id", &core::PlannedHearing::hearing);
        check_one("title", &core::PlannedHearing::title);
        check_one("venue", &core::PlannedHearing::venue);
        check_one("day", &core::PlannedHearing::day);
        check_one("order", &core::PlannedHearing::order);
        if (!plan.hearing.empty() && !ids_.insert(plan.hearing).second)
            shapes_.note(Fault::duplicate_id, pointer + "/id", plan.hearing.value);
        return plan;
    }

    core::Instant moment_of(const json::object& given, const std::string& pointer)
    {
        const auto* value = given.if_contains("starts_at");
        const auto* text = value == nullptr ? nullptr : value->if_string();
        if (text == nullptr) return {}; // Noted already.
        const auto moment = moment_from(*text);
        if (!moment) shapes_.note(Fault::bad_moment, pointer + "/starts_at", *text);
        return moment.value_or(core::Instant{});
    }

    core::HearingRules rules_of(const json::object& given, const core::HearingRules& base,
                                const std::string& pointer)
    {
        const auto sound = settled(core::default_rules());
        const auto members = protocol::encode_rules(sound);
        const auto before = reading_.errors.count();
        const auto whole =
            shapes_.read({members, protocol::encode_rules(settled(base))}, given, pointer);
        auto rules = protocol::decode_rules(whole);
        if (!rules) shapes_.note(Fault::wrong_member, pointer + rules.error().path);
        if (!rules || reading_.errors.count() > before) return sound;
        // Which of them it is: each alone among rules that are sound.
        for (const auto& one : given) {
            auto alone = members;
            alone[one.key()] = whole.at(one.key());
            if (const auto judged = protocol::decode_rules(alone))
                check(pointer + '/' + std::string{one.key()}, std::string_view{},
                      core::check_rules(*judged));
        }
        if (reading_.errors.count() == before)
            check(pointer, std::string_view{}, core::check_rules(*rules));
        return settled(*rules);
    }

    core::Campaign campaign_of(const json::object& given, const std::string& title,
                               const std::string& pointer)
    {
        const auto before = reading_.errors.count();
        const auto object = shapes_.read(campaign_shape(), given, pointer);
        core::Campaign campaign;
        campaign.title = given.contains("title") ? text_of(object, "title") : title;
        each(object.at("units").get_array(), unit_shape(), pointer + "/units",
             [&](const json::object& one, const std::string& at) {
                 take_unit(
                     campaign,
                     {{text_of(one, "unit")}, text_of(one, "name"), text_of(one, "responsible")},
                     at);
             });
        each(object.at("metrics").get_array(), metric_shape(), pointer + "/metrics",
             [&](const json::object& one, const std::string& at) {
                 core::Metric metric{text_of(one, "name"), text_of(one, "value"),
                                     text_of(one, "unit"), text_of(one, "note")};
                 check(at, metric.name, core::check_campaign({"攻势", {metric}, {}, {}}));
                 campaign.metrics.push_back(std::move(metric));
             });
        each(object.at("projects").get_array(), project_shape(), pointer + "/projects",
             [&](const json::object& one, const std::string& at) {
                 take_project(campaign,
                              {text_of(one, "name"),
                               {text_of(one, "unit")},
                               text_of(one, "responsible"),
                               text_of(one, "status")},
                              at);
             });
        if (reading_.errors.count() == before) check_whole(campaign, pointer);
        return campaign;
    }

    template <typename Take>
    void each(const json::array& given, const Shape& shape, const std::string& pointer,
              const Take& take)
    {
        std::size_t index = 0;
        for (const auto& one : given) {
            const auto at = pointer + '/' + std::to_string(index++);
            const auto before = reading_.errors.count();
            if (!one.is_object()) {
                shapes_.note(Fault::wrong_member, at);
                continue;
            }
            const auto object = shapes_.read(shape, one.get_object(), at);
            if (reading_.errors.count() == before) take(object, at);
        }
    }

    void take_unit(core::Campaign& campaign, core::Unit unit, const std::string& at)
    {
        if (core::find_unit(campaign, unit.unit) != nullptr)
            shapes_.note(Fault::duplicate_unit, at + "/unit", unit.unit.value);
        check(at, unit.name, core::check_campaign({"攻势", {}, {unit}, {}}));
        campaign.units.push_back(std::move(unit));
    }

    void take_project(core::Campaign& campaign, core::Project project, const std::string& at)
    {
        if (core::find_unit(campaign, project.unit) == nullptr)
            shapes_.note(Fault::no_such_unit, at + "/unit", project.unit.value);
        else
            check(at, project.name,
                  core::check_campaign({"攻势", {}, {{project.unit, "单位", {}}}, {project}}));
        campaign.projects.push_back(std::move(project));
    }

    void check_whole(const core::Campaign& campaign, const std::string& pointer)
    {
        const auto refusal = core::check_campaign(campaign);
        if (!refusal) return;
        if (core::check_text(campaign.title, core::limits::title_length_max))
            return check(pointer + "/title", campaign.title, refusal);
        shapes_.note(*refusal == core::Refusal::number_is_out_of_range ? Fault::too_many_entries
                                                                       : Fault::dossier_is_too_long,
                     pointer);
    }

    void check(const std::string& pointer, std::string_view value,
               const std::optional<core::Refusal>& refusal)
    {
        if (refusal) shapes_.note(fault_of(*refusal), pointer, value);
    }
    void check(const std::string& pointer, const json::value& value,
               const std::optional<core::Refusal>& refusal)
    {
        const auto* text = value.if_string();
        check(pointer, text == nullptr ? std::string_view{} : std::string_view{*text}, refusal);
    }

    const FiledText& text_;
    SeriesReading& reading_;
    ShapeReader shapes_;
    std::set<core::HearingId> ids_;
};

} // namespace

core::HearingRules settled(core::HearingRules rules)
{
    rules.pulse_on_screen = rules.pulse_on_screen.value_or(false);
    return rules;
}

Fault fault_of(core::Refusal refusal)
{
    using core::Refusal;
    static const std::map<Refusal, Fault> faults{
        {Refusal::text_is_empty, Fault::empty_name},
        {Refusal::text_is_too_long, Fault::too_long},
        {Refusal::text_has_control_characters, Fault::bad_characters},
        {Refusal::bad_handle, Fault::bad_handle},
        {Refusal::number_is_out_of_range, Fault::number_is_out_of_range},
        {Refusal::duplicate_entry, Fault::duplicate_id},
        {Refusal::rules_are_invalid, Fault::rules_do_not_fit},
        {Refusal::rules_are_locked, Fault::rules_are_locked},
        {Refusal::unknown_category, Fault::category_is_in_use},
        {Refusal::unknown_unit, Fault::unit_is_in_use},
        {Refusal::phase_may_not, Fault::hearing_is_under_way},
    };
    const auto found = faults.find(refusal);
    return found == faults.end() ? Fault::is_refused : found->second;
}

SeriesReading read_series(std::string_view bytes)
{
    SeriesReading reading;
    const auto text = read_filed_text(bytes);
    if (text)
        SeriesReader{*text, reading}.read();
    else
        reading.errors.add(text.error());
    return reading;
}

} // namespace rostrum::intake
