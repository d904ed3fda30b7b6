#include "cli/roster_import.hpp"

#include "core/name_keeping.hpp"

#include <stdexcept>
#include <utility>

namespace rostrum::cli {

intake::RosterBasis roster_basis(Runtime& runtime, const core::Hearing& hearing)
{
    intake::RosterBasis basis{hearing.rules.categories, {}, {}};
    for (const auto& [id, participant] : hearing.roster.participants)
        basis.entries.emplace(id, participant.entry);
    runtime.on_hall([&](hall::Halls& halls) {
        basis.names = halls.names();
        basis.numbered = core::everybody(halls.hearings());
    });
    return basis;
}

void store_roster(Runtime& runtime, const std::string& hearing, const intake::RosterPlan& plan)
{
    core::ImportRoster import;
    access::PersonNames names;
    protocol::NameBook book;
    for (const auto& line : plan.lines) {
        if (line.change == intake::Change::left) continue;
        import.entries.push_back(line.entry);
        if (line.name.name.empty()) continue; // A roster that was exported after names were erased.
        names[line.entry.participant] = {line.name.name, line.name.organisation, line.name.title,
                                         line.name.seat};
        book[line.entry.participant] = line.name;
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
    // The next roster is numbered beside this one.
    runtime.on_hall([&](hall::Halls& halls) {
        auto all = halls.names();
        for (auto& [id, name] : book) all.insert_or_assign(id, name);
        halls.set_names(std::move(all));
    });
}

} // namespace rostrum::cli
