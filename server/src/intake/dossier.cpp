#include "intake/dossier.hpp"

#include "core/file_checks.hpp"
#include "core/limits.hpp"
#include "trust/bytes.hpp"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <set>
#include <span>
#include <utility>

namespace rostrum::intake {
namespace {

std::string joined(std::initializer_list<std::string_view> parts)
{
    std::string text;
    for (const auto part : parts)
        if (!part.empty()) text += (text.empty() ? "" : " · ") + std::string{part};
    return text;
}

std::string text_of_campaign(const core::Campaign& campaign)
{
    std::string text = campaign.title + '\n';
    for (const auto& [name, value, unit, note] : campaign.metrics)
        text += name + '\n' + value + '\n' + unit + '\n' + note + '\n';
    for (const auto& [unit, name, responsible] : campaign.units)
        text += unit.value + '\n' + name + '\n' + responsible + '\n';
    for (const auto& [name, unit, responsible, status] : campaign.projects)
        text += name + '\n' + unit.value + '\n' + responsible + '\n' + status + '\n';
    return text;
}

/// Writes what tables say over a campaign, and tells of each row what that does.
class DossierMerger {
public:
    DossierMerger(DossierPlan& plan, const core::Campaign& before)
        : plan_{plan}, campaign_{plan.campaign}, before_{before}
    {
        for (const auto& table : plan.tables)
            for (const auto& row : table.rows) claimed_ids_.insert(row.id);
    }

    void merge(const DossierTable& table)
    {
        for (const auto& row : table.rows) {
            switch (table.part) {
            case DossierPart::units: merge_unit(table, row); break;
            case DossierPart::metrics: merge_metric(table, row); break;
            case DossierPart::projects: merge_project(table, row); break;
            }
        }
    }

    /// Entries of the parts that were told of, and not of those rows.
    void count_others(std::span<const DossierTable> tables)
    {
        std::set<DossierPart> parts;
        for (const auto& table : tables) parts.insert(table.part);
        std::size_t before = 0;
        if (parts.contains(DossierPart::units)) before += before_.units.size();
        if (parts.contains(DossierPart::metrics)) before += before_.metrics.size();
        if (parts.contains(DossierPart::projects)) before += before_.projects.size();
        plan_.not_in_file = static_cast<std::int64_t>(before) - plan_.changed - plan_.left;
    }

private:
    /// Keeps what the table has no column for.
    static void tell(const DossierTable& table, const char* field, std::string& kept,
                     const std::string& told)
    {
        if (table.told.contains(field)) kept = told;
    }

    /// Tells of a row what it does, and does it. `known`: the entry that it is about, or nothing.
    template <typename Entry>
    void put(const DossierTable& table, const DossierRow& row, std::vector<Entry>& entries,
             Entry* known, Entry now, std::string about)
    {
        const auto change = known == nullptr ? Change::added
                            : *known == now  ? Change::left
                                             : Change::changed;
        ++(change == Change::added  ? plan_.added
           : change == Change::left ? plan_.left
                                    : plan_.changed);
        plan_.lines.push_back(
            {table.part, table.reading.sheet, row.row, change, row.name, std::move(about)});
        if (known != nullptr)
            *known = std::move(now);
        else
            entries.push_back(std::move(now));
    }

    template <typename Entry, typename Is>
    static Entry* find(std::vector<Entry>& entries, Is is)
    {
        const auto found = std::ranges::find_if(entries, is);
        return found == entries.end() ? nullptr : &*found;
    }

    void merge_metric(const DossierTable& table, const DossierRow& row)
    {
        auto* known = find(campaign_.metrics, [&](const auto& one) {
            return name_key(one.name) == name_key(row.name);
        });
        auto metric = known == nullptr ? core::Metric{} : *known;
        metric.name = row.name;
        tell(table, "value", metric.value, row.value);
        tell(table, "measured_in", metric.unit, row.measured_in);
        tell(table, "note", metric.note, row.note);
        auto about = joined({metric.value, metric.unit, metric.note});
        put(table, row, campaign_.metrics, known, std::move(metric), std::move(about));
    }

    void merge_unit(const DossierTable& table, const DossierRow& row)
    {
        auto* known = find_unit(row.id, row.name);
        auto unit = known == nullptr ? core::Unit{} : *known;
        if (unit.unit.empty()) unit.unit = {row.id.empty() ? next_unit_id() : row.id};
        unit.name = row.name;
        tell(table, "responsible", unit.responsible, row.responsible);
        auto about = joined({unit.unit.value, unit.responsible});
        put(table, row, campaign_.units, known, std::move(unit), std::move(about));
    }

    void merge_project(const DossierTable& table, const DossierRow& row)
    {
        const auto unit = unit_of_project(table, row);
        auto* known = find(campaign_.projects, [&](const auto& one) {
            return one.unit == unit && name_key(one.name) == name_key(row.name);
        });
        auto project = known == nullptr ? core::Project{} : *known;
        project.name = row.name;
        project.unit = unit;
        tell(table, "responsible", project.responsible, row.responsible);
        tell(table, "status", project.status, row.status);
        auto about = joined({row.unit, project.responsible, project.status});
        put(table, row, campaign_.projects, known, std::move(project), std::move(about));
    }

