#include "trust/ballot_cast.hpp"

#include "support/catch.hpp"
#include "trust/ballot_support.hpp"
#include "trust/trust_support.hpp"

#include <rapidcheck.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace rostrum::trust;
using namespace rostrum::test;

namespace {

CastFault fault_of(const BallotTerms& terms, const Cast& cast)
{
    const auto verdict = check_cast(terms, cast);
    REQUIRE_FALSE(verdict);
    CHECK_FALSE(in_words(verdict.error()).empty());
    return verdict.error();
}

Cast read_back(const std::string& line)
{
    const auto lines = read_lines(line);
    REQUIRE(lines);
    const auto cast = read_cast(lines->front());
    REQUIRE(cast);
    return *cast;
}

} // namespace

TEST_CASE("the published vote is signed as published, and holds", "[trust][cast]")
{
    const auto vector = vector_object("hballot1.json");
    const SigningKey voter{bytes32(text_of(vector, "voter_seed"))};
    CHECK(voter.public_key() == bytes32(text_of(vector, "voter_pk")));
    const auto text = cast_message("S1/ballot/4", 1, "4");
    CHECK(text == text_of(vector, "cast_text"));
    const Bytes64 signature = voter.sign(text);
    CHECK(hex(signature) == text_of(vector, "cast_sig"));

    const BallotTerms terms{"S1/ballot/4", {"1", "2", "3", "4"}, ballot_key().public_key()};
    const Cast cast{.voter = voter.public_key(),
                    .seq = 1,
                    .choice = "4",
                    .prefix = bytes32(text_of(vector, "prefix")),
                    .token = hex_of(vector, "sig"),
                    .signature = signature};
    CHECK(check_cast(terms, cast));
    CHECK(read_back(write_line(cast) + '\n') == cast);
}

TEST_CASE("a vote with another token is refused for that reason", "[trust][cast]")
{
    const HeldBallot ballot;
    Cast cast = ballot.token_vote(7, "partly");

    SECTION("somebody else's token")
    {
        cast.token = ballot.token_vote(8, "partly").token;
        CHECK(fault_of(ballot.terms, cast) == CastFault::token_was_not_signed);
    }
    SECTION("a token for another ballot")
    {
        BallotTerms terms = ballot.terms;
        terms.ballot = "S1/ballot/5";
        CHECK(fault_of(terms, cast) == CastFault::token_was_not_signed);
    }
    SECTION("another prefix")
    {
        cast.prefix[31] ^= 1;
        CHECK(fault_of(ballot.terms, cast) == CastFault::token_was_not_signed);
    }
    SECTION("a short token")
    {
        cast.token.pop_back();
        CHECK(fault_of(ballot.terms, cast) == CastFault::token_has_wrong_length);
    }
}

TEST_CASE("a vote tampered with is refused for the reason that it has", "[trust][cast]")
{
    const HeldBallot ballot;
    const Cast good = ballot.token_vote(7, "partly");
    REQUIRE(check_cast(ballot.terms, good));
    Cast cast = good;

    SECTION("a choice that does not exist")
    {
        cast.choice = "abstain";
        CHECK(fault_of(ballot.terms, cast) == CastFault::unknown_choice);
    }
    SECTION("another choice")
    {
        cast.choice = "satisfied";
        CHECK(fault_of(ballot.terms, cast) == CastFault::not_signed_by_voter);
    }
    SECTION("another number")
    {
        cast.seq = 2;
        CHECK(fault_of(ballot.terms, cast) == CastFault::not_signed_by_voter);
    }
    SECTION("a number out of range")
    {
        cast.seq = GENERATE(std::uint64_t{0}, limits::seq_max + 1);
        CHECK(fault_of(ballot.terms, cast) == CastFault::seq_out_of_range);
    }
    SECTION("another signature")
    {
        cast.signature[0] ^= 1;
        CHECK(fault_of(ballot.terms, cast) == CastFault::not_signed_by_voter);
    }
}

TEST_CASE("a voter's key that would sign anything is of no use", "[trust][cast]")
{
    // The neutral element: a point of small order.
    Bytes32 weak{};
    weak[0] = 1;
    Bytes64 signature{};
    signature[0] = 1;
    CHECK_FALSE(verifies(weak, "anything", signature));
}

TEST_CASE("a receipt is for one ballot, voter, number and line", "[trust][cast]")
{
    const HeldBallot ballot;
    const Cast cast = ballot.token_vote(7, "partly");
    const std::string line = write_line(cast);
    CHECK(receipt_message("S1/ballot/4", cast) ==
          "hballot1/receipt\nS1/ballot/4\n" + hex(cast.voter) + "\n1\n" + hex(sha256(line)) + '\n');
    const SigningKey server{FixedChance{1}.bytes32()};
    const auto receipt = server.sign(receipt_message("S1/ballot/4", cast));
    CHECK(verifies(server.public_key(), receipt_message("S1/ballot/4", cast), receipt));
    CHECK_FALSE(verifies(server.public_key(), receipt_message("S1/ballot/5", cast), receipt));
    Cast other = cast;
    other.choice = "satisfied";
    CHECK_FALSE(verifies(server.public_key(), receipt_message("S1/ballot/4", other), receipt));
}

TEST_CASE("what is stored under a key only rises", "[trust][cast]")
{
    CHECK(judge_seq({}, 1) == SeqVerdict::newer);
    CHECK(judge_seq(3, 3) == SeqVerdict::same);
    CHECK(judge_seq(3, 2) == SeqVerdict::older);
    CHECK(judge_seq(3, 4) == SeqVerdict::newer);
    CHECK(rc::check("in any order the greatest stays", [](const std::vector<std::uint8_t>& seqs) {
        std::optional<std::uint64_t> stored;
        for (const std::uint64_t seq : seqs) {
            const auto before = stored;
            if (judge_seq(stored, seq) == SeqVerdict::newer) stored = seq;
            RC_ASSERT(!before || *stored >= *before);
        }
        RC_ASSERT(seqs.empty() == !stored);
        if (stored) RC_ASSERT(*stored == std::ranges::max(seqs));
    }));
}
