#include "trust/draw_files.hpp"

#include "support/catch.hpp"
#include "trust/rejected_file.hpp"
#include "trust/trust_support.hpp"

#include <rapidcheck.h>

#include <set>
#include <string>
#include <vector>

using namespace rostrum::trust;
using namespace rostrum::test;

namespace {

const std::string nonce = std::string(63, '1') + 'a';

std::string any_word(const std::string& characters, std::size_t length_max)
{
    const auto length = *rc::gen::inRange<std::size_t>(1, length_max + 1);
    return *rc::gen::container<std::string>(length, rc::gen::elementOf(characters));
}

const std::string lower = "abcdefghijklmnopqrstuvwxyz0123456789";
const std::string upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

std::set<std::string> any_handles()
{
    return *rc::gen::container<std::set<std::string>>(
        rc::gen::exec([] { return any_word(lower + upper + "-", 24); }));
}

Bytes32 any_bytes32()
{
    return *rc::gen::arbitrary<Bytes32>();
}

Rule any_rule()
{
    const auto count = *rc::gen::inRange<std::uint64_t>(1, limits::called_max + 1);
    switch (*rc::gen::inRange(0, 3)) {
    case 0: return AnyRule{count};
    case 1: return AlternateRule{count};
    default: break;
    }
    QuotaRule quota;
    for (const auto& stratum : *rc::gen::nonEmpty(rc::gen::container<std::set<std::string>>(
             rc::gen::exec([] { return any_word(lower + "-", 24); })))) {
        if (quota.parts.size() < limits::quota_parts_max)
            quota.parts.push_back({stratum, *rc::gen::inRange<std::uint64_t>(1, 100)});
    }
    return quota;
}

} // namespace

TEST_CASE("what deviates from a pool file is rejected", "[trust][draw]")
{
    const std::string good = "A-1 press 1\nA-2 public 0 spoken\n";
    REQUIRE(read_pool(good));
    const auto row = GENERATE_COPY(values<RejectedFile>(
        {{"CRLF", "A-1 press 1\r\nA-2 press 1\r\n", 1, TextFault::carriage_return},
         {"byte above ASCII", "A-1 press 1\nA-\xc3\xa4 press 1\n", 2, TextFault::not_ascii},
         {"tab", "A-1\tpress 1\n", 1, TextFault::not_ascii},
         {"NUL", std::string{"A-1 press 1\0\n", 13}, 1, TextFault::not_ascii},
         {"no final line feed", "A-1 press 1", 1, TextFault::no_final_line_end},
         {"two spaces", "A-1  press 1\n", 1, TextFault::stray_space},
         {"space before", " A-1 press 1\n", 1, TextFault::stray_space},
         {"space behind", "A-1 press 1 \n", 1, TextFault::stray_space},
         {"empty line", "A-1 press 1\n\n", 2, TextFault::empty_line},
         {"only a line feed", "\n", 1, TextFault::empty_line},
         {"unsorted", "A-2 press 1\nA-1 press 1\n", 2, TextFault::not_sorted},
         {"sorted without regard to case", "a-1 press 1\nB-1 press 1\n", 2, TextFault::not_sorted},
         {"duplicate", "A-1 press 1\nA-1 public 1\n", 2, TextFault::duplicate},
         {"leading zero", "A-1 press 01\n", 1, TextFault::leading_zero},
         {"weight 1001", "A-1 press 1001\n", 1, TextFault::number_too_large},
         {"weight beyond any integer", "A-1 press 99999999999999999999999\n", 1,
          TextFault::number_too_large},
         {"negative weight", "A-1 press -1\n", 1, TextFault::not_a_number},
         {"weight with a sign", "A-1 press +1\n", 1, TextFault::not_a_number},
         {"a word for a weight", "A-1 press one\n", 1, TextFault::not_a_number},
         {"weight missing", "A-1 press\n", 1, TextFault::word_missing},
         {"a word too many", "A-1 press 0 spoken twice\n", 1, TextFault::word_unexpected},
         {"silent exclusion", "A-1 press 0\n", 1, TextFault::reason_missing},
         {"reason without exclusion", "A-1 press 1 spoken\n", 1, TextFault::reason_unexpected},
         {"unknown reason", "A-1 press 0 ill\n", 1, TextFault::not_a_reason},
         {"underscore in a handle", "A_1 press 1\n", 1, TextFault::not_a_handle},
         {"handle of 25", std::string(25, 'A') + " press 1\n", 1, TextFault::not_a_handle},
         {"upper case stratum", "A-1 Press 1\n", 1, TextFault::not_a_stratum},
         {"stratum of 25", "A-1 " + std::string(25, 'a') + " 1\n", 1, TextFault::not_a_stratum}}));
    check_rejected(row, read_pool(row.bytes));
}

