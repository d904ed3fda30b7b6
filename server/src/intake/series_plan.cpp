#include "intake/series_plan.hpp"

#include "core/limits.hpp"
#include "protocol/wire_names.hpp"
#include "trust/bytes.hpp"

#include <set>
#include <utility>

namespace rostrum::intake {
namespace {

class Planner {
public:
    Planner(const SeriesReading& reading, const SeriesBasis& basis)
        : reading_{reading}, file_{reading.file}, basis_{basis}
    {
        plan_.errors = reading.errors;
        plan_.warnings = reading.warnings;
    }

    SeriesPlan plan()
    {
        if (!plan_.errors.empty()) return std::move(plan_);
        plan_series();
        if (!plan_.errors.empty()) return std::move(plan_);
        for (std::size_t at = 0; at < file_.hearings.size(); ++at) plan_hearing(at);
        count();
        plan_.fingerprint = fingerprint();
        return std::move(plan_);
    }

private:
    void plan_series()
    {
        const auto& series = basis_.series;
        plan_.is_new = series.title.empty();
        if (plan_.is_new) {
            series_rules_ = file_.rules.value_or(core::default_rules());
            plan_.preparation.series = core::CreateSeries{file_.title, file_.city, series_rules_};
            return;
        }
        series_rules_ = series.rules;
        if (series.title != file_.title || series.city != file_.city)
            return plan_.errors.add(
                {Fault::series_is_another, reading_.title_line, 0, "title", shown(series.title)});
        if (file_.rules && *file_.rules != settled(series.rules))
            plan_.warnings.add({.fault = Fault::series_rules_stay});
    }

    void plan_hearing(std::size_t at)
    {
        const auto& filed = file_.hearings[at];
        const auto& id = filed.plan.hearing;
        const auto known = basis_.hearings.find(id);
        const auto* state = known == basis_.hearings.end() || known->second->hearing.empty()
                                ? nullptr
                                : known->second;
        core::HearingPreparation preparation{id, {}, {}};
        SeriesLine line{id, filed.plan.title, Change::left, false, false, false};
        const auto planned = basis_.series.hearings.find(id);
        if (planned == basis_.series.hearings.end() || planned->second != filed.plan) {
            line.plan = true;
            preparation.plan = core::PlanHearing{.plan = filed.plan};
            if (state != nullptr && state->agenda.phase != core::Phase::draft)
                note(at, Fault::hearing_is_under_way, "");
        }
        const auto rules = rules_for(filed, file_);
        const auto& before = state == nullptr ? series_rules_ : state->rules;
        if (rules && *rules != settled(before)) {
            line.rules = true;
            command(at, "rules", state, preparation, core::SetRules{*rules});
        }
        if (filed.campaign && (state == nullptr || state->campaign != *filed.campaign)) {
            line.dossier = true;
            command(at, "campaign", state, preparation, core::DescribeCampaign{*filed.campaign});
        }
        if (planned == basis_.series.hearings.end())
            line.change = Change::added;
        else if (line.plan || line.rules || line.dossier)
            line.change = Change::changed;
        if (line.change != Change::left)
            plan_.preparation.hearings.push_back(std::move(preparation));
        plan_.lines.push_back(std::move(line));
    }

    void command(std::size_t at, std::string_view part, const core::Hearing* state,
                 core::HearingPreparation& preparation, core::Command command)
    {
        if (state != nullptr)
            if (const auto refusal = basis_.judge(state->hearing, command))
                note(at, fault_of(*refusal), part, protocol::name_of(*refusal));
        preparation.commands.push_back(std::move(command));
    }

    void note(std::size_t at, Fault fault, std::string_view part, std::string_view value = {})
    {
        auto path = "hearings[" + std::to_string(at + 1) + ']';
        if (!part.empty()) path += '.' + std::string{part};
        // The code of a refusal says something where there is no sentence of its own.
        const bool is_told = fault != Fault::is_refused;
        plan_.errors.add({fault, reading_.lines[at], 0, std::move(path),
                          is_told ? file_.hearings[at].plan.hearing.value : std::string{value}});
    }

    void count()
    {
        std::set<core::HearingId> all;
        for (const auto& [id, plan] : basis_.series.hearings) all.insert(id);
        const auto before = static_cast<std::int64_t>(all.size());
        for (const auto& line : plan_.lines) {
            all.insert(line.hearing);
            ++(line.change == Change::added     ? plan_.added
               : line.change == Change::changed ? plan_.changed
                                                : plan_.left);
        }
        plan_.not_in_file = before - plan_.changed - plan_.left;
        if (all.size() > core::limits::hearings_max)
            plan_.errors.add({.fault = Fault::too_many_hearings});
    }

    [[nodiscard]] std::string fingerprint() const
    {
        auto text = write_series(file_, TextFormat::toml);
        for (const auto& line : plan_.lines)
            text += {line.plan ? 'p' : '-', line.rules ? 'r' : '-', line.dossier ? 'd' : '-',
                     static_cast<char>('0' + static_cast<int>(line.change)), '\n'};
        return trust::hex(trust::sha256(text)).substr(0, 16);
    }

    const SeriesReading& reading_;
    const SeriesFile& file_;
    const SeriesBasis& basis_;
    core::HearingRules series_rules_;
    SeriesPlan plan_;
};

} // namespace

std::optional<core::HearingRules> rules_for(const FiledHearing& hearing, const SeriesFile& file)
{
    return hearing.rules ? hearing.rules : file.rules;
}

SeriesPlan plan_series(const SeriesReading& reading, const SeriesBasis& basis)
{
    return Planner{reading, basis}.plan();
}

} // namespace rostrum::intake