    /// One that is not listed is added, so that a table of projects alone is enough.
    core::UnitId unit_of_project(const DossierTable& table, const DossierRow& row)
    {
        if (const auto* known = find_unit({}, row.unit)) return known->unit;
        campaign_.units.push_back({{next_unit_id()}, row.unit, {}});
        Note note{Fault::unit_is_added, row.row, 0, {}, shown(row.unit)};
        if (plan_.tables.size() > 1) note.heading = table.reading.sheet;
        plan_.warnings.add(std::move(note));
        return campaign_.units.back().unit;
    }

    /// By its id, as a list or a project may say it, or by its name.
    core::Unit* find_unit(const std::string& id, const std::string& name)
    {
        return find(campaign_.units, [&](const core::Unit& one) {
            if (!id.empty()) return one.unit.value == id;
            return name_key(one.name) == name_key(name) || one.unit.value == name;
        });
    }

    std::string next_unit_id()
    {
        for (std::size_t number = campaign_.units.size() + 1;; ++number) {
            auto id = "u" + std::to_string(number);
            if (core::find_unit(campaign_, {id}) == nullptr && !claimed_ids_.contains(id))
                return id;
        }
    }

    DossierPlan& plan_;
    core::Campaign& campaign_;
    const core::Campaign& before_;
    std::set<std::string> claimed_ids_; ///< Of units further down, too.
};

void take_notes(Notes& into, const Notes& from, const std::string& sheet)
{
    for (auto note : from.told()) {
        if (!sheet.empty()) note.heading = joined({sheet, note.heading});
        into.add(std::move(note));
    }
    // What was not told is counted.
    for (auto more = from.count() - static_cast<std::int64_t>(from.told().size()); more > 0; --more)
        into.add({});
}

/// What is to be read as what; units before the projects that name them.
std::vector<DossierTable> read_tables(const Workbook& workbook, const Choices& choices,
                                      std::optional<DossierPart> part, Notes& warnings)
{
    std::vector<DossierTable> tables;
    for (const auto& sheet : workbook.sheets) {
        if (!choices.sheet.empty() && sheet.name != choices.sheet) continue;
        const auto found = part_of(sheet);
        if (!choices.sheet.empty() || workbook.sheets.size() == 1) {
            tables.push_back(read_table(
                workbook, sheet, part.value_or(found.value_or(DossierPart::metrics)), choices));
        }
        else if (found && !sheet.hidden && (!part || *part == *found))
            tables.push_back(read_table(workbook, sheet, *found, {}));
        else
            warnings.add({Fault::sheet_is_not_read, 0, 0, {}, shown(sheet.name)});
    }
    std::ranges::stable_sort(tables, {}, &DossierTable::part);
    return tables;
}

std::size_t most_of(DossierPart part)
{
    switch (part) {
    case DossierPart::metrics: return core::limits::metrics_max;
    case DossierPart::units: return core::limits::units_max;
    case DossierPart::projects: return core::limits::projects_max;
    }
    return 0;
}

/// Before they are merged, which compares each with all.
void check_sizes(DossierPlan& plan)
{
    for (const auto& table : plan.tables)
        if (table.rows.size() > most_of(table.part))
            return plan.errors.add({.fault = Fault::too_many_entries});
}

void check_whole(DossierPlan& plan)
{
    const auto& campaign = plan.campaign;
    if (campaign.metrics.size() > most_of(DossierPart::metrics) ||
        campaign.units.size() > most_of(DossierPart::units) ||
        campaign.projects.size() > most_of(DossierPart::projects))
        return plan.errors.add({.fault = Fault::too_many_entries});
    const auto refusal = core::check_campaign(campaign);
    if (!refusal) return;
    const bool is_long = *refusal == core::Refusal::text_is_too_long;
    plan.errors.add({.fault = is_long ? Fault::dossier_is_too_long : Fault::is_refused});
}

} // namespace

std::string DossierPlan::fingerprint() const
{
    return trust::hex(trust::sha256(basis_digest + text_of_campaign(campaign))).substr(0, 16);
}

std::expected<DossierPlan, Note> plan_dossier(std::string_view bytes, const Choices& choices,
                                              std::optional<DossierPart> part,
                                              const DossierBasis& basis)
{
    const auto workbook = read_workbook(bytes);
    if (!workbook) return std::unexpected{workbook.error()};
    DossierPlan plan;
    plan.tables = read_tables(*workbook, choices, part, plan.warnings);
    if (plan.tables.empty()) {
        const bool is_named = !choices.sheet.empty();
        return std::unexpected{Note{
            is_named ? Fault::no_such_sheet : Fault::no_header, 0, 0, {}, shown(choices.sheet)}};
    }
    for (const auto& table : plan.tables) {
        const auto sheet = plan.tables.size() > 1 ? table.reading.sheet : std::string{};
        take_notes(plan.errors, table.reading.errors, sheet);
        take_notes(plan.warnings, table.reading.warnings, sheet);
    }
    plan.campaign = basis.campaign;
    if (plan.campaign.title.empty()) plan.campaign.title = basis.hearing_title;
    plan.basis_digest = trust::hex(trust::sha256(text_of_campaign(basis.campaign)));
    check_sizes(plan);
    if (!plan.errors.empty()) return plan;
    DossierMerger merger{plan, basis.campaign};
    for (const auto& table : plan.tables) merger.merge(table);
    merger.count_others(plan.tables);
    check_whole(plan);
    return plan;
}

} // namespace rostrum::intake
