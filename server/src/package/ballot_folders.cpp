#include "package/folder_parts.hpp"
#include "package/folders.hpp"
#include "package/story_steps.hpp"
#include "trust/ballot_check.hpp"

#include <algorithm>
#include <iterator>

namespace rostrum::package {
namespace {

trust::Tally tally_of(const core::Tally& phones)
{
    trust::Tally tally;
    for (const auto& [option, votes] : phones.votes)
        tally[option.value] = static_cast<std::uint64_t>(votes);
    return tally;
}

/// issued.txt as the log's own lines give it.
std::string issued_in(const ToldBallot& told)
{
    std::string bytes;
    for (const auto& [card, digest] : told.tokens) bytes += card + ' ' + digest + '\n';
    return bytes;
}

/// ballot.txt as it must be for this ballot, with these votes.
std::string sheet_of(const ToldBallot& told, std::string_view ballots)
{
    const auto vouched = [](const char* name, std::string_view bytes) {
        return std::string{name} + ' ' + trust::write(trust::file_hash(bytes)) + '\n';
    };
    std::string choices;
    for (const auto& option : told.rule->options) choices += ' ' + option.option.value;
    return "hballot1/ballot\nballot " + told.public_id + "\nkey " + told.key + "\nchoices" +
           choices + '\n' + vouched("roll", told.roll) + vouched("issued", issued_in(told)) +
           vouched("ballots", ballots);
}

/// The files against the log.
Fault first_difference(const ToldBallot& told, const FolderFiles& found)
{
    const auto& [roll, issued, ballots, sheet] = found;
    if (!told.rule || !told.phones)
        return Words{"记录没有与票箱文件绑定", "the log does not vouch for the ballot's files"};
    if (roll != told.roll)
        return Words{"参评名单与名册不符", "roll.txt is not those on the roster who may vote"};
    if (issued != issued_in(told))
        return Words{"凭证名单与发票记录不符",
                     "the tokens are not those that the log says were issued"};
    if (sheet != sheet_of(told, ballots))
        return Words{"票箱文件不属于这次测评", "ballot.txt is of another ballot, rule or key"};
    if (std::ssize(told.tokens) != told.phones->issued ||
        std::ranges::count(ballots, '\n') != told.phones->returned)
        return Words{"发出、收回的票数与记录不符", "other numbers of ballots than the log says"};
    return std::nullopt;
}

Finding check_one(const ToldBallot& told, const Files& files, const trust::Watch& watch)
{
    const auto item = "ballot " + told.id;
    const auto found = folder_files(files, folder_of("ballots", told.id), ballot_names);
    if (!found) return fails(item, "缺少测评文件", "files of the ballot are missing");
    if (const auto fault = first_difference(told, *found)) return fails(item, fault->zh, fault->en);
    const auto sheet_hash = trust::unhex32(told.sheet_sha256);
    const auto key = trust::BallotPublicKey::from_spki(told.key);
    if (!sheet_hash || !key)
        return fails(item, "记录没有与票箱文件绑定",
                     "the log does not vouch for the ballot's files");
    const auto& [roll, issued, ballots, sheet] = *found;
    const auto audit = trust::check_ballot(
        {.roll = roll, .issued = issued, .ballots = ballots, .sheet = sheet},
        {.sheet_hash = sheet_hash, .key = key, .tally = tally_of(*told.phones)}, watch);
    if (!audit.findings.empty()) {
        const auto words = std::string{trust::in_words(audit.findings.front().fault)};
        return fails(item, "无法复核：" + words, words);
    }
    if (!audit.holds()) return fails(item, "未复核完毕", "not checked to the end");
    return holds(item, "每张票都有有效凭证和投票人签名，计票一致",
                 "every vote has a token and its voter's signature, and they are counted right");
}

Finding note_void(const ToldBallot& told)
{
    if (told.has_result)
        return noted("ballot " + told.id, "此次测评在公布结果后作废，其结果无效",
                     "this ballot was voided after its result was published: the result is void");
    return noted("ballot " + told.id, "此次测评已作废", "this ballot is void");
}

} // namespace

Findings check_ballots(const Files& files, const Story& story, const trust::Watch& watch)
{
    Findings findings;
    std::set<std::string> known;
    for (const auto& told : story.ballots) {
        const bool is_counted = told.state == "closed" || told.state == "published";
        if (told.state == "voided") {
            findings.push_back(note_void(told));
        }
        else if (is_counted && told.is_secret) {
            findings.push_back(check_one(told, files, watch));
            known.insert(told.id);
        }
        else if (is_counted) {
            findings.push_back(noted("ballot " + told.id,
                                     "保密测评：选择不公开，票箱内容以服务器为准",
                                     "a confidential ballot: what was in the box is the server's "
                                     "word"));
        }
    }
    std::ranges::move(strangers(files, "ballots", known), std::back_inserter(findings));
    return findings;
}

} // namespace rostrum::package
