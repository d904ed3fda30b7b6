#include "system/told_story.hpp"

#include "core/ballot_rule.hpp"
#include "core/verdict.hpp"
#include "package/make.hpp"
#include "protocol/ballot_codec.hpp"
#include "trust/draw_support.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

namespace rostrum::system_test {
namespace {

constexpr auto rule_json =
    R"({"options":[)"
    R"({"option":"satisfied","label":"满意","label_en":"Satisfied","weight":100,"counted":true},)"
    R"({"option":"partly","label":"部分满意","label_en":"Partly","weight":50,"counted":true},)"
    R"({"option":"not_satisfied","label":"不满意","label_en":"Not","weight":0,"counted":true}],)"
    R"("base":"valid","threshold":{"numerator":9,"denominator":10},)"
    R"("threshold_is_met_when_equal":true,"quorum":{"numerator":1,"denominator":2},)"
    R"("quorum_of":"present","live_batch":0,"breakdown_by_category":false})";

constexpr auto tally_json = R"({"issued":4,"returned":3,"invalid":0,)"
                            R"("votes":{"satisfied":2,"partly":0,"not_satisfied":1}})";
constexpr auto electorate_json = R"({"entitled":5,"present":5})";

std::string line_of(std::size_t number, const std::string& name, const std::string& data)
{
    return fmt::format(R"({{"n":{},"t":"2026-01-01T09:00:00.000Z","e":"{}","by":)"
                       R"({{"role":"system","id":""}},"c":"c{}","d":{}}})",
                       number, name, number, data);
}

void tell_people(Events& events, const std::vector<std::pair<std::string, std::string>>& people,
                 bool may_vote)
{
    std::string entries;
    for (const auto& [card, category] : people)
        entries += fmt::format(R"({}{{"participant":"{}","category":"{}","may_question":true,)"
                               R"("may_vote":{},"in_draw_pool":true}})",
                               entries.empty() ? "" : ",", card, category, may_vote);
    events.emplace_back("roster_imported", fmt::format(R"({{"entries":[{}]}})", entries));
    for (const auto& [card, category] : people)
        events.emplace_back("participant_arrived",
                            fmt::format(R"({{"participant":"{}","source":"card"}})", card));
}

std::string seal(const trust::FileHash& hash)
{
    return fmt::format(R"({{"lines":{},"sha256":"{}"}})", hash.lines, trust::hex(hash.sha256));
}

void tell_pool(Events& events, const trust::Pool& pool)
{
    std::vector<std::pair<std::string, std::string>> people;
    std::string lines;
    for (const auto& line : pool.lines) {
        people.emplace_back(line.handle, line.stratum);
        lines +=
            fmt::format(R"({}{{"participant":"{}","stratum":"{}","weight":{},"exclusion":"{}"}})",
                        lines.empty() ? "" : ",", line.handle, line.stratum, line.weight,
                        line.exclusion ? "spoken" : "none");
    }
    events.emplace_back("draw_pool_listed", fmt::format(R"({{"draw":"d1","lines":[{}]}})", lines));
    Events before;
    tell_people(before, people, /*may_vote=*/false);
    events.insert(events.begin(), before.begin(), before.end());
}

/// The vector's draw, as the log of its hearing tells it.
void tell_draw(Events& events, const test::HeldDraw& draw)
{
    const auto pool = trust::read_pool(draw.pool);
    const auto given = trust::read_contributions(draw.contributions);
    const auto freeze = trust::read_freeze(draw.freeze);
    const auto reveal = trust::read_reveal(draw.reveal);
    REQUIRE((pool && given && freeze && reveal));
    events.emplace_back(
        "draw_opened",
        fmt::format(R"({{"draw":"d1","public_id":"{}","rule":{{"kind":"quota","count":3,"quotas":)"
                    R"([{{"stratum":"expert","count":2}},{{"stratum":"press","count":1}}]}},)"
                    R"("pace":"quick","delay":{},"public_dice":true,"commit":"{}","reason":""}})",
                    freeze->draw, freeze->delay, trust::hex(freeze->commit)));
    tell_pool(events, *pool);
    events.emplace_back("nonce_collection_started", R"({"draw":"d1","deadline":1})");
    for (const auto& one : given->lines)
        events.emplace_back("nonce_contributed",
                            fmt::format(R"({{"draw":"d1","participant":"{}","nonce":"{}"}})",
                                        one.handle, trust::hex(one.nonce)));
    events.emplace_back(
        "draw_frozen",
        fmt::format(R"({{"draw":"d1","seals":{{"pool":{},"contributions":{},"sha256":"{}"}}}})",
                    seal(freeze->pool), seal(freeze->contributions),
                    trust::hex(trust::sha256(draw.freeze))));
    events.emplace_back("draw_revealed",
                        fmt::format(R"({{"draw":"d1","secret":"{}","public_text":"{}"}})",
                                    trust::hex(reveal->secret), reveal->public_text));
    events.emplace_back(
        "draw_finished",
        fmt::format(R"({{"draw":"d1","seed":"{}","drawn":["A-0005","A-0002","A-0007"],)"
                    R"("unfilled":0}})",
                    trust::hex(*draw.claim.seed)));
}

void tell_result(Events& events)
{
    const auto rule = protocol::decode_ballot_rule(boost::json::parse(rule_json));
    const auto tally = protocol::decode_tally(boost::json::parse(tally_json));
    const auto electorate = protocol::decode_electorate(boost::json::parse(electorate_json));
    REQUIRE((rule && tally && electorate));
    for (const char* teller : {"t1", "t2"})
        events.emplace_back("tally_signed",
                            fmt::format(R"({{"ballot":"b1","teller":"{}"}})", teller));
    events.emplace_back("result_published",
                        fmt::format(R"({{"ballot":"b1","tally":{},"verdict":{}}})", tally_json,
                                    boost::json::serialize(protocol::encode_verdict(
                                        core::judge(*rule, *tally, *electorate)))));
}

void tell_ballot(Events& events, const test::HeldBallot& held)
{
    const auto rule = protocol::decode_ballot_rule(boost::json::parse(rule_json));
    REQUIRE(rule);
    std::vector<std::pair<std::string, std::string>> people;
    for (const auto& handle : held.roll.handles) people.emplace_back(handle, "deputy");
    tell_people(events, people, /*may_vote=*/true);
    events.emplace_back(
        "ballot_rule_locked",
        fmt::format(R"({{"ballot":"b1","rule":{},"rule_sha256":"{}"}})", rule_json,
                    trust::hex(trust::sha256(std::string_view{core::canonical_text(*rule)}))));
    events.emplace_back("ballot_opened",
                        fmt::format(R"({{"ballot":"b1","mode":"secret","key":"{}"}})",
                                    held.terms.key.spki_base64()));
    for (const auto& [handle, blinded] : held.issued.lines)
        events.emplace_back("ballot_issued",
                            fmt::format(R"({{"ballot":"b1","participant":"{}","channel":"phone",)"
                                        R"("blinded_sha256":"{}"}})",
                                        handle, trust::hex(blinded)));
    events.emplace_back("ballot_closing", R"({"ballot":"b1","until":1})");
    events.emplace_back(
        "ballot_closed",
        fmt::format(R"({{"ballot":"b1","phones":{},"electorate":{},"by_category":[],)"
                    R"("sheet_sha256":"{}"}})",
                    tally_json, electorate_json,
                    trust::hex(trust::sha256(test::text_of(held).sheet))));
}

} // namespace

trust::BallotTerms told_terms()
{
    auto terms = test::ballot_terms();
    terms.ballot = "S1/ballot/1";
    return terms;
}

Told told_hearing(const trust::BallotTerms& terms)
{
    const auto draw = test::held_draw("hdraw1-tv2");
    const auto ballot = test::held_ballot(terms);
    const auto text = test::text_of(ballot);
    Told told{.events = {},
              .folders = {{"draws/d1/pool.txt", draw.pool},
                          {"draws/d1/contrib.txt", draw.contributions},
                          {"draws/d1/freeze.txt", draw.freeze},
                          {"draws/d1/reveal.txt", draw.reveal},
                          {"ballots/b1/roll.txt", text.roll},
                          {"ballots/b1/issued.txt", text.issued},
                          {"ballots/b1/ballots.txt", text.ballots},
                          {"ballots/b1/ballot.txt", text.sheet}}};
    tell_draw(told.events, draw);
    tell_ballot(told.events, ballot);
    tell_result(told.events);
    return told;
}

Files package_of(const Told& told)
{
    std::vector<std::string> lines;
    for (const auto& [name, data] : told.events) lines.push_back(line_of(lines.size(), name, data));
    // Not replayed: whoever forges a log does not care whether a server could.
    auto files = package::make_package({.hearing = "S1",
                                        .lines = std::move(lines),
                                        .checkpoints = {{"-", "-"}},
                                        .names = {{"A-1", "甲", "", "", ""}},
                                        .votes = {},
                                        .checkpoints_hold = false});
    files["results.json"] = R"({"hearing":"S1"})";
    files.insert(told.folders.begin(), told.folders.end());
    return signed_again(std::move(files));
}

Files package_with_folders()
{
    return package_of(told_hearing());
}

std::string stuffed_line()
{
    const auto ballot = test::held_ballot(told_terms());
    auto cast = ballot.token_vote(300, "not_satisfied");
    cast.token.front() ^= 1U;
    return trust::write_line(cast) + '\n';
}

} // namespace rostrum::system_test
