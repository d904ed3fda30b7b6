// Packages that contradict themselves, signed by whoever holds the key of the log: every hash and
// every signature fits, and neither verifier may believe them.
#include "core/ballot_rule.hpp"
#include "package/audit.hpp"
#include "protocol/ballot_codec.hpp"
#include "system/told_story.hpp"

#include "support/catch.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <functional>

namespace rostrum::system_test {
namespace {

using ToldEvent = Events::value_type;

Events::iterator first_event(Told& told, const std::string& name)
{
    const auto found = std::ranges::find(told.events, name, &ToldEvent::first);
    REQUIRE(found != told.events.end());
    return found;
}

void insert_before(Told& told, const std::string& name, const ToldEvent& event)
{
    told.events.insert(first_event(told, name), event);
}

void leave_out(Told& told, const std::string& name)
{
    std::erase_if(told.events, [&](const ToldEvent& event) { return event.first == name; });
}

void drop_folder(Told& told, const std::string& folder)
{
    std::erase_if(told.folders, [&](const auto& file) { return file.first.starts_with(folder); });
}

/// In the first event of this name.
void retell(Told& told, const std::string& name, const std::string& from, const std::string& to)
{
    auto& data = first_event(told, name)->second;
    const auto at = data.find(from);
    CAPTURE(name, from);
    REQUIRE(at != std::string::npos);
    data.replace(at, from.size(), to);
}

void check_believed_by_none(const std::function<void(Told&)>& change)
{
    auto told = told_hearing();
    change(told);
    const auto forged = package_of(told);
    check_refused(package_with_folders(), {{"forged", [&](const Files&) { return forged; }}});
}

std::string said_of(const Files& files)
{
    std::string said;
    for (const auto& finding : package::audit(files, {}).findings)
        said += finding.item + ": " + finding.en + '\n';
    return said;
}

ToldEvent of_drawn(const std::string& name, const std::string& card)
{
    return {"drawn_" + name, R"({"draw":"d1","participant":")" + card + R"("})"};
}

/// What the core lets happen to those on whom the told draw's lot fell, one after the other.
const Events calls{of_drawn("called", "A-0005"), of_drawn("declined", "A-0005"),
                   of_drawn("called", "A-0002"), of_drawn("absent", "A-0002"),
                   of_drawn("called", "A-0007"), of_drawn("accepted", "A-0007")};

Events first_calls(std::ptrdiff_t count)
{
    return {calls.begin(), calls.begin() + count};
}

Events operator+(Events events, const ToldEvent& event)
{
    events.push_back(event);
    return events;
}

/// The told hearing, with these after its draw.
Files after_draw(const Events& more)
{
    auto told = told_hearing();
    told.events.insert(first_event(told, "ballot_rule_locked"), more.begin(), more.end());
    return package_of(told);
}

void check_believed_by_none_after_draw(const std::vector<Events>& forgeries)
{
    std::vector<Mutant> mutants;
    for (const auto& more : forgeries) {
        std::string name;
        for (const auto& [event, data] : more) name += event + ' ' + data + '\n';
        mutants.push_back({name, [more](const Files&) { return after_draw(more); }});
    }
    check_refused(package_with_folders(), mutants);
}

const ToldEvent next_draw{
    "draw_opened", R"({"draw":"d2","public_id":"S1/draw/1.2","rule":{"kind":"any","count":1,)"
                   R"("quotas":[]},"pace":"normal","delay":67108864,"public_dice":false,)"
                   R"("commit":"","reason":"again"})"};

const ToldEvent ballot_void{"ballot_voided", R"({"ballot":"b1","reason":"void"})"};
const ToldEvent ballot_opened_again{"ballot_opened", R"({"ballot":"b1","mode":"confidential"})"};

} // namespace

TEST_CASE("nothing but a withdrawn duty follows the void of a ballot", "[system][package]")
{
    check_believed_by_none([](Told& told) {
        insert_before(told, "tally_signed", ballot_void);
        drop_folder(told, "ballots/");
    });
    check_believed_by_none([](Told& told) {
        insert_before(told, "result_published", ballot_void);
        drop_folder(told, "ballots/");
    });
}

TEST_CASE("a ballot is opened once, and never in another mode", "[system][package]")
{
    check_believed_by_none([](Told& told) {
        insert_before(told, "ballot_issued", ballot_opened_again);
        leave_out(told, "ballot_closing");
        drop_folder(told, "ballots/");
    });
    check_believed_by_none([](Told& told) {
        retell(told, "ballot_opened", "secret", "Secret");
        drop_folder(told, "ballots/");
    });
}

TEST_CASE("a ballot has one result, and only one ballot stands", "[system][package]")
{
    check_believed_by_none([](Told& told) { told.events.push_back(told.events.back()); });
    check_believed_by_none([](Told& told) { leave_out(told, "ballot_rule_locked"); });
    check_believed_by_none([](Told& told) {
        auto second = *first_event(told, "ballot_rule_locked");
        second.second.replace(second.second.find("b1"), 2, "b2");
        told.events.push_back(std::move(second));
    });
}

TEST_CASE("every card has one ballot at most, and is of somebody present who may vote",
          "[system][package]")
{
    const ToldEvent on_paper{"ballot_issued",
                             R"({"ballot":"b1","participant":"A-101","channel":"paper"})"};
    check_believed_by_none([&](Told& told) { insert_before(told, "ballot_closing", on_paper); });
    check_believed_by_none([](Told& told) {
        insert_before(told, "ballot_issued", {"participant_left", R"({"participant":"A-101"})"});
    });
    check_believed_by_none([](Told& told) {
        for (auto& [name, data] : told.events) {
            const auto at = data.find(R"("A-101")");
            if (name != "ballot_issued" && at != std::string::npos)
                data.replace(at, 7, R"("A-199")");
        }
    });
    check_believed_by_none([](Told& told) {
        for (auto& [name, data] : told.events) {
            const auto at = data.find(R"("may_vote":true)");
            if (at != std::string::npos) data.replace(at, 15, R"("may_vote":false)");
        }
    });
}

TEST_CASE("a result is of a rule that can be applied", "[system][package]")
{
    using Change = std::vector<std::string>;
    const auto change =
        GENERATE(values<Change>({{R"("numerator":9)", R"("numerator":11)"}, // Nobody can reach it.
                                 {R"("weight":50)", R"("weight":150)"},
                                 {R"("live_batch":0)", R"("live_batch":5)"}}));
    CAPTURE(change);
    check_believed_by_none([&](Told& told) {
        retell(told, "ballot_rule_locked", change[0], change[1]);
        auto& data = first_event(told, "ballot_rule_locked")->second;
        auto locked = boost::json::parse(data).as_object();
        const auto rule = protocol::decode_ballot_rule(locked.at("rule"));
        REQUIRE(rule);
        locked["rule_sha256"] =
            trust::hex(trust::sha256(std::string_view{core::canonical_text(*rule)}));
        data = boost::json::serialize(locked);
    });
}

TEST_CASE("the count of a ballot can be read, also before there is a result", "[system][package]")
{
    const auto unpublished = [](Told& told) {
        retell(told, "ballot_opened", "secret", "confidential");
        for (const char* name : {"ballot_closing", "tally_signed", "result_published"})
            leave_out(told, name);
        drop_folder(told, "ballots/");
    };
    auto told = told_hearing();
    unpublished(told);
    check_accepted(package_of(told));
    check_believed_by_none([&](Told& forged) {
        unpublished(forged);
        retell(forged, "ballot_closed", R"("issued":4)", R"("issued":4.0)");
    });
}

TEST_CASE("the numbers of people and the roll are those of the roster", "[system][package]")
{
    check_believed_by_none(
        [](Told& told) { retell(told, "ballot_closed", R"("present":5)", R"("present":4)"); });
    const ToldEvent ghosts{
        "roster_imported",
        R"({"entries":[{"participant":"A-999","category":"deputy","may_vote":true}]})"};
    check_believed_by_none([&](Told& told) { insert_before(told, "ballot_closing", ghosts); });
    check_believed_by_none([&](Told& told) { insert_before(told, "ballot_closed", ghosts); });
}

TEST_CASE("the box is of this ballot, with its choices and a key of its own", "[system][package]")
{
    auto another = told_terms();
    const auto change = GENERATE(0, 1);
    if (change == 0) another.ballot = "S9/ballot/7";
    if (change == 1) std::swap(another.choices[0], another.choices[1]);
    const auto forged = package_of(told_hearing(another));
    check_refused(package_with_folders(), {{"forged", [&](const Files&) { return forged; }}});
}

TEST_CASE("a key of a ballot is of no other ballot", "[system][package]")
{
    auto terms = told_terms();
    terms.ballot = "S1/ballot/2";
    auto told = told_hearing(terms);
    const Events before{*first_event(told, "ballot_rule_locked"),
                        *first_event(told, "ballot_opened"), ballot_void};
    for (auto& [name, data] : told.events) {
        const auto at = data.find(R"("b1")");
        if (at != std::string::npos) data.replace(at, 4, R"("b2")");
    }
    told.events.insert(first_event(told, "ballot_rule_locked"), before.begin(), before.end());
    Files folders;
    for (const auto& [path, bytes] : told.folders)
        folders[path.starts_with("ballots/") ? "ballots/b2" + path.substr(10) : path] = bytes;
    told.folders = std::move(folders);
    const auto forged = package_of(told);
    check_refused(package_with_folders(), {{"forged", [&](const Files&) { return forged; }}});
    CHECK(said_of(forged).contains("without a key of its own"));
}

TEST_CASE("the files of a draw are what the log says", "[system][package]")
{
    using Change = std::vector<std::string>;
    const auto change =
        GENERATE(values<Change>({{"draw_opened", R"("delay":1000)", R"("delay":67108864)"},
                                 {"draw_opened", R"("public_dice":true)", R"("public_dice":false)"},
                                 {"draw_opened", R"("commit":"6)", R"("commit":"7)"},
                                 {"draw_opened", "S1/draw/1", "S1/draw/2"},
                                 {"draw_opened", "S1/draw/1", "S9/draw/1"},
                                 {"draw_opened", R"("count":2)", R"("count":1)"},
                                 {"draw_pool_listed", R"("weight":3)", R"("weight":1)"},
                                 {"draw_pool_listed", "spoken", "absent"},
                                 {"draw_revealed", R"("secret":"9)", R"("secret":"8)"},
                                 {"draw_revealed", "dice:4", "dice:5"},
                                 {"nonce_contributed", R"("nonce":"e)", R"("nonce":"f)"}}));
    CAPTURE(change);
    check_believed_by_none([&](Told& told) { retell(told, change[0], change[1], change[2]); });
}

TEST_CASE("the pool is everybody present, and so is whoever gives a number", "[system][package]")
{
    const ToldEvent one_more{"participant_left", R"({"participant":"A-0008"})"};
    check_believed_by_none([&](Told& told) { insert_before(told, "draw_opened", one_more); });
    check_believed_by_none([](Told& told) { leave_out(told, "nonce_contributed"); });
    check_believed_by_none([](Told& told) {
        insert_before(told, "draw_frozen", *first_event(told, "nonce_contributed"));
    });
}

TEST_CASE("a draw is not voided after its freeze, unless its secret is lost", "[system][package]")
{
    const auto void_by = [](const std::string& cause) {
        return ToldEvent{"draw_voided",
                         R"({"draw":"d1","cause":")" + cause + R"(","reason":"","secret":""})"};
    };
    check_believed_by_none([&](Told& told) {
        insert_before(told, "ballot_rule_locked", void_by("desk"));
        drop_folder(told, "draws/");
    });
    const auto cut_short = [&](Told& told, const std::string& cause) {
        insert_before(told, "draw_revealed", void_by(cause));
        leave_out(told, "draw_revealed");
        leave_out(told, "draw_finished");
        drop_folder(told, "draws/");
    };
    check_believed_by_none([&](Told& told) { cut_short(told, "desk"); });

    auto lost = told_hearing();
    cut_short(lost, "secret_is_lost");
    const auto files = package_of(lost);
    check_accepted(files);
    CHECK(said_of(files).contains("its secret was lost after the freeze"));
}

TEST_CASE("those on whom the lot fell are called in its order, and each answers before the next",
          "[system][package]")
{
    check_accepted(after_draw(calls));
    check_believed_by_none_after_draw({
        {of_drawn("called", "A-0099"), of_drawn("accepted", "A-0099")},
        {of_drawn("called", "A-0008"), of_drawn("accepted", "A-0008")}, // In the pool, not drawn.
        {of_drawn("called", "A-0002")},                                 // Drawn, and not the first.
        {of_drawn("accepted", "A-0005")},
        first_calls(1) + of_drawn("called", "A-0005"),
        first_calls(1) + of_drawn("called", "A-0002"),
        first_calls(1) + of_drawn("accepted", "A-0002"),
        first_calls(1) + of_drawn("absent", "A-0099"),
        first_calls(2) + of_drawn("accepted", "A-0005"),
        first_calls(2) + of_drawn("called", "A-0007"),
        calls + of_drawn("declined", "A-0007"),
        calls + of_drawn("called", "A-0007"),
    });
}

TEST_CASE("nobody is drawn anew before all on whom the lot fell have answered", "[system][package]")
{
    check_accepted(after_draw(calls + next_draw));
    check_believed_by_none_after_draw({{next_draw},
                                       first_calls(1) + next_draw,
                                       first_calls(2) + next_draw,
                                       first_calls(5) + next_draw});
}

TEST_CASE("a log that ends while those drawn are called holds", "[system][package]")
{
    const auto made = GENERATE(as<std::ptrdiff_t>{}, 1, 2, 5);
    check_accepted(after_draw(first_calls(made)));
}

TEST_CASE("a result that was voided is told as void, and is no result", "[system][package]")
{
    auto told = told_hearing();
    CHECK(package_of(told).at("results.json").contains(R"("ballot":"b1")"));
    told.events.push_back(ballot_void);
    told.events.emplace_back("duty_withdrawn", R"({"duty":"r1"})");
    drop_folder(told, "ballots/");
    const auto files = package_of(told);
    check_accepted(files);
    CHECK(said_of(files).contains("the result is void"));
    CHECK(files.at("results.json").contains(R"("results":[])"));
}

TEST_CASE("a hearing with a void draw and a void ballot holds, and its second ballot counts",
          "[system][package]")
{
    const auto files = package_with_voided();
    check_accepted(files);
    const auto said = said_of(files);
    CHECK(said.contains("ballot b1: this ballot was voided after its result was published"));
    CHECK(said.contains("draw d1: this draw is void"));
    CHECK(said.contains("result b2: the tally and the verdict follow from the counts"));
    CHECK_FALSE(files.at("results.json").contains(R"("ballot":"b1")"));
}

} // namespace rostrum::system_test
