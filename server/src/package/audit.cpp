#include "package/audit.hpp"

#include "package/folder_parts.hpp"
#include "package/folders.hpp"
#include "package/log_events.hpp"
#include "package/manifest.hpp"
#include "package/recount.hpp"
#include "trust/checkpoint.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

namespace rostrum::package {
namespace {

constexpr std::string_view origin_start = "rostrum/";

std::string_view file(const Files& files, const std::string& path)
{
    const auto found = files.find(path);
    return found == files.end() ? std::string_view{} : std::string_view{found->second};
}

/// A checkpoint and its key, from two files.
struct Signed {
    trust::NoteVerifier verifier;
    trust::TreeHead head;
};

std::expected<Signed, Finding> read_signed(const Files& files, const std::string& folder)
{
    const auto item = folder + std::string{checkpoint_file};
    auto line = file(files, folder + std::string{verifier_file});
    if (!line.ends_with('\n'))
        return std::unexpected(fails(item, "公钥文件 vkey 无法读取", "vkey cannot be read"));
    line.remove_suffix(1);
    const auto verifier = trust::read_verifier(line);
    if (!verifier || !verifier->name.starts_with(origin_start))
        return std::unexpected(fails(item, "公钥文件 vkey 无法读取", "vkey is no key of a log"));
    const auto head = trust::read_checkpoint(file(files, item), *verifier);
    if (!head)
        return std::unexpected(
            fails(item, "检查点的签名不成立", std::string{trust::in_words(head.error())}));
    return Signed{*verifier, *head};
}

std::string figures(const trust::TreeHead& head)
{
    return std::to_string(head.size) + ", " + trust::base64(head.root);
}

/// The checkpoints of keys before the last: `earlier/1/` and so on, without a gap.
Findings check_earlier(const Files& files, const Signed& last,
                       const std::vector<trust::Digest>& leaves)
{
    Findings findings;
    std::size_t known = 0;
    const auto has = [&](std::size_t number) {
        return files.contains("earlier/" + std::to_string(number) + "/checkpoint.txt");
    };
    for (std::size_t number = 1; has(number); ++number, known += 2) {
        const auto folder = "earlier/" + std::to_string(number) + '/';
        const auto earlier = read_signed(files, folder);
        if (!earlier) {
            findings.push_back(earlier.error());
            continue;
        }
        const auto size = earlier->head.size;
        const bool fits = earlier->verifier.name == last.verifier.name && size <= leaves.size() &&
                          trust::head_of(std::span{leaves}.first(size)) == earlier->head;
        findings.push_back(
            fits
                ? holds(folder, "较早的检查点与记录开头一致：" + figures(earlier->head),
                        "the log begins as this earlier checkpoint says: " + figures(earlier->head))
                : fails(folder, "记录与较早的检查点矛盾",
                        "the log contradicts this earlier checkpoint"));
    }
    const auto all = std::ranges::count_if(
        files, [](const auto& one) { return one.first.starts_with("earlier/"); });
    if (static_cast<std::size_t>(all) != known)
        findings.push_back(
            fails("earlier", "较早的检查点不完整", "earlier checkpoints are missing"));
    return findings;
}

/// The log's lines against the last checkpoint.
Finding check_log(const Signed& last, const std::vector<trust::Digest>& leaves)
{
    const auto head = trust::head_of(leaves);
    if (head == last.head)
        return holds("log", "记录完整，未被改动：" + figures(head),
                     "the log is whole and unchanged: " + figures(head));
    return fails("log",
                 "记录与检查点矛盾：现为 " + figures(head) + "，签名时为 " + figures(last.head),
                 "the log contradicts its checkpoint: it is " + figures(head) +
                     ", and was signed at " + figures(last.head));
}

bool is_known_path(std::string_view path)
{
    for (const auto known : {manifest_file, events_file, checkpoint_file, verifier_file,
                             results_file, names_file, readme_file, program_file}) {
        if (path == known) return true;
    }
    const auto slash = path.rfind('/');
    if (slash == std::string_view::npos) return false;
    const auto name = path.substr(slash + 1);
    const auto is_one_of = [name](const FolderNames& names) {
        return std::ranges::find(names, name) != names.end();
    };
    if (path.starts_with("earlier/")) return name == checkpoint_file || name == verifier_file;
    if (path.starts_with("draws/")) return is_one_of(draw_names);
    return path.starts_with("ballots/") && is_one_of(ballot_names);
}

void add(Findings& findings, Findings more)
{
    std::ranges::move(more, std::back_inserter(findings));
}

/// What follows from the events, once they are known to be the signed ones.
Findings check_contents(const Files& files, const std::string& hearing,
                        const std::vector<LoggedEvent>& events, const trust::Watch& watch)
{
    const auto story = story_of(hearing, events);
    if (!story) return {story.error()}; // The rest would rest on either half of a contradiction.
    auto findings = check_draws(files, *story, watch);
    add(findings, check_ballots(files, *story, watch));
    add(findings, recount(*story));
    if (file(files, std::string{results_file}) != results_of(*story))
        findings.push_back(
            fails("results", "results.json 与记录不符", "results.json is not what the log says"));
    else
        findings.push_back(
            holds("results", "results.json 与记录一致", "results.json is what the log says"));
    return findings;
}

} // namespace

bool Audit::holds() const
{
    return !findings.empty() && std::ranges::none_of(findings, [](const Finding& finding) {
        return finding.standing == Standing::fails;
    });
}

Audit audit(const Files& files, const trust::Watch& watch)
{
    Audit audit{check_manifest(files)};
    for (const auto& [path, bytes] : files) {
        if (!is_known_path(path))
            audit.findings.push_back(fails("files", path + "：不属于材料包", path + ": unknown"));
    }
    const auto last = read_signed(files, {});
    if (!last) {
        audit.findings.push_back(last.error());
        return audit;
    }
    audit.findings.push_back(holds("checkpoint",
                                   "检查点签名有效；公钥：" + trust::write(last->verifier),
                                   "the checkpoint is signed by " + trust::write(last->verifier)));
    const auto lines = split_log(file(files, std::string{events_file}));
    if (!lines) {
        audit.findings.push_back(fails("log",
                                       "记录第 " + std::to_string(lines.error()) + " 行无法读取",
                                       "line " + std::to_string(lines.error()) + " of the log"));
        return audit;
    }
    std::vector<trust::Digest> leaves;
    for (const auto line : *lines) leaves.push_back(trust::leaf_hash(line));
    audit.findings.push_back(check_log(*last, leaves));
    add(audit.findings, check_earlier(files, *last, leaves));
    if (!audit.holds()) return audit; // The rest would only judge a forged log.

    const auto events = read_events(*lines);
    if (!events) {
        audit.findings.push_back(
            fails("log", "记录第 " + std::to_string(events.error()) + " 行不是事项",
                  "line " + std::to_string(events.error()) + " of the log is no event"));
        return audit;
    }
    const auto hearing = last->verifier.name.substr(origin_start.size());
    add(audit.findings, check_contents(files, hearing, *events, watch));
    return audit;
}

} // namespace rostrum::package
