#include "cli/package_command.hpp"

#include "access/people_store.hpp"
#include "cli/data_files.hpp"
#include "cli/scratch_folder.hpp"
#include "hall/box_contents.hpp"
#include "ledger/backup.hpp"
#include "ledger/checkpoint_store.hpp"
#include "ledger/sqlite_store.hpp"
#include "package/audit.hpp"
#include "package/make.hpp"
#include "papers/zip_file.hpp"

#include <CLI/CLI.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <utility>

namespace rostrum::cli {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

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

void write_file(const fs::path& file, const std::string& bytes)
{
    std::ofstream stream(file, std::ios::binary);
    stream << bytes;
    stream.close();
    if (!stream) throw std::runtime_error("cannot write " + file.string());
}

void write_files(const package::Files& files, const fs::path& folder)
{
    if (fs::exists(folder) && !fs::is_empty(folder))
        throw std::runtime_error(folder.string() + " is not empty, and nothing is replaced");
    for (const auto& [path, bytes] : files) {
        fs::create_directories((folder / path).parent_path());
        write_file(folder / path, bytes);
    }
}

void write_zip(const package::Files& files, const fs::path& target)
{
    if (fs::exists(target))
        throw std::runtime_error(target.string() + " is there already, and nothing is replaced");
    write_file(target, papers::zip_of(files));
}

package::Files read_files(const fs::path& folder)
{
    package::Files files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_directory()) continue;
        std::ifstream stream(entry.path(), std::ios::binary);
        std::string bytes(std::istreambuf_iterator<char>(stream), {});
        if (!stream) throw std::runtime_error("cannot read " + entry.path().string());
        files.emplace(fs::relative(entry.path(), folder).generic_string(), std::move(bytes));
    }
    return files;
}

/// The hearing's checkpoints, the newest last, and whether the log is still what they say.
struct Kept {
    std::vector<package::SignedNote> notes;
    std::uint64_t size{0};
    bool holds{true};
};

Kept kept_checkpoints(const fs::path& copy, ledger::SqliteStore& store, const std::string& hearing)
{
    const auto heads = ledger::read_checkpoints(copy);
    if (!heads) throw std::runtime_error(heads.error().message);
    Kept kept;
    for (const auto& head : *heads) {
        if (head.stream != hearing) continue;
        kept.notes.push_back({head.certificate.verifier, head.certificate.note});
        kept.size = head.head.size;
        const auto error = ledger::contradiction(store, head);
        if (!error) continue;
        kept.holds = false;
        std::cerr << "rostrum: " << error->message << '\n';
    }
    if (kept.notes.empty())
        throw std::runtime_error("no checkpoint of " + hearing + " yet: start the server once");
    return kept;
}

const char* mark(package::Standing standing)
{
    switch (standing) {
    case package::Standing::holds: return "ok  ";
    case package::Standing::noted: return "note";
    case package::Standing::fails: return "FAIL";
    }
    return "";
}

const char* word(package::Standing standing)
{
    switch (standing) {
    case package::Standing::holds: return "holds";
    case package::Standing::noted: return "noted";
    case package::Standing::fails: return "fails";
    }
    return "";
}

void print_words(const package::Audit& audit, bool chinese)
{
    for (const auto& finding : audit.findings) {
        std::cout << mark(finding.standing) << "  " << finding.item << ": "
                  << (chinese ? finding.zh : finding.en) << '\n';
    }
    if (audit.holds())
        std::cout << (chinese ? "全部成立\n" : "Everything holds.\n");
    else
        std::cout << (chinese ? "有不成立之处，见上\n" : "NOT everything holds: see above.\n");
}

void print_json(const package::Audit& audit)
{
    json::array findings;
    for (const auto& finding : audit.findings) {
        findings.push_back(json::object{{"item", finding.item},
                                        {"standing", word(finding.standing)},
                                        {"zh", finding.zh},
                                        {"en", finding.en}});
    }
    std::cout << json::serialize(
                     json::object{{"holds", audit.holds()}, {"findings", std::move(findings)}})
              << '\n';
}

struct VerifyArguments {
    std::string package;
    std::string language{"zh"};
    bool print_json{false};
};

int verify(const VerifyArguments& arguments)
{
    const fs::path folder{arguments.package};
    if (!fs::exists(folder / package::events_file)) {
        std::cerr << "rostrum: " << folder.string() << " is no package: it has no events.jsonl\n";
        return 2;
    }
    const auto audit = package::audit(read_files(folder), {});
    if (arguments.print_json)
        print_json(audit);
    else
        print_words(audit, arguments.language == "zh");
    return audit.holds() ? 0 : 1;
}

} // namespace

Package package_of(const fs::path& data, const std::string& hearing)
{
    const ScratchFolder scratch("rostrum-package");
    const auto copy = scratch.path() / "copy";
    const auto copied = ledger::backup_folder(data, copy, data_files(data));
    if (!copied) throw std::runtime_error(copied.error());
    auto store = ledger::SqliteStore::open(copy, [] { return std::int64_t{0}; });
    if (!store) throw std::runtime_error(store.error().message);

    const auto head = (*store)->tree(hearing).size();
    if (head == 0) throw std::runtime_error("there is no hearing " + hearing);
    const auto kept = kept_checkpoints(copy, **store, hearing);
    package::Contents contents{.hearing = hearing,
                               .lines = lines_of(**store, hearing, kept.size),
                               .checkpoints = kept.notes,
                               .names = {},
                               .votes = votes_of(**store, hearing)};
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
    std::cout << package.signed_events << " events, as far as the last checkpoint goes, are in "
              << target.string() << '\n';
    if (package.events > package.signed_events)
        std::cout << package.events - package.signed_events
                  << " newer events are not signed yet and not in it\n";
    return package.holds ? 0 : 1;
}

void add_verify_command(CLI::App& program, std::function<int()>& action)
{
    const auto arguments = std::make_shared<VerifyArguments>();
    auto* command = program.add_subcommand("verify", "Check the package of a hearing");
    command->add_option("package", arguments->package, "its folder")->required();
    command->add_option("--lang", arguments->language, "zh or en")
        ->check(CLI::IsMember({"zh", "en"}));
    command->add_flag("--json", arguments->print_json, "print one line of JSON for programs");
    command->callback(
        [&action, arguments] { action = [arguments] { return verify(*arguments); }; });
}

} // namespace rostrum::cli
