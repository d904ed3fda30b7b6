#include "trust/draw_check.hpp"

#include "support/catch.hpp"
#include "trust/draw_support.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

using namespace rostrum::trust;
using namespace rostrum::test;

namespace {

std::vector<DrawFault> faults_of(const HeldDraw& draw)
{
    std::vector<DrawFault> faults;
    for (const auto& finding : check_draw(draw.files(), draw.claim, {}).findings) {
        CHECK_FALSE(in_words(finding.fault).empty());
        faults.push_back(finding.fault);
    }
    return faults;
}

/// As one who tampers would: with hashes and counts that fit again.
HeldDraw vouched_again(HeldDraw draw)
{
    auto freeze = read_freeze(draw.freeze);
    REQUIRE(freeze);
    freeze->pool = file_hash(draw.pool);
    freeze->contributions = file_hash(draw.contributions);
    draw.freeze = write(*freeze);
    return draw;
}

/// All ways to change one byte into one of these, drop it, or put one in.
void for_each_change(const std::string& bytes, const std::function<void(const std::string&)>& use)
{
    const std::string others = std::string{"\n\r -0159aAfFzZ.:\x7f\xc3"} + '\0';
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        std::string replacements = others;
        for (const int bit : {1, 2, 0x20}) replacements += static_cast<char>(bytes[at] ^ bit);
        for (const char other : replacements) {
            if (other == bytes[at]) continue;
            std::string changed = bytes;
            changed[at] = other;
            use(changed);
        }
        use(std::string{bytes}.erase(at, 1));
        use(std::string{bytes}.insert(at, 1, '0'));
        use(std::string{bytes}.insert(at, 1, bytes[at]));
    }
    use(bytes + '\n');
    use(bytes + '0');
}

} // namespace

