#include "core/ballot_rule.hpp"

#include "core/limits.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

using namespace rostrum::core;

namespace {

/// The default rule with one thing changed.
BallotRule with(const std::function<void(BallotRule&)>& change)
{
    auto rule = default_ballot_rule();
    change(rule);
    return rule;
}

bool is_accepted(const BallotRule& rule)
{
    return check_rule(rule) == std::nullopt;
}

bool is_refused(const BallotRule& rule)
{
    return check_rule(rule) == Refusal::rules_are_invalid;
}

std::vector<BallotOption> options(std::size_t count)
{
    std::vector<BallotOption> list;
    for (std::size_t i = 0; i < count; ++i) {
        const auto number = std::to_string(i);
        list.push_back({{"o" + number}, number, number, i == 0 ? 100 : 0, /*counted=*/true});
    }
    return list;
}

} // namespace

TEST_CASE("by default satisfied and basically satisfied count in full, of the valid, to 9/10",
          "[core][ballot_rule]")
{
    const auto rule = default_ballot_rule();
    REQUIRE(rule.options.size() == 3);
    CHECK(rule.options[0] == BallotOption{{"satisfied"}, "满意", "Satisfied", 100, true});
    CHECK(rule.options[1] ==
          BallotOption{{"basically_satisfied"}, "基本满意", "Basically satisfied", 100, true});
    CHECK(rule.options[2] == BallotOption{{"not_satisfied"}, "不满意", "Not satisfied", 0, true});
    CHECK(rule.base == BallotBase::valid);
    CHECK(rule.threshold == Fraction{9, 10});
    CHECK(rule.threshold_is_met_when_equal);
    CHECK(rule.quorum == Fraction{1, 2});
    CHECK(rule.quorum_of == QuorumOf::present);
    CHECK(rule.live_batch == 0);
    CHECK(is_accepted(rule));
}

TEST_CASE("an option is found by its id", "[core][ballot_rule]")
{
    const auto rule = default_ballot_rule();
    REQUIRE(find_option(rule, {"not_satisfied"}) != nullptr);
    CHECK(find_option(rule, {"not_satisfied"})->label == "不满意");
    CHECK(find_option(rule, {"no_idea"}) == nullptr);
}

TEST_CASE("a rule has two to eight options with ids of their own", "[core][ballot_rule]")
{
    const auto of_size = [](std::size_t count) {
        return with([&](BallotRule& rule) { rule.options = options(count); });
    };
    CHECK(is_refused(of_size(0)));
    CHECK(is_refused(of_size(1)));
    CHECK(is_accepted(of_size(2)));
    CHECK(is_accepted(of_size(limits::options_max)));
    CHECK(is_refused(of_size(limits::options_max + 1)));
    CHECK(is_refused(with([](BallotRule& rule) { rule.options[1].option = {"satisfied"}; })));
}

TEST_CASE("an option id is 1 to 24 characters of a-z, 0-9 and underscore", "[core][ballot_rule]")
{
    const auto named = [](const std::string& id) {
        return with([&](BallotRule& rule) { rule.options[0].option = {id}; });
    };
    for (const std::string good : {"a", "7", "_", "not_so_bad_2"}) {
        INFO(good);
        CHECK(is_accepted(named(good)));
    }
    CHECK(is_accepted(named(std::string(24, 'a'))));
    CHECK(is_refused(named(std::string(25, 'a'))));
    for (const std::string bad : {"", "Satisfied", "not satisfied", "a-b", "满意", "a\n"}) {
        INFO(bad);
        CHECK(is_refused(named(bad)));
    }
}

TEST_CASE("an option has a label in both languages that can be read", "[core][ballot_rule]")
{
    CHECK(is_refused(with([](BallotRule& rule) { rule.options[0].label = ""; })));
    CHECK(is_refused(with([](BallotRule& rule) { rule.options[0].label_en = "  "; })));
    CHECK(is_refused(with([](BallotRule& rule) { rule.options[0].label = "a\tb"; })));
    const std::string longest(limits::title_length_max, 'a');
    CHECK(is_accepted(with([&](BallotRule& rule) { rule.options[0].label = longest; })));
    CHECK(is_refused(with([&](BallotRule& rule) { rule.options[0].label = longest + "a"; })));
}

