#include "package/recount.hpp"

#include "core/limits.hpp"
#include "core/verdict.hpp"
#include "package/story_steps.hpp"
#include "protocol/ballot_codec.hpp"
#include "trust/bytes.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <utility>

namespace rostrum::package {
namespace {

namespace json = boost::json;

constexpr auto people_max = static_cast<std::int64_t>(2 * core::limits::roster_max);

Fault check_rule(const ToldBallot& told)
{
    if (!told.rule || core::check_rule(*told.rule))
        return Words{"测评规则无法适用", "its rule cannot be applied"};
    if (trust::hex(trust::sha256(core::canonical_text(*told.rule))) != told.rule_sha256)
        return Words{"规则与公布的摘要不符", "its rule is not the one whose hash was published"};
    return std::nullopt;
}

Fault check_phones(const ToldBallot& told)
{
    if (!told.phones || !told.electorate || !core::adds_up(*told.rule, *told.phones))
        return Words{"手机票数相加不符", "the count of the phones does not add up"};
    const auto& [entitled, present] = *told.electorate;
    if (present < 0 || present > entitled || entitled > people_max)
        return Words{"应到、实到人数不合理", "the numbers of people do not add up"};
    if (told.phones->issued != told.issued_on_phones)
        return Words{"发出票数与发票记录不符", "more or fewer ballots were issued than recorded"};
    if (told.phones->returned > told.phones->issued)
        return Words{"手机票多于发出的", "more came back from phones than were issued"};
    return std::nullopt;
}

Fault check_paper(const ToldBallot& told)
{
    const Words differs{"两名监票人的纸质票计数不一致", "the two counts of the paper differ"};
    if (told.issued_on_paper == 0) return told.paper.empty() ? std::nullopt : Fault{differs};
    if (told.paper.size() < core::limits::tellers_required) return differs;
    const auto& first = told.paper.begin()->second;
    for (const auto& [teller, count] : told.paper) {
        if (!count || count != first || count->issued != told.issued_on_paper ||
            !core::adds_up(*told.rule, *count))
            return differs;
    }
    return std::nullopt;
}

Fault check_result(const ToldBallot& told)
{
    if (told.signatures.size() < core::limits::tellers_required)
        return Words{"没有两名监票人签字", "two tellers have not signed"};
    const auto tally =
        told.paper.empty() ? *told.phones : *told.phones + *told.paper.begin()->second;
    if (!told.paper.empty() && told.paper.begin()->second->returned > told.issued_on_paper)
        return Words{"收回的纸质票多于发出的", "more paper came back than was handed out"};
    if (protocol::decode_tally(told.tally) != tally || tally.issued > told.electorate->present ||
        tally.returned > people_max)
        return Words{"公布的票数不等于手机票与纸质票之和",
                     "the tally is not the sum of the counts"};
    if (protocol::decode_verdict(told.verdict) != core::judge(*told.rule, tally, *told.electorate))
        return Words{"公布的结论与按规则重算的不同", "the verdict is not what the rule gives"};
    return std::nullopt;
}

Fault first_fault(const ToldBallot& told)
{
    if (const auto fault = check_rule(told)) return fault;
    if (const auto fault = check_phones(told)) return fault;
    if (const auto fault = check_paper(told)) return fault;
    return check_result(told);
}

} // namespace

std::string results_of(const Story& story)
{
    json::array results;
    for (const auto& told : story.ballots) {
        if (told.state != "published") continue;
        json::value electorate;
        if (told.electorate)
            electorate = json::object{{"entitled", told.electorate->entitled},
                                      {"present", told.electorate->present}};
        results.push_back(json::object{{"ballot", told.id},
                                       {"electorate", std::move(electorate)},
                                       {"tally", told.tally},
                                       {"verdict", told.verdict}});
    }
    return canonical(json::object{{"hearing", story.hearing}, {"results", std::move(results)}}) +
           '\n';
}

Findings recount(const Story& story)
{
    Findings findings;
    for (const auto& told : story.ballots) {
        if (told.state != "published") continue;
        const auto item = "result " + told.id;
        if (const auto fault = first_fault(told))
            findings.push_back(fails(item, fault->zh, fault->en));
        else
            findings.push_back(holds(item, "票数与结论按规则重算一致",
                                     "the tally and the verdict follow from the counts"));
    }
    if (findings.empty())
        findings.push_back(noted("result", "没有有效的测评结果", "there is no result"));
    return findings;
}

} // namespace rostrum::package