TEST_CASE("the limits of a pool file themselves are within it", "[trust][draw]")
{
    const std::string bytes = std::string(24, 'A') + ' ' + std::string(24, 'z') + " 1000\n";
    const auto pool = read_pool(bytes);
    REQUIRE(pool);
    CHECK(pool->lines.front().weight == limits::weight_max);
    CHECK(write(*pool) == bytes);
    CHECK(read_pool("")->lines.empty());
    for (const std::string reason :
         {"spoken", "chair", "staff", "declined", "absent", "opted-out", "waiting"}) {
        const auto line = "A-1 press 0 " + reason + '\n';
        const auto excluded = read_pool(line);
        REQUIRE(excluded);
        CHECK(write(*excluded) == line);
    }
}

TEST_CASE("what deviates from a contributions file is rejected", "[trust][draw]")
{
    const auto row = GENERATE_COPY(values<RejectedFile>(
        {{"upper case hex", "A-1 " + std::string(63, '1') + "A\n", 1, TextFault::upper_case_hex},
         {"not hex", "A-1 " + std::string(63, '1') + "g\n", 1, TextFault::not_hex},
         {"63 digits", "A-1 " + std::string(63, '1') + "\n", 1, TextFault::wrong_length},
         {"65 digits", "A-1 " + nonce + "1\n", 1, TextFault::wrong_length},
         {"no nonce", "A-1\n", 1, TextFault::word_missing},
         {"two nonces", "A-1 " + nonce + ' ' + nonce + '\n', 1, TextFault::word_unexpected},
         {"a second one of the same", "A-1 " + nonce + "\nA-1 " + nonce + '\n', 2,
          TextFault::duplicate},
         {"unsorted", "B " + nonce + "\nA " + nonce + '\n', 2, TextFault::not_sorted}}));
    check_rejected(row, read_contributions(row.bytes));
}

