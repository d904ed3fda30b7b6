#include "package/recount.hpp"

#include "core/limits.hpp"
#include "core/verdict.hpp"
#include "protocol/ballot_codec.hpp"
#include "trust/bytes.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace rostrum::package {
namespace {

namespace json = boost::json;

constexpr auto people_max = static_cast<std::int64_t>(2 * core::limits::roster_max);

/// One ballot as its events tell it.
struct ToldCount {
    std::optional<core::BallotRule> rule;
    std::string rule_sha256;
    std::int64_t issued_on_phones{0};
    std::int64_t issued_on_paper{0};
    std::optional<core::Tally> phones;
    std::optional<core::Electorate> electorate;
    std::map<std::string, std::optional<core::Tally>> paper;
    std::set<std::string> signatures;
    bool is_published{false};
    std::optional<core::Tally> tally;
    std::optional<core::Verdict> verdict;
};

void take(ToldCount& told, const LoggedEvent& event)
{
    const auto& [name, data] = event;
    if (name == "ballot_rule_locked") {
        told.rule = protocol::decode_ballot_rule(member_of(data, "rule"));
        told.rule_sha256 = text_of(data, "rule_sha256");
    }
    else if (name == "ballot_issued") {
        ++(text_of(data, "channel") == "paper" ? told.issued_on_paper : told.issued_on_phones);
    }
    else if (name == "ballot_closed") {
        told.phones = protocol::decode_tally(member_of(data, "phones"));
        told.electorate = protocol::decode_electorate(member_of(data, "electorate"));
    }
    else if (name == "paper_counted") {
        told.paper[text_of(data, "teller")] = protocol::decode_tally(member_of(data, "paper"));
        told.signatures.clear(); // They stood under another count.
    }
    else if (name == "tally_signed") {
        told.signatures.insert(text_of(data, "teller"));
    }
    else if (name == "result_published") {
        told.is_published = true;
        told.tally = protocol::decode_tally(member_of(data, "tally"));
        told.verdict = protocol::decode_verdict(member_of(data, "verdict"));
    }
}

using Words = std::pair<const char*, const char*>;

std::optional<Words> check_rule(const ToldCount& told)
{
    if (!told.rule || core::check_rule(*told.rule))
        return Words{"测评规则无法适用", "its rule cannot be applied"};
    if (trust::hex(trust::sha256(core::canonical_text(*told.rule))) != told.rule_sha256)
        return Words{"规则与公布的摘要不符", "its rule is not the one whose hash was published"};
    return std::nullopt;
}

std::optional<Words> check_phones(const ToldCount& told)
{
    if (!told.phones || !told.electorate || !core::adds_up(*told.rule, *told.phones))
        return Words{"手机票数相加不符", "the count of the phones does not add up"};
    const auto& [entitled, present] = *told.electorate;
    if (present < 0 || present > entitled || entitled > people_max)
        return Words{"应到、实到人数不合理", "the numbers of people do not add up"};
    if (told.phones->issued != told.issued_on_phones)
        return Words{"发出票数与发票记录不符", "more or fewer ballots were issued than recorded"};
    return std::nullopt;
}

std::optional<Words> check_paper(const ToldCount& told)
{
    const Words differs{"两名监票人的纸质票计数不一致", "the two counts of the paper differ"};
    if (told.issued_on_paper == 0)
        return told.paper.empty() ? std::nullopt : std::optional{differs};
    if (told.paper.size() < core::limits::tellers_required) return differs;
    const auto& first = told.paper.begin()->second;
    for (const auto& [teller, count] : told.paper) {
        if (!count || count != first || count->issued != told.issued_on_paper ||
            !core::adds_up(*told.rule, *count))
            return differs;
    }
    return std::nullopt;
}

std::optional<Words> check_result(const ToldCount& told)
{
    if (told.signatures.size() < core::limits::tellers_required)
        return Words{"没有两名监票人签字", "two tellers have not signed"};
    const auto tally =
        told.paper.empty() ? *told.phones : *told.phones + *told.paper.begin()->second;
    if (!told.paper.empty() && told.paper.begin()->second->returned > told.issued_on_paper)
        return Words{"收回的纸质票多于发出的", "more paper came back than was handed out"};
    if (told.tally != tally || tally.issued > told.electorate->present ||
        tally.returned > people_max)
        return Words{"公布的票数不等于手机票与纸质票之和",
                     "the tally is not the sum of the counts"};
    if (!told.verdict || *told.verdict != core::judge(*told.rule, tally, *told.electorate))
        return Words{"公布的结论与按规则重算的不同", "the verdict is not what the rule gives"};
    return std::nullopt;
}

std::optional<Words> first_fault(const ToldCount& told)
{
    if (const auto fault = check_rule(told)) return fault;
    if (const auto fault = check_phones(told)) return fault;
    if (const auto fault = check_paper(told)) return fault;
    return check_result(told);
}

} // namespace

std::string results_of(const std::string& hearing, const std::vector<LoggedEvent>& events)
{
    std::map<std::string, json::value> electorates;
    json::array results;
    for (const auto& [name, data] : events) {
        const auto ballot = text_of(data, "ballot");
        if (name == "ballot_closed") electorates[ballot] = member_of(data, "electorate");
        if (name != "result_published") continue;
        results.push_back(json::object{{"ballot", ballot},
                                       {"electorate", electorates[ballot]},
                                       {"tally", member_of(data, "tally")},
                                       {"verdict", member_of(data, "verdict")}});
    }
    return canonical(json::object{{"hearing", hearing}, {"results", std::move(results)}}) + '\n';
}

Findings recount(const std::vector<LoggedEvent>& events)
{
    std::map<std::string, ToldCount> ballots;
    for (const auto& event : events) {
        const auto ballot = text_of(event.data, "ballot");
        if (!ballot.empty()) take(ballots[ballot], event);
    }
    Findings findings;
    for (const auto& [ballot, told] : ballots) {
        if (!told.is_published) continue;
        const auto item = "result " + ballot;
        if (const auto fault = first_fault(told))
            findings.push_back(fails(item, fault->first, fault->second));
        else
            findings.push_back(holds(item, "票数与结论按规则重算一致",
                                     "the tally and the verdict follow from the counts"));
    }
    if (findings.empty())
        findings.push_back(noted("result", "没有公布的测评结果", "no result was published"));
    return findings;
}

} // namespace rostrum::package
