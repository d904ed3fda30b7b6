#include "cli/series_file_command.hpp"

#include "cli/data_copy.hpp"
#include "cli/notes.hpp"
#include "cli/offline.hpp"
#include "cli/output_file.hpp"
#include "cli/roster_import.hpp"
#include "hall/preparation.hpp"
#include "intake/roster.hpp"
#include "intake/series_plan.hpp"
#include "papers/roster_csv.hpp"

#include <CLI/CLI.hpp>

#include <future>
#include <iostream>
#include <memory>
#include <random>
#include <stdexcept>
#include <utility>

namespace rostrum::cli {
namespace {

namespace fs = std::filesystem;

const core::Actor actor{core::Role::secretariat, "command-line"};
constexpr const char* lines_of_text = "line";

std::string bytes_of_roster(const fs::path& file, const std::string& roster)
{
    return read_file((file.parent_path() / roster).string());
}

intake::SeriesPlan plan_on(hall::Halls& halls, const intake::SeriesReading& reading)
{
    return intake::plan_series(reading,
                               {halls.series(), halls.hearings(),
                                [&](const core::HearingId& hearing, const core::Command& command) {
                                    return halls.would_refuse(hearing, actor, command);
                                }});
}

/// What a roster of the file would be compared with once the rest of it is imported.
intake::RosterBasis basis_for(const intake::FiledHearing& filed, const intake::SeriesFile& file,
                              Runtime* runtime)
{
    core::Hearing hearing;
    hearing.rules = core::default_rules();
    if (runtime != nullptr) {
        runtime->on_hall([&](hall::Halls& halls) {
            if (!halls.series().title.empty()) hearing.rules = halls.series().rules;
            const auto* known = halls.hearing(filed.plan.hearing);
            if (known != nullptr) hearing = *known;
        });
    }
    if (const auto rules = intake::rules_for(filed, file)) hearing.rules = *rules;
    if (runtime != nullptr) return roster_basis(*runtime, hearing);
    return {hearing.rules.categories, {}, {}};
}

/// Adds what is wrong with a roster to what is wrong with the file that names it.
void check_roster(intake::SeriesReading& reading, std::size_t at, const fs::path& file,
                  Runtime* runtime)
{
    const auto& filed = reading.file.hearings[at];
    const auto name = filed.roster;
    std::string bytes;
    try {
        bytes = bytes_of_roster(file, name);
    }
    catch (const std::runtime_error&) {
        return reading.errors.add({intake::Fault::roster_is_unreadable, reading.lines[at], 0,
                                   "hearings[" + std::to_string(at + 1) + "].roster", name});
    }
    const auto plan = intake::plan_roster(bytes, {}, basis_for(filed, reading.file, runtime));
    const auto take = [&](intake::Note note) {
        // The row is the roster's: said together with its name.
        note.heading = name + (note.heading.empty() ? "" : " · " + note.heading);
        if (const auto cell = intake::cell_name(note.row, note.column); !cell.empty())
            note.heading += " (" + cell + ')';
        note.row = reading.lines[at];
        note.column = 0;
        reading.errors.add(std::move(note));
    };
    if (!plan) return take(plan.error());
    for (const auto& note : plan->reading.errors.told()) take(note);
}

intake::SeriesReading read_with_rosters(const fs::path& file, Runtime* runtime)
{
    auto reading = intake::read_series(read_file(file.string()));
    for (std::size_t at = 0; at < reading.file.hearings.size(); ++at)
        if (!reading.file.hearings[at].roster.empty()) check_roster(reading, at, file, runtime);
    return reading;
}

void print_plan(const intake::SeriesPlan& plan)
{
    for (const auto& line : plan.lines) {
        if (line.change == intake::Change::left) continue;
        std::cout << (line.change == intake::Change::added ? "+ " : "~ ") << line.hearing.value
                  << "  " << line.title << ':' << (line.plan ? " plan" : "")
                  << (line.rules ? " rules" : "") << (line.dossier ? " dossier" : "") << '\n';
    }
}

void print_counts(const intake::SeriesPlan& plan, bool done)
{
    std::cout << (done ? "added " : "would add ") << plan.added << ", changed " << plan.changed
              << ", left " << plan.left << "; " << plan.not_in_file
              << " hearings are not in the file and stay\n";
}

/// Judges, prints, and ends here unless the file is without fault.
intake::SeriesPlan judged(const fs::path& file, Runtime* runtime)
{
    const auto reading = read_with_rosters(file, runtime);
    intake::SeriesPlan plan;
    if (runtime != nullptr)
        runtime->on_hall([&](hall::Halls& halls) { plan = plan_on(halls, reading); });
    else
        plan = intake::plan_series(reading, {core::Series{}, {}, {}});
    print_notes("warning", plan.warnings, lines_of_text);
    if (!plan.errors.empty()) refuse(plan.errors, lines_of_text);
    return plan;
}

int check_file(const std::string& data, const std::string& file)
{
    if (data.empty()) {
        const auto plan = judged(file, nullptr);
        std::cout << plan.lines.size() << " hearings, no errors\n";
        return 0;
    }
    // From a copy, so that it works beside a running server and changes nothing.
    const DataCopy copy("rostrum-check", data);
    const auto runtime = open_data(copy.folder());
    const auto plan = judged(file, runtime.get());
    print_plan(plan);
    print_counts(plan, /*done=*/false);
    return 0;
}

void carry_out(Runtime& runtime, core::SeriesPreparation preparation)
{
    std::promise<hall::Answer> answered;
    int number = 0;
    const auto run = std::to_string(std::random_device{}());
    runtime.on_hall([&](hall::Halls& halls) {
        hall::prepare(
            halls, actor, std::move(preparation),
            [&number, &run] { return "series-" + run + '-' + std::to_string(++number); },
            [&answered](const hall::Answer& answer) { answered.set_value(answer); });
    });
    if (!std::holds_alternative<hall::Acknowledged>(answered.get_future().get()))
        throw std::runtime_error("not all of it could be written: import it once more");
}

void import_rosters(Runtime& runtime, const fs::path& file)
{
    const auto reading = intake::read_series(read_file(file.string()));
    for (const auto& filed : reading.file.hearings) {
        if (filed.roster.empty()) continue;
        const auto& id = filed.plan.hearing.value;
        const auto plan = intake::plan_roster(bytes_of_roster(file, filed.roster), {},
                                              roster_basis(runtime, hearing_state(runtime, id)));
        if (!plan) throw std::runtime_error("cannot read " + filed.roster);
        print_notes("warning", plan->reading.warnings);
        if (!plan->reading.errors.empty()) refuse(plan->reading.errors);
        store_roster(runtime, id, *plan);
        std::cout << id << ": " << filed.roster << ": added " << plan->added << ", changed "
                  << plan->changed << ", left " << plan->left << '\n';
    }
}

} // namespace

int import_series_file(const fs::path& data, const std::string& file, bool preview)
{
    const auto runtime = open_or_make_data(data);
    auto plan = judged(file, runtime.get());
    print_plan(plan);
    if (!preview) {
        carry_out(*runtime, std::move(plan.preparation));
        import_rosters(*runtime, file);
    }
    print_counts(plan, !preview);
    return 0;
}

std::string export_series_file(Runtime& runtime, intake::TextFormat format, const fs::path* rosters)
{
    intake::SeriesFile file;
    runtime.on_hall([&](hall::Halls& halls) {
        file = intake::series_file_of(halls.series(), halls.hearings());
        if (rosters == nullptr) return;
        for (auto& filed : file.hearings) {
            const auto* hearing = halls.hearing(filed.plan.hearing);
            if (hearing == nullptr || hearing->roster.participants.empty()) continue;
            filed.roster = filed.plan.hearing.value + "-roster.csv";
            write_output(*rosters / filed.roster, papers::write_roster(*hearing, halls.names()));
        }
    });
    return intake::write_series(file, format);
}

void add_check_command(CLI::App& program, std::function<int()>& action)
{
    struct Arguments {
        std::string data;
        std::string file;
    };
    const auto arguments = std::make_shared<Arguments>();
    auto* check = program.add_subcommand(
        "check", "Say everything that is wrong with a series file, and change nothing");
    check->add_option("series-file", arguments->file, "TOML or JSON")->required();
    check->add_option("--data", arguments->data,
                      "compared with this folder; the server may be running");
    check->callback([&action, arguments] {
        action = [arguments] { return check_file(arguments->data, arguments->file); };
    });
}

} // namespace rostrum::cli
