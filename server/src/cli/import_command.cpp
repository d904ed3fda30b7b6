#include "cli/import_command.hpp"

#include "cli/notes.hpp"
#include "cli/offline.hpp"
#include "cli/roster_import.hpp"
#include "cli/series_file_command.hpp"
#include "intake/dossier.hpp"
#include "intake/roster.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace rostrum::cli {
namespace {

struct ImportArguments {
    std::string data;
    std::string hearing;
    std::string file;
    std::string sheet;
    std::int64_t header{0};
    std::vector<std::string> columns;
    std::string category;
    std::string what{"roster"};
    std::string part;
    bool preview{false};
};

bool is_field_of(const ImportArguments& arguments, const std::string& field)
{
    const auto has = [&](std::span<const intake::Field> fields) {
        return std::ranges::find(fields, field, &intake::Field::name) != fields.end();
    };
    if (arguments.what == "roster") return has(intake::roster_fields());
    using enum intake::DossierPart;
    return has(intake::fields_of(units)) || has(intake::fields_of(metrics)) ||
           has(intake::fields_of(projects));
}

/// `name=B`, `seat=7`, `title=0`.
intake::Choices choices_of(const ImportArguments& arguments)
{
    intake::Choices choices{arguments.sheet, arguments.header, {}, arguments.category};
    for (const auto& one : arguments.columns) {
        const auto equals = std::min(one.find('='), one.size());
        const auto field = one.substr(0, equals);
        const auto place = one.substr(std::min(equals + 1, one.size()));
        if (!is_field_of(arguments, field))
            throw std::runtime_error("--column " + one + ": there is no field " + field);
        const auto number = intake::column_number(place);
        if (number == 0 && place != "0")
            throw std::runtime_error("--column " + one + ": a column is a letter or a number");
        choices.columns[field] = number;
    }
    return choices;
}

void print_columns(const intake::Reading& reading)
{
    if (reading.sheets.size() > 1) std::cout << "sheet " << reading.sheet << '\n';
    std::cout << "headings in row " << reading.header << '\n';
    for (const auto& column : reading.columns) {
        std::cout << "  " << intake::column_name(column.number) << "  " << column.heading << " → "
                  << (column.field.empty() ? "(not read)" : column.field) << '\n';
    }
}

int import_roster(const ImportArguments& arguments)
{
    const auto choices = choices_of(arguments);
    const auto bytes = read_file(arguments.file);
    const auto runtime = open_data(arguments.data);
    const auto hearing = hearing_state(*runtime, arguments.hearing);
    const auto plan = intake::plan_roster(bytes, choices, roster_basis(*runtime, hearing));
    if (!plan) {
        intake::Notes errors;
        errors.add(plan.error());
        refuse(errors);
    }
    print_columns(plan->reading);
    print_notes("warning", plan->reading.warnings);
    if (!plan->reading.errors.empty()) refuse(plan->reading.errors);
    if (!arguments.preview) store_roster(*runtime, arguments.hearing, *plan);
    std::cout << (arguments.preview ? "would add " : "added ") << plan->added << ", changed "
              << plan->changed << ", left " << plan->left << "; " << plan->not_in_file
              << " on the roster are not in the file and stay\n";
    return 0;
}

void describe(Runtime& runtime, const std::string& hearing, core::Campaign campaign)
{
    const auto answer = runtime.command(hearing, {core::Role::secretariat, "command-line"},
                                        core::DescribeCampaign{std::move(campaign)});
    if (!std::holds_alternative<hall::Acknowledged>(answer))
        throw std::runtime_error("the hearing does not take a dossier now");
}

int import_dossier(const ImportArguments& arguments)
{
    const auto choices = choices_of(arguments);
    const auto bytes = read_file(arguments.file);
    const auto runtime = open_data(arguments.data);
    const auto hearing = hearing_state(*runtime, arguments.hearing);
    const auto plan =
        intake::plan_dossier(bytes, choices, intake::dossier_part_named(arguments.part),
                             {hearing.campaign, hearing.title});
    if (!plan) {
        intake::Notes errors;
        errors.add(plan.error());
        refuse(errors);
    }
    for (const auto& table : plan->tables) {
        std::cout << intake::name_of(table.part) << ": " << table.rows.size() << " rows\n";
        print_columns(table.reading);
    }
    print_notes("warning", plan->warnings);
    if (!plan->errors.empty()) refuse(plan->errors);
    if (!arguments.preview) describe(*runtime, arguments.hearing, plan->campaign);
    std::cout << (arguments.preview ? "would add " : "added ") << plan->added << ", changed "
              << plan->changed << ", left " << plan->left << "; " << plan->not_in_file
              << " in the dossier are not in the file and stay\n";
    return 0;
}

int import_file(const ImportArguments& arguments)
{
    if (arguments.what == "series-file")
        return import_series_file(arguments.data, arguments.file, arguments.preview);
    if (arguments.hearing.empty())
        throw std::runtime_error("--hearing tells of which hearing, such as h01");
    return arguments.what == "dossier" ? import_dossier(arguments) : import_roster(arguments);
}

} // namespace

void add_import_command(CLI::App& program, std::function<int()>& action)
{
    const auto arguments = std::make_shared<ImportArguments>();
    auto* import =
        program.add_subcommand("import", "Import what was prepared while no server runs");
    import->add_option("--data", arguments->data, "folder of the data")->required();
    import
        ->add_option("--what", arguments->what,
                     "roster or campaign dossier of --hearing (XLSX or CSV); series-file: a whole "
                     "round (TOML or JSON)")
        ->check(CLI::IsMember({"roster", "dossier", "series-file"}));
    import
        ->add_option("--part", arguments->part,
                     "of a dossier, what the file or --sheet holds, if not found")
        ->check(CLI::IsMember({"units", "metrics", "projects"}));
    import->add_option("--hearing", arguments->hearing, "its id, such as h01");
    import->add_option("file", arguments->file, "XLSX, or CSV in UTF-8, GB18030 or UTF-16; TOML")
        ->required();
    import->add_option("--sheet", arguments->sheet, "the workbook's sheet, where several fit");
    import->add_option("--header", arguments->header, "the row of the headings, if not found");
    import->add_option("--column", arguments->columns,
                       "which column holds what, such as name=B or seat=0 (in none)");
    import->add_option("--category", arguments->category,
                       "of everybody, where no column tells it, such as citizen");
    import->add_flag("--preview", arguments->preview, "say what would change, and change nothing");
    import->callback(
        [&action, arguments] { action = [arguments] { return import_file(*arguments); }; });
}

} // namespace rostrum::cli
