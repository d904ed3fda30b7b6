#include "cli/package_command.hpp"

#include "access/people_store.hpp"
#include "cli/data_copy.hpp"
#include "cli/output_file.hpp"
#include "cli/scratch_folder.hpp"
#include "disk/durable_file.hpp"
#include "hall/box_contents.hpp"
#include "ledger/checkpoint_store.hpp"
#include "ledger/sqlite_store.hpp"
#include "package/make.hpp"
#include "papers/zip_file.hpp"

#include <algorithm>
#include <iostream>
#include <stdexcept>
#include <utility>

namespace rostrum::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t page_lines = 5'000;

std::vector<std::string> lines_of(ledger::SqliteStore& store, const std::string& hearing,
                                  std::uint64_t count)
{
    std::vector<std::string> lines;
    while (lines.size() < count) {
        const auto page = store.read(hearing, lines.size(),
                                     std::min<std::size_t>(page_lines, count - lines.size()), 0);
        if (!page) throw std::runtime_error("the log cannot be read");
        if (page->lines.empty()) break; // Shorter than what was signed.
        lines.insert(lines.end(), page->lines.begin(), page->lines.end());
    }
    return lines;
}

/// All that is in the box, of every ballot.
std::vector<core::BoxedBallot> votes_of(ledger::SqliteStore& store, const std::string& hearing)
{
    const auto box = store.read_box(hearing);
    if (!box) throw std::runtime_error("the box cannot be read");
    std::vector<core::BoxedBallot> votes;
    for (const auto& put : box->ballots) votes.push_back(hall::boxed(put));
    return votes;
}

std::vector<package::NameLine> names_of(const fs::path& copy, const std::vector<std::string>& lines)
{
    const auto people = access::PeopleStore::open(copy / "people.db");
    if (!people) throw std::runtime_error(people.error().message);
    const auto names = (*people)->names();
    if (!names) throw std::runtime_error(names.error().message);
    std::vector<package::NameLine> known;
    for (const auto& card : package::cards_in(lines)) {
        const auto found = names->find(core::ParticipantId{card});
        if (found == names->end()) continue;
        const auto& person = found->second;
        known.push_back({card, person.name, person.organisation, person.title, person.seat});
    }
    return known;
}

/// All of them, or no folder.
void write_files(const package::Files& files, const fs::path& target)
{
    auto folder = fs::weakly_canonical(target);
    if (!folder.has_filename()) folder = folder.parent_path();
    if (fs::exists(folder) && !fs::is_empty(folder))
        throw std::runtime_error(target.string() + " is not empty, and nothing is replaced");
    const ScratchFolder scratch(".rostrum-package", folder.parent_path());
    const auto made = scratch.path() / "package";
    for (const auto& [path, bytes] : files) {
        fs::create_directories((made / path).parent_path());
        write_output(made / path, bytes);
    }
    fs::rename(made, folder);
    disk::sync_folder(folder.parent_path());
}

void write_zip(const package::Files& files, const fs::path& target)
{
    if (fs::exists(target))
        throw std::runtime_error(target.string() + " is there already, and nothing is replaced");
    write_output(target, papers::zip_of(files));
}

/// The hearing's checkpoints, the newest last, and whether the log is still what they say. If not,
/// all there is goes into the package: it is evidence.
struct Kept {
    std::vector<package::SignedNote> notes;
    std::uint64_t size{0};
    bool holds{true};
};

Kept kept_checkpoints(const fs::path& copy, ledger::SqliteStore& store, const std::string& hearing)
{
    const auto rows = ledger::read_kept_checkpoints(copy);
    if (!rows) throw std::runtime_error(rows.error().message);
    Kept found;
    for (const auto& [kept, fault] : *rows) {
        if (kept.stream != hearing) continue;
        found.notes.push_back({kept.certificate.verifier, kept.certificate.note});
        found.size = kept.head.size;
        const auto error = fault ? fault : ledger::contradiction(store, kept);
        if (!error) continue;
        found.holds = false;
        std::cerr << "rostrum: " << error->message << '\n';
    }
    if (found.notes.empty())
        throw std::runtime_error("no checkpoint of " + hearing + " yet: start the server once");
    if (!found.holds) found.size = store.tree(hearing).size();
    return found;
}

} // namespace

Package package_of(const fs::path& data, const std::string& hearing)
{
    const DataCopy copied("rostrum-package", data);
    const auto copy = copied.folder();
    auto store = ledger::SqliteStore::open(copy, [] { return std::int64_t{0}; });
    if (!store) throw std::runtime_error(store.error().message);

    const auto head = (*store)->tree(hearing).size();
    if (head == 0) throw std::runtime_error("there is no hearing " + hearing);
    const auto kept = kept_checkpoints(copy, **store, hearing);
    package::Contents contents{.hearing = hearing,
                               .lines = lines_of(**store, hearing, kept.size),
                               .checkpoints = kept.notes,
                               .names = {},
                               .votes = votes_of(**store, hearing),
                               .checkpoints_hold = kept.holds};
    contents.names = names_of(copy, contents.lines);
    return {package::make_package(contents), contents.lines.size(), head, kept.holds};
}

int export_package(const fs::path& data, const std::string& hearing, const fs::path& target)
{
    const auto package = package_of(data, hearing);
    if (target.extension() == ".zip")
        write_zip(package.files, target);
    else
        write_files(package.files, target);
    std::cout << package.signed_events << " events, "
              << (package.holds ? "as far as the last checkpoint goes" : "as they are")
              << ", are in " << target.string() << '\n';
    if (package.events > package.signed_events)
        std::cout << package.events - package.signed_events
                  << " newer events are not signed yet and not in it\n";
    return package.holds ? 0 : 1;
}

} // namespace rostrum::cli
