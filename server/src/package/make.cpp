#include "package/make.hpp"

#include "package/folders.hpp"
#include "package/log_events.hpp"
#include "package/manifest.hpp"
#include "package/readme.hpp"
#include "package/recount.hpp"
#include "papers/csv.hpp"

#include "verify/program.hpp"

#include <boost/json/array.hpp>

#include <cassert>
#include <set>

namespace rostrum::package {
namespace {

/// A log that cannot be read as events is packed nevertheless: as evidence.
std::vector<LoggedEvent> events_in(const std::vector<std::string>& lines)
{
    auto events = read_events({lines.begin(), lines.end()});
    return events ? std::move(*events) : std::vector<LoggedEvent>{};
}

/// What the events lead to.
void add_what_follows(Files& files, const Contents& contents)
{
    files.merge(folder_files(contents.lines, contents.votes));
    const auto story = story_of(contents.hearing, events_in(contents.lines));
    files[std::string{results_file}] = results_of(story ? *story : Story{contents.hearing});
}

std::string names_csv(const std::vector<NameLine>& names)
{
    std::vector<papers::Cells> rows{{"编号", "姓名", "单位", "职务", "座位"}};
    for (const auto& one : names)
        rows.push_back({one.card, one.name, one.organisation, one.title, one.seat});
    return papers::write_csv(rows);
}

} // namespace

Files make_package(const Contents& contents)
{
    assert(!contents.checkpoints.empty());
    Files files;
    auto& log = files[std::string{events_file}];
    for (const auto& line : contents.lines) log += line + '\n';
    for (std::size_t i = 0; i < contents.checkpoints.size(); ++i) {
        const bool is_last = i + 1 == contents.checkpoints.size();
        const auto folder = is_last ? std::string{} : "earlier/" + std::to_string(i + 1) + '/';
        files[folder + std::string{checkpoint_file}] = contents.checkpoints[i].note;
        files[folder + std::string{verifier_file}] = contents.checkpoints[i].verifier + '\n';
    }
    if (contents.checkpoints_hold) add_what_follows(files, contents);
    files[std::string{names_file}] = names_csv(contents.names);
    files[std::string{program_file}] = verify_program;
    files[std::string{readme_file}] = readme(contents.hearing);
    files[std::string{manifest_file}] = manifest_of(files);
    return files;
}

std::vector<std::string> cards_in(const std::vector<std::string>& lines)
{
    std::set<std::string> cards;
    for (const auto& [name, data] : events_in(lines)) {
        const auto* entries = member_of(data, "entries").if_array();
        if (name != "roster_imported" || entries == nullptr) continue;
        for (const auto& entry : *entries) {
            if (entry.is_object()) cards.insert(text_of(entry.as_object(), "participant"));
        }
    }
    return {cards.begin(), cards.end()};
}

} // namespace rostrum::package
