#include "cli/import_command.hpp"

#include "cli/offline.hpp"
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
    bool preview{false};
};

/// `name=B`, `seat=7`, `title=0`.
intake::Choices choices_of(const ImportArguments& arguments)
{
    intake::Choices choices{arguments.sheet, arguments.header, {}, arguments.category};
    for (const auto& one : arguments.columns) {
        const auto equals = std::min(one.find('='), one.size());
        const auto field = one.substr(0, equals);
        const auto place = one.substr(std::min(equals + 1, one.size()));
        const auto known = intake::roster_fields();
        if (std::ranges::find(known, field, &intake::Field::name) == known.end())
            throw std::runtime_error("--column " + one + ": there is no field " + field);
        const auto number = intake::column_number(place);
        if (number == 0 && place != "0")
            throw std::runtime_error("--column " + one + ": a column is a letter or a number");
        choices.columns[field] = number;
    }
    return choices;
}

/// In both languages: whoever sits at the command line may read either.
void print_notes(const char* kind, const intake::Notes& notes)
{
    for (const auto& note : notes.told()) {
        std::cerr << kind;
        if (note.row > 0) std::cerr << " row " << note.row;
        if (const auto cell = intake::cell_name(note.row, note.column); !cell.empty())
            std::cerr << " (" << cell << ')';
        if (!note.heading.empty()) std::cerr << ' ' << note.heading;
        const auto& words = intake::words_of(note.fault);
        std::cerr << ": " << words.code << ": " << words.chinese << " / " << words.english;
        if (!note.value.empty()) std::cerr << " [" << note.value << ']';
        std::cerr << '\n';
    }
    const auto more = notes.count() - static_cast<std::int64_t>(notes.told().size());
    if (more > 0) std::cerr << kind << " and " << more << " more\n";
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

[[noreturn]] void refuse(const intake::Notes& errors)
{
    print_notes("error", errors);
    throw std::runtime_error("nothing was imported");
}

intake::RosterBasis basis_of(Runtime& runtime, const core::Hearing& hearing)
{
    intake::RosterBasis basis{hearing.rules.categories, {}, {}};
    for (const auto& [id, participant] : hearing.roster.participants)
        basis.entries.emplace(id, participant.entry);
    runtime.on_hall([&](hall::Halls& halls) { basis.names = halls.names(); });
    return basis;
}

void store(Runtime& runtime, const std::string& hearing, const intake::RosterPlan& plan)
{
    core::ImportRoster import;
    access::PersonNames names;
    for (const auto& line : plan.lines) {
        if (line.change == intake::Change::left) continue;
        import.entries.push_back(line.entry);
        names[line.entry.participant] = {line.name.name, line.name.organisation, line.name.title,
                                         line.name.seat};
    }
    if (import.entries.empty()) return;
    runtime.at_door([&](net::DoorKeeper& door) {
        if (const auto stored = door.store.upsert_names(names); !stored) {
            throw std::runtime_error(stored.error().message);
        }
    });
    const auto answer =
        runtime.command(hearing, {core::Role::secretariat, "command-line"}, std::move(import));
    if (!std::holds_alternative<hall::Acknowledged>(answer)) {
        throw std::runtime_error("the hearing does not take a roster now");
    }
}

int import_roster(const ImportArguments& arguments)
{
    const auto choices = choices_of(arguments);
    const auto bytes = read_file(arguments.file);
    const auto runtime = open_data(arguments.data);
    const auto hearing = hearing_state(*runtime, arguments.hearing);
    const auto plan = intake::plan_roster(bytes, choices, basis_of(*runtime, hearing));
    if (!plan) {
        intake::Notes errors;
        errors.add(plan.error());
        refuse(errors);
    }
    print_columns(plan->reading);
    print_notes("warning", plan->reading.warnings);
    if (!plan->reading.errors.empty()) refuse(plan->reading.errors);
    if (!arguments.preview) store(*runtime, arguments.hearing, *plan);
    std::cout << (arguments.preview ? "would add " : "added ") << plan->added << ", changed "
              << plan->changed << ", left " << plan->left << "; " << plan->not_in_file
              << " on the roster are not in the file and stay\n";
    return 0;
}

} // namespace

void add_import_command(CLI::App& program, std::function<int()>& action)
{
    const auto arguments = std::make_shared<ImportArguments>();
    auto* import =
        program.add_subcommand("import", "Import a roster (XLSX or CSV) while no server runs");
    import->add_option("--data", arguments->data, "folder of the data")->required();
    import->add_option("--hearing", arguments->hearing, "its id, such as h01")->required();
    import->add_option("roster", arguments->file, "XLSX, or CSV in UTF-8, GB18030 or UTF-16")
        ->required();
    import->add_option("--sheet", arguments->sheet, "the workbook's sheet, where several fit");
    import->add_option("--header", arguments->header, "the row of the headings, if not found");
    import->add_option("--column", arguments->columns,
                       "which column holds what, such as name=B or seat=0 (in none)");
    import->add_option("--category", arguments->category,
                       "of everybody, where no column tells it, such as citizen");
    import->add_flag("--preview", arguments->preview, "say what would change, and change nothing");
    import->callback(
        [&action, arguments] { action = [arguments] { return import_roster(*arguments); }; });
}

} // namespace rostrum::cli
