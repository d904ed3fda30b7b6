#include "trust/ballot_files.hpp"

#include "support/catch.hpp"
#include "trust/ballot_support.hpp"
#include "trust/rejected_file.hpp"
#include "trust/trust_support.hpp"

#include <rapidcheck.h>

#include <map>
#include <set>
#include <string>

using namespace rostrum::trust;
using namespace rostrum::test;

namespace {

std::string any_word(const std::string& characters)
{
    const auto length = *rc::gen::inRange<std::size_t>(1, 25);
    return *rc::gen::container<std::string>(length, rc::gen::elementOf(characters));
}

} // namespace

TEST_CASE("any files of a ballot are read as they were written", "[trust][ballot]")
{
    CHECK(rc::check("roll, issued, ballots and sheet round trip", [] {
        Roll roll;
        Issued issued;
        std::map<Bytes32, Cast> casts;
        std::set<std::string> choices{"x"};
        const auto handles = *rc::gen::container<std::set<std::string>>(
            rc::gen::exec([] { return any_word("abzABZ019-"); }));
        for (const auto& handle : handles) {
            roll.handles.push_back(handle);
            issued.lines.push_back({handle, *rc::gen::arbitrary<Bytes32>()});
            Cast cast{.voter = *rc::gen::arbitrary<Bytes32>(),
                      .seq = *rc::gen::inRange<std::uint64_t>(1, limits::seq_max + 1),
                      .choice = any_word("abz019_"),
                      .prefix = *rc::gen::arbitrary<Bytes32>(),
                      .token = *rc::gen::nonEmpty(rc::gen::arbitrary<Bytes>()),
                      .signature = *rc::gen::arbitrary<Bytes64>()};
            if (choices.size() < limits::choices_max) choices.insert(cast.choice);
            casts.insert_or_assign(cast.voter, std::move(cast));
        }
        Casts lines;
        for (const auto& [voter, cast] : casts) lines.lines.push_back(cast);
        RC_ASSERT(read_roll(write(roll)).value() == roll);
        RC_ASSERT(read_issued(write(issued)).value() == issued);
        RC_ASSERT(read_casts(write(lines)).value() == lines);

        const BallotSheet sheet{.terms = {any_word("abzABZ019/._-"),
                                          {choices.begin(), choices.end()},
                                          ballot_key().public_key()},
                                .roll = file_hash(write(roll)),
                                .issued = file_hash(write(issued)),
                                .ballots = file_hash(write(lines))};
        RC_ASSERT(read_sheet(write(sheet)).value() == sheet);
    }));
}

TEST_CASE("the lines of a ballot's sheet are these", "[trust][ballot]")
{
    const auto text = text_of(held_ballot());
    CHECK(text.sheet == "hballot1/ballot\nballot S1/ballot/4\nkey " +
                            ballot_key().public_key().spki_base64() +
                            "\nchoices satisfied partly not_satisfied\nroll 5 " +
                            hex(sha256(text.roll)) + "\nissued 4 " + hex(sha256(text.issued)) +
                            "\nballots 3 " + hex(sha256(text.ballots)) + '\n');
    CHECK(text.roll == "A-101\nA-102\nA-103\nA-104\nA-105\n");
}

TEST_CASE("what deviates from a roll or a list of tokens is rejected", "[trust][ballot]")
{
    const std::string hash(64, 'a');
    const auto roll =
        GENERATE_COPY(values<RejectedFile>({{"unsorted", "B\nA\n", 2, TextFault::not_sorted},
                                            {"twice", "A\nA\n", 2, TextFault::duplicate},
                                            {"a name", "王\n", 1, TextFault::not_ascii},
                                            {"two words", "A B\n", 1, TextFault::word_unexpected},
                                            {"CRLF", "A\r\n", 1, TextFault::carriage_return}}));
    check_rejected(roll, read_roll(roll.bytes));
    const auto issued = GENERATE_COPY(values<RejectedFile>(
        {{"two tokens", "A " + hash + "\nA " + hash + '\n', 2, TextFault::duplicate},
         {"no hash", "A\n", 1, TextFault::word_missing},
         {"upper case", "A " + std::string(64, 'A') + '\n', 1, TextFault::upper_case_hex}}));
    check_rejected(issued, read_issued(issued.bytes));
}

TEST_CASE("what deviates from a list of votes is rejected", "[trust][ballot]")
{
    const std::string good = text_of(held_ballot()).ballots;
    const auto lines = read_lines(good);
    REQUIRE(lines);
    const Line first = lines->front();
    const auto with = [&](std::size_t word, const std::string& other) {
        Line line = first;
        line[word] = other;
        std::string bytes;
        for (const auto part : line) bytes += (bytes.empty() ? "" : " ") + std::string{part};
        return bytes + '\n';
    };
    const std::string token{first[4]};
    const auto row = GENERATE_COPY(values<RejectedFile>(
        {{"number 0", with(1, "0"), 1, TextFault::number_too_small},
         {"leading zero", with(1, "01"), 1, TextFault::leading_zero},
         {"number beyond a browser's", with(1, "9007199254740992"), 1, TextFault::number_too_large},
         {"choice with a hyphen", with(2, "not-satisfied"), 1, TextFault::not_a_choice},
         {"short key", with(0, "ab"), 1, TextFault::wrong_length},
         {"token without padding", with(4, token.substr(0, token.size() - 2)), 1,
          TextFault::not_base64},
         {"short signature", with(5, "AAAA"), 1, TextFault::wrong_length},
         {"a voter twice", with(1, "1") + with(1, "2"), 2, TextFault::duplicate},
         {"a word missing", with(5, "").substr(0, with(5, "").size() - 2) + '\n', 1,
          TextFault::word_missing}}));
    check_rejected(row, read_casts(row.bytes));
}

TEST_CASE("what deviates from a ballot's sheet is rejected", "[trust][ballot]")
{
    const std::string good = text_of(held_ballot()).sheet;
    const auto with = [&](const std::string& from, const std::string& to) {
        return replaced(good, from, to);
    };
    const auto row = GENERATE_COPY(values<RejectedFile>(
        {{"no choice", with(" satisfied partly not_satisfied", ""), 4, TextFault::word_missing},
         {"a choice twice", with("partly", "satisfied"), 4, TextFault::duplicate},
         {"not base64", with("key MII", "key MI!"), 3, TextFault::not_base64},
         {"not a key", with("key MII", "key MIJ"), 3, TextFault::not_a_key},
         {"leading zero", with("roll 5", "roll 05"), 5, TextFault::leading_zero},
         {"lines swapped", with("roll 5", "issued 5"), 5, TextFault::wrong_first_word},
         {"a line too many", good + "more\n", 8, TextFault::line_unexpected}}));
    check_rejected(row, read_sheet(row.bytes));
}
