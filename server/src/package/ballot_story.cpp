// The ballots of a story: from the locked rule to the published result.
#include "package/story_steps.hpp"
#include "protocol/ballot_codec.hpp"

#include <boost/json/object.hpp>

#include <array>
#include <utility>

namespace rostrum::package {
namespace {

namespace json = boost::json;

constexpr auto ballot_steps = std::to_array<Step>({
    {"ballot_rule_locked", "", "locked"},
    {"ballot_opened", "locked", "open"},
    {"ballot_issued", "open", "open"},
    {"paper_taken_back", "open", "open"},
    {"ballot_closing", "open", "closing"},
    {"ballot_closed", "open", "closed"},
    {"ballot_closed", "closing", "closed"},
    {"paper_counted", "closed", "closed"},
    {"paper_count_withdrawn", "closed", "closed"},
    {"tally_signed", "closed", "closed"},
    {"result_published", "closed", "published"},
    {"duty_imposed", "published", "published"},
    // At any time, and then nothing more: only its duties are withdrawn, which do not name it.
    {"ballot_voided", "locked", "voided"},
    {"ballot_voided", "open", "voided"},
    {"ballot_voided", "closing", "voided"},
    {"ballot_voided", "closed", "voided"},
    {"ballot_voided", "published", "voided"},
});

/// Whoever was issued a ballot stays entitled and counts as present.
core::Electorate electorate_of(const ToldRoster& roster, const ToldBallot& ballot)
{
    core::Electorate electorate;
    for (const auto& [card, person] : roster) {
        const bool is_issued = ballot.issued.contains(card);
        if (!person.may_vote && !is_issued) continue;
        ++electorate.entitled;
        if (person.is_present || is_issued) ++electorate.present;
    }
    return electorate;
}

std::string roll_of(const ToldRoster& roster, const ToldBallot& ballot)
{
    std::string roll;
    for (const auto& [card, person] : roster)
        if (person.may_vote || ballot.issued.contains(card)) roll += card + '\n';
    return roll;
}

Fault lock_rule(Story& story, const json::object& data)
{
    auto& ballots = story.ballots;
    const auto number = std::to_string(ballots.size() + 1);
    if (!ballots.empty() && ballots.back().state != "voided")
        return Words{"上一次测评仍然有效", "the ballot before stands"};
    if (text_of(data, "ballot") != "b" + number)
        return Words{"测评编号不连续", "its number is not the next"};
    auto& ballot = ballots.emplace_back();
    ballot.id = "b" + number;
    ballot.public_id = story.hearing + "/ballot/" + number;
    ballot.rule = protocol::decode_ballot_rule(member_of(data, "rule"));
    ballot.rule_sha256 = text_of(data, "rule_sha256");
    return std::nullopt;
}

Fault open_ballot(const Story& story, ToldBallot& ballot, const json::object& data)
{
    const auto mode = text_of(data, "mode");
    ballot.is_secret = mode == "secret";
    if (!ballot.is_secret)
        return mode == "confidential" ? Fault{} : Words{"没有这种测评方式", "an unknown mode"};
    const auto key = text_of(data, "key");
    if (std::ranges::find(story.ballots, key, &ToldBallot::key) != story.ballots.end())
        return Words{"密钥已用于另一次测评，或没有密钥", "without a key of its own"};
    ballot.key = key;
    return std::nullopt;
}

Fault issue(ToldBallot& ballot, const ToldRoster& roster, const json::object& data)
{
    const auto card = text_of(data, "participant");
    const auto channel = text_of(data, "channel");
    const auto person = roster.find(card);
    if (person == roster.end() || !person->second.may_vote || !person->second.is_present)
        return Words{"此席卡不属于到会且有权参评的人",
                     "this card is not of somebody who is present and may vote"};
    if (!ballot.issued.emplace(card, channel).second)
        return Words{"此席卡已领取过一次", "this card was issued one already"};
    if (channel != "phone" && channel != "paper")
        return Words{"没有这种领取方式", "an unknown channel"};
    ++(channel == "paper" ? ballot.issued_on_paper : ballot.issued_on_phones);
    if (ballot.is_secret && channel == "phone")
        ballot.tokens.emplace(card, text_of(data, "blinded_sha256"));
    return std::nullopt;
}

Fault take_back(ToldBallot& ballot, const json::object& data)
{
    const auto issued = ballot.issued.find(text_of(data, "participant"));
    if (issued == ballot.issued.end() || issued->second != "paper")
        return Words{"此席卡没有纸质选票可收回", "this card has no paper that could be taken back"};
    ballot.issued.erase(issued);
    --ballot.issued_on_paper;
    return std::nullopt;
}

/// Also a count that is withdrawn later must be of what was handed out.
Fault count_paper(ToldBallot& ballot, const json::object& data)
{
    auto count = protocol::decode_tally(member_of(data, "paper"));
    if (!count || count->issued != ballot.issued_on_paper)
        return Words{"纸质票计数与发出票数不符", "a count of other papers than were handed out"};
    ballot.paper[text_of(data, "teller")] = std::move(count);
    ballot.signatures.clear(); // They stood under another count.
    return std::nullopt;
}

Fault withdraw_count(ToldBallot& ballot, const json::object& data)
{
    if (ballot.paper.erase(text_of(data, "teller")) == 0)
        return Words{"撤回了没有录入的计数", "a count is withdrawn that is not there"};
    ballot.signatures.clear(); // They stood under another count.
    return std::nullopt;
}

Fault close(ToldBallot& ballot, const ToldRoster& roster, const json::object& data,
            std::string_view before)
{
    if (ballot.is_secret != (before == "closing"))
        return Words{"计票方式与测评方式不符", "not the way in which such a ballot is closed"};
    if (!ballot.is_secret) ballot.counted_people = electorate_of(roster, ballot);
    ballot.roll = roll_of(roster, ballot);
    ballot.sheet_sha256 = text_of(data, "sheet_sha256");
    ballot.phones = protocol::decode_tally(member_of(data, "phones"));
    ballot.electorate = protocol::decode_electorate(member_of(data, "electorate"));
    if (!ballot.phones) return Words{"手机票数无法读取", "the count of the phones cannot be read"};
    if (ballot.electorate != ballot.counted_people)
        return Words{"应到、实到人数与名册不符", "other numbers of people than on the roster"};
    return std::nullopt;
}

Fault take(Story& story, ToldBallot& ballot, const LoggedEvent& event, std::string_view before)
{
    const auto& [name, data] = event;
    if (name == "ballot_opened") return open_ballot(story, ballot, data);
    if (name == "ballot_issued") return issue(ballot, story.roster, data);
    if (name == "paper_taken_back") return take_back(ballot, data);
    if (name == "paper_count_withdrawn") return withdraw_count(ballot, data);
    if (name == "ballot_closed") return close(ballot, story.roster, data, before);
    if (name == "ballot_closing") {
        if (!ballot.is_secret)
            return Words{"计票方式与测评方式不符", "not the way in which such a ballot is closed"};
        // Whoever comes in from here on is not in the base.
        ballot.counted_people = electorate_of(story.roster, ballot);
    }
    if (name == "paper_counted") return count_paper(ballot, data);
    if (name == "tally_signed") ballot.signatures.insert(text_of(data, "teller"));
    if (name == "result_published") {
        ballot.has_result = true;
        ballot.tally = member_of(data, "tally");
        ballot.verdict = member_of(data, "verdict");
    }
    return std::nullopt;
}

} // namespace

Fault take_ballot(Story& story, const LoggedEvent& event)
{
    const auto& [name, data] = event;
    if (!is_of(ballot_steps, name)) return std::nullopt;
    if (name == "ballot_rule_locked") {
        if (auto fault = lock_rule(story, data)) return fault;
    }
    const auto ballot = std::ranges::find(story.ballots, text_of(data, "ballot"), &ToldBallot::id);
    if (ballot == story.ballots.end()) return Words{"没有这次测评", "there is no such ballot"};
    const auto before = ballot->state;
    if (!step(ballot_steps, name, ballot->state))
        return Words{"这次测评此时不可能有此事项",
                     "this cannot happen to the ballot any more, or yet"};
    return take(story, *ballot, event, before);
}

} // namespace rostrum::package