TEST_CASE("a change of any byte of any file is found", "[trust][draw]")
{
    const auto folder = GENERATE(as<std::string>{}, "hdraw1-tv1", "hdraw1-tv2", "hdraw1-tv3");
    const auto place =
        GENERATE(&HeldDraw::pool, &HeldDraw::contributions, &HeldDraw::freeze, &HeldDraw::reveal);
    const HeldDraw held = held_draw(folder);
    int changes = 0;
    int undetected = 0;
    for_each_change(held.*place, [&](const std::string& changed) {
        HeldDraw draw = held;
        draw.*place = changed;
        // A delay of many digits only takes longer.
        const auto freeze = read_freeze(draw.freeze);
        if (freeze && freeze->delay > 20'000) return;
        ++changes;
        if (check_draw(draw.files(), draw.claim, {}).holds()) {
            ++undetected;
            UNSCOPED_INFO(changed);
        }
    });
    CHECK(changes > 1000);
    CHECK(undetected == 0);
}

TEST_CASE("a draw whose files do not fit the freeze is refused for that reason", "[trust][draw]")
{
    HeldDraw draw = held_draw("hdraw1-tv1");

    SECTION("another secret is revealed")
    {
        draw.reveal = replaced(draw.reveal, "9caf06bb", "9caf06bc");
        CHECK(faults_of(draw) == std::vector{DrawFault::secret_is_not_the_committed_one});
    }
    SECTION("the commitment was for another draw")
    {
        draw.freeze = replaced(draw.freeze, "S1/draw/1", "S1/draw/2");
        CHECK(faults_of(draw) == std::vector{DrawFault::secret_is_not_the_committed_one});
    }
    SECTION("somebody's weight was changed")
    {
        draw.pool = replaced(draw.pool, "A-0001 press 1", "A-0001 press 2");
        CHECK(faults_of(draw) == std::vector{DrawFault::pool_is_not_the_frozen_one});
    }
    SECTION("somebody was dropped from the pool")
    {
        draw.pool = replaced(draw.pool, "A-0001 press 1\n", "");
        CHECK(faults_of(draw) ==
              std::vector{DrawFault::pool_is_not_the_frozen_one, DrawFault::pool_count_differs});
    }
    SECTION("a contribution was dropped")
    {
        draw.contributions.erase(0, draw.contributions.find('\n') + 1);
        CHECK(faults_of(draw) == std::vector{DrawFault::contributions_are_not_the_frozen_ones,
                                             DrawFault::contributions_count_differs});
    }
    SECTION("the freeze states a wrong number of lines")
    {
        draw.freeze = replaced(draw.freeze, "contrib 4", "contrib 5");
        CHECK(faults_of(draw) == std::vector{DrawFault::contributions_count_differs});
    }
}

TEST_CASE("a draw whose freeze does not fit the reveal is refused for that reason", "[trust][draw]")
{
    HeldDraw draw = held_draw("hdraw1-tv1");

    SECTION("a throw that nobody asked for")
    {
        draw.reveal = replaced(draw.reveal, "public -", "public dice:1");
        CHECK(faults_of(draw) == std::vector{DrawFault::public_text_was_not_agreed});
    }
    SECTION("no throw, and one was required")
    {
        draw.freeze = replaced(draw.freeze, "public none", "public required");
        CHECK(faults_of(draw) == std::vector{DrawFault::public_text_is_missing});
    }
    SECTION("another rule")
    {
        draw.freeze = replaced(draw.freeze, "any 1", "any 2");
        CHECK(faults_of(draw) == std::vector{DrawFault::seed_differs});
    }
    SECTION("a malformed file, with its line")
    {
        draw.pool = replaced(draw.pool, "A-0002", "A-0001");
        const auto audit = check_draw(draw.files(), draw.claim, {});
        CHECK(audit.findings == std::vector<DrawFinding>{{DrawFault::pool_is_malformed,
                                                          LineFault{2, TextFault::duplicate}}});
        CHECK_FALSE(audit.holds());
    }
}

TEST_CASE("a pool tampered with everywhere is found by the hash that was shown", "[trust][draw]")
{
    const HeldDraw held = held_draw("hdraw1-tv1");
    HeldDraw draw = held;
    draw.pool = replaced(draw.pool, "A-0001 press 1", "A-0001 press 2");
    draw = vouched_again(draw);
    CHECK(faults_of(draw) == std::vector{DrawFault::seed_differs});

    // Even when the result published is the forged one.
    draw.claim = {};
    CHECK(faults_of(draw).empty());
    draw.claim.freeze_hash = sha256(held.freeze);
    CHECK(faults_of(draw) == std::vector{DrawFault::freeze_is_not_the_shown_one});
}

TEST_CASE("calling somebody else than the files give is found", "[trust][draw]")
{
    HeldDraw draw = held_draw("hdraw1-tv2");
    draw.claim.freeze_hash = sha256(draw.freeze);
    draw.claim.called = {"A-0005", "A-0002", "A-0007"};
    CHECK(faults_of(draw).empty());
    draw.claim.called = {"A-0005", "A-0008", "A-0007"};
    CHECK(faults_of(draw) == std::vector{DrawFault::called_differ});
}

TEST_CASE("a check that is stopped does not hold", "[trust][draw]")
{
    const HeldDraw draw = held_draw("hdraw1-tv1");
    const auto audit =
        check_draw(draw.files(), draw.claim, [](std::uint64_t, std::uint64_t) { return false; });
    CHECK(audit.findings.empty());
    CHECK_FALSE(audit.holds());
}

TEST_CASE("a quick draw is weak against the operator, and one that takes longer is not",
          "[trust][draw]")
{
    const HeldDraw held = held_draw("hdraw1-tv1");
    const auto is_weak = [&](std::uint32_t delay) {
        HeldDraw draw = held;
        draw.freeze = replaced(held.freeze, "delay 1000", "delay " + std::to_string(delay));
        draw.claim = {};
        const auto stop = [](std::uint64_t, std::uint64_t) { return false; };
        return check_draw(draw.files(), draw.claim, stop).is_weak;
    };
    CHECK(is_weak(1000));
    CHECK(is_weak(quick_delay));
    CHECK_FALSE(is_weak(quick_delay + 1));
    CHECK_FALSE(is_weak(default_delay));
}

TEST_CASE("every fault of a draw belongs to a check", "[trust][draw]")
{
    CHECK(check_of(DrawFault::reveal_is_malformed) == "form");
    CHECK(check_of(DrawFault::secret_is_not_the_committed_one) == "C1");
    CHECK(check_of(DrawFault::public_text_is_missing) == "C4");
    CHECK(check_of(DrawFault::freeze_is_not_the_shown_one) == "C5");
    CHECK(check_of(DrawFault::called_differ) == "C7");
}