TEST_CASE("weights are 0 to 100, and two counted options differ in weight", "[core][ballot_rule]")
{
    const auto weighing = [](std::int64_t first, std::int64_t second, std::int64_t third) {
        return with([&](BallotRule& rule) {
            rule.options[0].weight = first;
            rule.options[1].weight = second;
            rule.options[2].weight = third;
        });
    };
    CHECK(is_accepted(weighing(100, 70, 30)));
    CHECK(is_accepted(weighing(100, 99, 99)));
    CHECK(is_refused(weighing(101, 70, 30)));
    CHECK(is_refused(weighing(100, 70, -1)));
    CHECK(is_refused(weighing(100, 100, 100)));
    // The third would make the difference, but does not count.
    CHECK(is_refused(with([](BallotRule& rule) { rule.options[2].counted = false; })));
    CHECK(is_accepted(with([](BallotRule& rule) { rule.options[1].counted = false; })));
}

TEST_CASE("the threshold is a fraction above zero, up to the whole", "[core][ballot_rule]")
{
    const auto of = [](std::int64_t numerator, std::int64_t denominator) {
        return with([&](BallotRule& rule) { rule.threshold = {numerator, denominator}; });
    };
    CHECK(is_accepted(of(1, 1)));
    CHECK(is_accepted(of(1, 10'000)));
    CHECK(is_accepted(of(9'999, 10'000)));
    CHECK(is_refused(of(0, 1)));
    CHECK(is_refused(of(-1, 2)));
    CHECK(is_refused(of(1, 0)));
    CHECK(is_refused(of(-9, -10)));
    CHECK(is_refused(of(11, 10)));
    CHECK(is_refused(of(1, 10'001)));
}

TEST_CASE("a threshold that nobody could ever meet is refused", "[core][ballot_rule]")
{
    const auto up_to = [](std::int64_t weight, bool equal) {
        return with([&](BallotRule& rule) {
            rule.options[0].weight = weight;
            rule.options[1].weight = weight;
            rule.threshold_is_met_when_equal = equal;
        });
    };
    CHECK(is_accepted(up_to(90, /*equal=*/true)));
    CHECK(is_refused(up_to(90, /*equal=*/false)));
    CHECK(is_accepted(up_to(91, /*equal=*/false)));
    CHECK(is_refused(up_to(89, /*equal=*/true)));
    // The best option must count.
    CHECK(is_refused(with([](BallotRule& rule) {
        rule.options[0].counted = false;
        rule.options[1].weight = 50;
    })));
}

TEST_CASE("the quorum is a fraction from nothing to the whole", "[core][ballot_rule]")
{
    const auto of = [](std::int64_t numerator, std::int64_t denominator) {
        return with([&](BallotRule& rule) { rule.quorum = {numerator, denominator}; });
    };
    CHECK(is_accepted(of(0, 1)));
    CHECK(is_accepted(of(1, 1)));
    CHECK(is_refused(of(-1, 2)));
    CHECK(is_refused(of(0, 0)));
    CHECK(is_refused(of(3, 2)));
    CHECK(is_refused(of(1, 10'001)));
}

TEST_CASE("a live tally is hidden or moves in steps of ten or more", "[core][ballot_rule]")
{
    const auto batch = [](std::int64_t size) {
        return with([&](BallotRule& rule) { rule.live_batch = size; });
    };
    CHECK(is_accepted(batch(0)));
    CHECK(is_accepted(batch(10)));
    CHECK(is_refused(batch(9)));
    CHECK(is_refused(batch(1)));
    CHECK(is_refused(batch(-10)));
}

TEST_CASE("the canonical text states one fact per line", "[core][ballot_rule]")
{
    CHECK(canonical_text(default_ballot_rule()) == "ballot_rule 1\n"
                                                   "option satisfied label \"满意\"\n"
                                                   "option satisfied label_en \"Satisfied\"\n"
                                                   "option satisfied weight 100\n"
                                                   "option satisfied counted yes\n"
                                                   "option basically_satisfied label \"基本满意\"\n"
                                                   "option basically_satisfied label_en "
                                                   "\"Basically satisfied\"\n"
                                                   "option basically_satisfied weight 100\n"
                                                   "option basically_satisfied counted yes\n"
                                                   "option not_satisfied label \"不满意\"\n"
                                                   "option not_satisfied label_en "
                                                   "\"Not satisfied\"\n"
                                                   "option not_satisfied weight 0\n"
                                                   "option not_satisfied counted yes\n"
                                                   "base valid\n"
                                                   "threshold 9/10\n"
                                                   "threshold_is_met_when_equal yes\n"
                                                   "quorum 1/2\n"
                                                   "quorum_of present\n"
                                                   "live_batch 0\n"
                                                   "breakdown_by_category no\n");
}

TEST_CASE("whatever differs in a rule differs in its canonical text", "[core][ballot_rule]")
{
    const std::vector<std::function<void(BallotRule&)>> changes{
        [](BallotRule&) {},
        [](BallotRule& rule) { rule.options.pop_back(); },
        [](BallotRule& rule) { std::swap(rule.options[0], rule.options[1]); },
        [](BallotRule& rule) { rule.options[0].option = {"pleased"}; },
        [](BallotRule& rule) { rule.options[0].label = "好"; },
        [](BallotRule& rule) { rule.options[0].label_en = "Good"; },
        [](BallotRule& rule) { rule.options[0].weight = 99; },
        [](BallotRule& rule) { rule.options[1].counted = false; },
        [](BallotRule& rule) { rule.base = BallotBase::returned; },
        [](BallotRule& rule) { rule.base = BallotBase::present; },
        [](BallotRule& rule) { rule.base = BallotBase::entitled; },
        [](BallotRule& rule) { rule.threshold.numerator = 8; },
        [](BallotRule& rule) { rule.threshold.denominator = 11; },
        [](BallotRule& rule) { rule.threshold_is_met_when_equal = false; },
        [](BallotRule& rule) { rule.quorum.numerator = 0; },
        [](BallotRule& rule) { rule.quorum.denominator = 3; },
        [](BallotRule& rule) { rule.quorum_of = QuorumOf::entitled; },
        [](BallotRule& rule) { rule.live_batch = 10; },
        [](BallotRule& rule) { rule.breakdown_by_category = true; },
    };
    std::set<std::string> texts;
    for (const auto& change : changes) texts.insert(canonical_text(with(change)));
    CHECK(texts.size() == changes.size());
}

TEST_CASE("no label can forge a line of the canonical text", "[core][ballot_rule]")
{
    const auto text_with = [](const std::string& label) {
        return canonical_text(with([&](BallotRule& rule) { rule.options[0].label = label; }));
    };
    const auto honest = std::ranges::count(canonical_text(default_ballot_rule()), '\n');
    for (const std::string label :
         {"满意\"\noption satisfied weight 0", "满意\r\nthreshold 1/10", "满意\\", "\"", "\n"}) {
        INFO(label);
        CHECK(std::ranges::count(text_with(label), '\n') == honest);
    }
    CHECK_THAT(text_with("a\"\nb\\c"), tst::has_text("label \"a\\\"\\x0ab\\\\c\"\n"));
    CHECK_THAT(text_with("\\x0a"), tst::has_text("label \"\\\\x0a\"\n"));
    // Line separators and marks that turn the reading direction are not only bytes.
    CHECK_THAT(text_with("a\u2028b"), tst::has_text("label \"a\\xe2\\x80\\xa8b\"\n"));
    CHECK_THAT(text_with("a\u202Eb"), tst::has_text("label \"a\\xe2\\x80\\xaeb\"\n"));
    CHECK_THAT(text_with("a\u2066b"), tst::has_text("label \"a\\xe2\\x81\\xa6b\"\n"));
    CHECK_THAT(text_with("a\u0085b"), tst::has_text("label \"a\\xc2\\x85b\"\n"));
}
