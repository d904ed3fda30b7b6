#include "cli/erase_command.hpp"

#include "access/name_erasure.hpp"
#include "cli/clock.hpp"
#include "core/name_keeping.hpp"
#include "hall/series_hall.hpp"
#include "ledger/sqlite_store.hpp"
#include "protocol/event_codec.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <filesystem>
#include <iostream>
#include <map>
#include <memory>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace rostrum::cli {
namespace {

namespace fs = std::filesystem;

struct EraseArguments {
    std::string data;
    std::string hearing;
    bool is_confirmed{false};
};

constexpr std::size_t lines_at_a_time = 5'000;

/// From the log alone, without a hall: erasing must not add a line to it.
core::Hearing replayed(ledger::SqliteStore& store, const std::string& stream)
{
    core::Hearing hearing;
    for (hall::Seq from = 0;;) {
        const auto page = store.read(stream, from, lines_at_a_time, /*need=*/0);
        if (!page) throw std::runtime_error("the log cannot be read");
        if (page->lines.empty()) return hearing;
        for (const auto& line : page->lines) {
            const auto recorded = protocol::decode_line(line);
            if (!recorded) throw std::runtime_error("the log of " + stream + " cannot be read");
            hearing = core::evolve(std::move(hearing), recorded->event, recorded->at);
        }
        from += page->lines.size();
    }
}

std::map<core::HearingId, core::Hearing> all_hearings(ledger::SqliteStore& store)
{
    std::map<core::HearingId, core::Hearing> hearings;
    for (const auto& stream : store.streams()) {
        if (stream == hall::series_stream) continue;
        hearings.emplace(core::HearingId{stream}, replayed(store, stream));
    }
    return hearings;
}

bool is_ours(const std::string& file)
{
    static constexpr std::array<std::string_view, 9> ours{
        "log.db", "box.db", "people.db",    "checkpoints.db", "files.db",
        "slides", "keys",   "rostrum.lock", "ROSTRUM-DEMO"};
    return std::ranges::any_of(ours, [&](std::string_view one) {
        return file == one || file == std::string{one} + "-wal" ||
               file == std::string{one} + "-shm";
    });
}

void tell_what_stays(const fs::path& folder)
{
    std::cout
        << "Stays in the folder: the log with card numbers and what was asked, noted and decided, "
           "whose hashes and\n"
           "signatures hold as before; ballots and slides; files that units handed in; cards and "
           "sessions, which hold\n"
           "card numbers and hashes alone; the accounts of the staff (rostrum staff).\n"
           "Out of reach: backups, packages (names.csv) and rosters that were exported, papers and "
           "seat cards that\n"
           "were printed. Look after them yourself.\n";
    for (const auto& entry : fs::directory_iterator(folder)) {
        const auto name = entry.path().filename().string();
        if (!is_ours(name))
            std::cout << "Look at it as well, somebody put it there: " << entry.path().string()
                      << '\n';
    }
}

/// Whom it is about; refuses while they are needed.
std::set<core::ParticipantId> people_concerned(const EraseArguments& arguments,
                                               const core::HearingStates& hearings,
                                               const access::PersonNames& names)
{
    const auto waits_for = core::names_end(hearings).waits_for;
    std::set<core::ParticipantId> people;
    if (!arguments.hearing.empty()) {
        const core::HearingId id{arguments.hearing};
        if (!hearings.contains(id)) throw std::runtime_error("there is no hearing " + id.value);
        if (std::ranges::find(waits_for, id) != waits_for.end())
            throw std::runtime_error(id.value + " is under way: its names are needed");
        for (const auto& person : core::only_on_roster_of(id, hearings))
            if (names.contains(person)) people.insert(person);
        return people;
    }
    if (!waits_for.empty())
        throw std::runtime_error(waits_for.front().value + " is under way: its names are needed");
    for (const auto& [person, name] : names) people.insert(person);
    return people;
}

void tell_whom(const EraseArguments& arguments, std::size_t count,
               const std::map<core::HearingId, core::Hearing>& hearings)
{
    std::cout << (arguments.is_confirmed ? "Erased, for good: " : "Would be erased, for good: ")
              << "name, organisation, title and seat of " << count << " people";
    if (!arguments.hearing.empty())
        std::cout << " who are on the roster of " << arguments.hearing << " and of no other";
    std::cout << ".\n";
    for (const auto& [id, hearing] : hearings) {
        const bool is_meant = arguments.hearing.empty() || arguments.hearing == id.value;
        if (is_meant && hearing.agenda.phase == core::Phase::draft)
            std::cout << "Note: " << id.value << " has not begun.\n";
    }
}

int erase(const EraseArguments& arguments)
{
    const fs::path folder{arguments.data};
    if (!fs::exists(folder / "people.db"))
        throw std::runtime_error(folder.string() + " is no data folder: it has no people.db");
    // Holds the folder's lock too: a server would go on showing the names it has in memory.
    const auto log = ledger::SqliteStore::open(folder, [] { return now().ms; });
    if (!log) throw std::runtime_error(log.error().message);
    const auto store = access::PeopleStore::open(folder / "people.db");
    if (!store) throw std::runtime_error(store.error().message);
    const auto names = (*store)->names();
    if (!names) throw std::runtime_error(names.error().message);

    const auto states = all_hearings(**log);
    core::HearingStates hearings;
    for (const auto& [id, hearing] : states) hearings.emplace(id, &hearing);
    const auto people = people_concerned(arguments, hearings, *names);

    if (arguments.is_confirmed) {
        const auto erased =
            arguments.hearing.empty()
                ? access::erase_names(**store, now())
                : access::erase_names_of(**store, {arguments.hearing}, people, now());
        if (!erased) throw std::runtime_error(erased.error().message);
    }
    tell_whom(arguments, people.size(), states);
    tell_what_stays(folder);
    if (!arguments.is_confirmed)
        std::cout << "Nothing has been erased. To erase, say it again with --confirm.\n";
    return 0;
}

} // namespace

void add_erase_command(CLI::App& program, std::function<int()>& action)
{
    const auto arguments = std::make_shared<EraseArguments>();
    auto* command = program.add_subcommand(
        "erase", "Erase the names of people for good, while no server runs; the record stays");
    command->add_option("--data", arguments->data, "folder of the data")->required();
    command->add_option("--hearing", arguments->hearing,
                        "only of people who are on no other roster, such as h01");
    command->add_flag("--confirm", arguments->is_confirmed,
                      "erase; without it, only say what would be erased");
    command->callback([&action, arguments] { action = [arguments] { return erase(*arguments); }; });
}

} // namespace rostrum::cli