TEST_CASE("1024 phones contribute to a draw and no more", "[trust][draw]")
{
    std::string bytes;
    for (int i = 0; i < 1024; ++i) bytes += std::to_string(10'000 + i) + ' ' + nonce + '\n';
    CHECK(read_contributions(bytes));
    CHECK(bytes.size() < 90'000);
    bytes += "20000 " + nonce + '\n';
    CHECK(read_contributions(bytes).error() == LineFault{1025, TextFault::too_many_lines});
}

TEST_CASE("what deviates from a freeze file is rejected", "[trust][draw]")
{
    const auto good = vector_file("hdraw1-tv2/freeze.txt");
    const auto with = [&](const std::string& from, const std::string& to) {
        return replaced(good, from, to);
    };
    const auto row = GENERATE_COPY(values<RejectedFile>(
        {{"another head", with("hdraw1/freeze", "hdraw2/freeze"), 1, TextFault::wrong_first_word},
         {"words behind the head", with("freeze\n", "freeze 1\n"), 1, TextFault::word_unexpected},
         {"draw with a star", with("S1/draw/1", "S1/draw/*"), 2, TextFault::not_a_public_id},
         {"draw of 65", with("S1/draw/1", std::string(65, 'a')), 2, TextFault::not_a_public_id},
         {"no draw", with("draw S1/draw/1", "draw"), 2, TextFault::word_missing},
         {"lines swapped", with("draw S1/draw/1\nrule", "rule S1/draw/1\ndraw"), 2,
          TextFault::wrong_first_word},
         {"unknown rule", with("quota expert:2 press:1", "some 1"), 3, TextFault::not_a_rule},
         {"quota without a number", with("expert:2", "expert"), 3, TextFault::not_a_rule},
         {"quota without parts", with(" expert:2 press:1", ""), 3, TextFault::word_missing},
         {"quota of nobody", with("expert:2", "expert:0"), 3, TextFault::number_too_small},
         {"a stratum twice", with("press:1", "expert:1"), 3, TextFault::duplicate},
         {"any of nobody", with("quota expert:2 press:1", "any 0"), 3, TextFault::number_too_small},
         {"any and more", with("quota expert:2 press:1", "any 1 2"), 3, TextFault::word_unexpected},
         {"leading zero in a rule", with("expert:2", "expert:02"), 3, TextFault::leading_zero},
         {"upper case commit", with("commit 6431f0", "commit 6431F0"), 4,
          TextFault::upper_case_hex},
         {"short commit", with("commit 6431f0", "commit 6431f"), 4, TextFault::wrong_length},
         {"leading zero in a count", with("pool 8", "pool 08"), 5, TextFault::leading_zero},
         {"pool without a count", with("pool 8 ", "pool "), 5, TextFault::word_missing},
         {"short hash", with("contrib 4 1d", "contrib 4 1"), 6, TextFault::wrong_length},
         {"no delay at all", with("delay 1000", "delay 0"), 7, TextFault::number_too_small},
         {"delay beyond every library", with("delay 1000", "delay 2147483648"), 7,
          TextFault::number_too_large},
         {"public as it likes", with("required", "optional"), 8, TextFault::not_none_or_required},
         {"a line missing", with("public required\n", ""), 8, TextFault::line_missing},
         {"a line too many", good + "public required\n", 9, TextFault::line_unexpected},
         {"nothing", "", 1, TextFault::line_missing},
         {"CRLF", with("delay 1000\n", "delay 1000\r\n"), 7, TextFault::carriage_return}}));
    check_rejected(row, read_freeze(row.bytes));
}

TEST_CASE("what deviates from a reveal file is rejected", "[trust][draw]")
{
    const auto good = vector_file("hdraw1-tv2/reveal.txt");
    const auto with = [&](const std::string& from, const std::string& to) {
        return replaced(good, from, to);
    };
    const auto row = GENERATE_COPY(values<RejectedFile>(
        {{"upper case secret", with("9caf06bb", "9CAF06BB"), 2, TextFault::upper_case_hex},
         {"public text with a slash", with("dice:4-2", "dice/4-2"), 3,
          TextFault::not_a_public_text},
         {"public text of 129", with("dice:4-2-6-6-1", std::string(129, 'x')), 3,
          TextFault::not_a_public_text},
         {"two public texts", with("dice:4-2-6-6-1", "dice 4"), 3, TextFault::word_unexpected},
         {"no public text", with(" dice:4-2-6-6-1", ""), 3, TextFault::word_missing}}));
    check_rejected(row, read_reveal(row.bytes));
}

TEST_CASE("a published file is written as it was read", "[trust][draw]")
{
    const auto folder = GENERATE(as<std::string>{}, "hdraw1-tv1", "hdraw1-tv2", "hdraw1-tv3");
    const auto same = [&](const std::string& name, const auto& read) {
        const auto bytes = vector_file(folder + name);
        const auto file = read(bytes);
        REQUIRE(file);
        CHECK(write(*file) == bytes);
    };
    same("/pool.txt", read_pool);
    same("/contrib.txt", read_contributions);
    same("/freeze.txt", read_freeze);
    same("/reveal.txt", read_reveal);
}

TEST_CASE("any pool and contributions are read as they were written", "[trust][draw]")
{
    CHECK(rc::check("pool and contributions round trip", [] {
        Pool pool;
        Contributions contributions;
        for (const auto& handle : any_handles()) {
            const auto weight = *rc::gen::inRange<std::uint32_t>(0, 1001);
            std::optional<Exclusion> exclusion;
            if (weight == 0) exclusion = *rc::gen::element(Exclusion::spoken, Exclusion::opted_out);
            pool.lines.push_back({handle, any_word(lower + "-", 24), weight, exclusion});
            contributions.lines.push_back({handle, any_bytes32()});
        }
        RC_ASSERT(read_pool(write(pool)).value() == pool);
        RC_ASSERT(read_contributions(write(contributions)).value() == contributions);
    }));
}

TEST_CASE("any freeze and reveal are read as they were written", "[trust][draw]")
{
    CHECK(rc::check("freeze and reveal round trip", [] {
        const Freeze freeze{
            .draw = any_word(lower + upper + "/._-", 64),
            .rule = any_rule(),
            .commit = any_bytes32(),
            .pool = {*rc::gen::inRange<std::uint64_t>(0, 10'000), any_bytes32()},
            .contributions = {*rc::gen::inRange<std::uint64_t>(0, 1025), any_bytes32()},
            .delay = *rc::gen::inRange<std::uint32_t>(1, 1U << 31U),
            .public_required = *rc::gen::arbitrary<bool>()};
        RC_ASSERT(read_freeze(write(freeze)).value() == freeze);
        const Reveal reveal{any_bytes32(), any_word(lower + upper + ":,.-", 128)};
        RC_ASSERT(read_reveal(write(reveal)).value() == reveal);
    }));
}

TEST_CASE("whatever is accepted has no second spelling", "[trust][draw]")
{
    // Of bytes that are almost a pool: either a fault, or the same bytes again.
    const std::string characters = "A1a0 \n\r-_zspoken";
    CHECK(rc::check("accepted bytes are written again", [&] {
        const auto bytes = *rc::gen::container<std::string>(rc::gen::elementOf(characters));
        const auto line = "A press " + bytes;
        for (const auto& text : {bytes, line}) {
            const auto pool = read_pool(text);
            if (pool) RC_ASSERT(write(*pool) == text);
        }
    }));
}

TEST_CASE("a redraw is named after the draw it repeats", "[trust][draw]")
{
    CHECK(redraw_id("S1/draw/7") == "S1/draw/7.2");
    CHECK(redraw_id("S1/draw/7.2") == "S1/draw/7.3");
    CHECK(redraw_id("S1/draw/7.9") == "S1/draw/7.10");
    CHECK(redraw_id("v1.2/draw/7") == "v1.2/draw/7.2");
    CHECK(redraw_id("7") == "7.2");
    for (const std::string none :
         {"", "S1/draw/", "S1/draw/x", "S1/draw/07", "S1/draw/0", "S1/draw/7.1", "S1/draw/7.02",
          "S1/draw/7.2.3", "S1/draw/7.", "S1/draw 7"})
        CHECK_FALSE(redraw_id(none));
    CHECK_FALSE(redraw_id(std::string(61, 'a') + "/77"));
}
