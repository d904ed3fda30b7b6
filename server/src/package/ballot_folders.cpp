#include "package/folder_parts.hpp"
#include "package/folders.hpp"
#include "protocol/ballot_codec.hpp"
#include "trust/ballot_check.hpp"

#include <algorithm>
#include <iterator>
#include <map>

namespace rostrum::package {
namespace {

/// One secret ballot as its events tell it.
struct ToldBallot {
    bool is_secret{false};
    bool is_voided{false};
    std::string key;
    std::string sheet_sha256;
    std::map<std::string, std::string> tokens; ///< By card: SHA-256 of the blinded message.
    std::optional<core::Tally> phones;         ///< From the close on.
    std::optional<core::Electorate> electorate;
};

void take(ToldBallot& told, const LoggedEvent& event)
{
    const auto& [name, data] = event;
    if (name == "ballot_opened") {
        told.is_secret = text_of(data, "mode") == "secret";
        told.key = text_of(data, "key");
    }
    else if (name == "ballot_issued" && text_of(data, "channel") == "phone") {
        told.tokens[text_of(data, "participant")] = text_of(data, "blinded_sha256");
    }
    else if (name == "ballot_closed") {
        told.sheet_sha256 = text_of(data, "sheet_sha256");
        told.phones = protocol::decode_tally(member_of(data, "phones"));
        told.electorate = protocol::decode_electorate(member_of(data, "electorate"));
    }
    else if (name == "ballot_voided") {
        told.is_voided = true;
    }
}

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

Finding check_one(const std::string& ballot, const ToldBallot& told, const Files& files,
                  const trust::Watch& watch)
{
    const auto item = "ballot " + ballot;
    const auto found = folder_files(files, folder_of("ballots", ballot), ballot_names);
    if (!found) return fails(item, "缺少测评文件", "files of the ballot are missing");
    const auto sheet_hash = trust::unhex32(told.sheet_sha256);
    const auto key = trust::BallotPublicKey::from_spki(told.key);
    if (!sheet_hash || !key || !told.phones || !told.electorate)
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
    const auto count = [](std::string_view bytes) {
        return static_cast<std::int64_t>(std::ranges::count(bytes, '\n'));
    };
    if (count(issued) != told.phones->issued || count(ballots) != told.phones->returned ||
        count(roll) != told.electorate->entitled)
        return fails(item, "参评、发出、收回的人数与记录不符",
                     "other numbers of people or ballots than the log says");
    if (issued != issued_in(told))
        return fails(item, "凭证名单与发票记录不符",
                     "the tokens are not those that the log says were issued");
    return holds(item, "每张票都有有效凭证和投票人签名，计票一致",
                 "every vote has a token and its voter's signature, and they are counted right");
}

} // namespace

Findings check_ballots(const Files& files, const std::vector<LoggedEvent>& events,
                       const trust::Watch& watch)
{
    std::map<std::string, ToldBallot> ballots;
    for (const auto& event : events) {
        const auto ballot = text_of(event.data, "ballot");
        if (!ballot.empty()) take(ballots[ballot], event);
    }
    Findings findings;
    std::set<std::string> known;
    for (const auto& [ballot, told] : ballots) {
        if (!told.phones || told.is_voided) continue;
        if (told.is_secret) {
            findings.push_back(check_one(ballot, told, files, watch));
            known.insert(ballot);
        }
        else {
            findings.push_back(noted("ballot " + ballot,
                                     "保密测评：选择不公开，票箱内容以服务器为准",
                                     "a confidential ballot: what was in the box is the server's "
                                     "word"));
        }
    }
    std::ranges::move(strangers(files, "ballots", known), std::back_inserter(findings));
    return findings;
}

} // namespace rostrum::package
