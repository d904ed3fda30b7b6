#include "trust/ballot_check.hpp"

#include "support/catch.hpp"
#include "trust/ballot_support.hpp"
#include "trust/trust_support.hpp"

#include <string>
#include <utility>
#include <vector>

using namespace rostrum::trust;
using namespace rostrum::test;

namespace {

using Findings = std::vector<BallotFinding>;

Findings findings_of(const BallotText& text)
{
    const auto audit = text.audit();
    for (const auto& finding : audit.findings) CHECK_FALSE(in_words(finding.fault).empty());
    CHECK(audit.holds() == audit.findings.empty());
    return audit.findings;
}

Findings findings_of(const HeldBallot& ballot)
{
    return findings_of(text_of(ballot));
}

BallotFinding found(BallotFault fault, std::size_t line = 0)
{
    return {.fault = fault, .line = line, .text = {}};
}

} // namespace

TEST_CASE("an honest ballot holds and is counted", "[trust][ballot]")
{
    auto text = text_of(held_ballot());
    text.claim = {.sheet_hash = sha256(text.sheet),
                  .key = ballot_key().public_key(),
                  .tally = Tally{{"satisfied", 2}, {"partly", 0}, {"not_satisfied", 1}}};
    const auto audit = text.audit();
    CHECK(audit.holds());
    CHECK(audit.tally == text.claim.tally);
}

TEST_CASE("a ballot in which nobody took part holds as well", "[trust][ballot]")
{
    const auto audit = text_of(HeldBallot{}).audit();
    CHECK(audit.holds());
    CHECK(audit.tally == Tally{{"satisfied", 0}, {"partly", 0}, {"not_satisfied", 0}});
}

TEST_CASE("stuffing a ballot box is found", "[trust][ballot]")
{
    HeldBallot ballot = held_ballot();
    SECTION("by a vote without a token")
    {
        Cast cast = ballot.token_vote(9, "satisfied");
        cast.token.assign(cast.token.size(), 1);
        ballot.casts.lines.assign(1, cast);
        CHECK(findings_of(ballot) == Findings{found(BallotFault::token_was_not_signed, 1)});
    }
    SECTION("by more votes than tokens, each signed by the server")
    {
        ballot.casts.lines.push_back(ballot.token_vote(9, "satisfied"));
        ballot.casts.lines.push_back(ballot.token_vote(10, "satisfied"));
        ballot.sort();
        CHECK(findings_of(ballot) == Findings{found(BallotFault::more_ballots_than_tokens)});
    }
    SECTION("by a token for somebody who is not on the roll")
    {
        ballot.vote(900, "satisfied");
        CHECK(findings_of(ballot) == Findings{found(BallotFault::issued_to_a_stranger, 5)});
    }
    SECTION("by one token used twice")
    {
        auto text = text_of(ballot);
        const auto line = text.ballots.substr(0, text.ballots.find('\n') + 1);
        text.ballots.insert(0, line);
        CHECK(findings_of(text) ==
              Findings{{BallotFault::ballots_are_malformed, 2, TextFault::duplicate}});
    }
    SECTION("by a second token for the same card")
    {
        auto text = text_of(ballot);
        const auto line = text.issued.substr(0, text.issued.find('\n') + 1);
        text.issued.insert(0, line);
        CHECK(findings_of(text) ==
              Findings{{BallotFault::issued_is_malformed, 2, TextFault::duplicate}});
    }
}

TEST_CASE("choices swapped with hashes that fit again are found", "[trust][ballot]")
{
    HeldBallot ballot = held_ballot();
    std::size_t changed = 0;
    for (std::size_t i = 0; i < ballot.casts.lines.size(); ++i) {
        if (ballot.casts.lines[i].choice != "not_satisfied") continue;
        ballot.casts.lines[i].choice = "satisfied";
        changed = i + 1;
    }
    REQUIRE(changed > 0);
    CHECK(findings_of(ballot) == Findings{found(BallotFault::not_signed_by_voter, changed)});
}

TEST_CASE("a vote for what cannot be chosen is found", "[trust][ballot]")
{
    HeldBallot ballot = held_ballot();
    ballot.terms.choices = {"satisfied", "partly"};
    const auto findings = findings_of(ballot);
    REQUIRE(findings.size() == 1);
    CHECK(findings.front().fault == BallotFault::unknown_choice);
}

TEST_CASE("files that do not belong together are found", "[trust][ballot]")
{
    const HeldBallot ballot = held_ballot();
    auto text = text_of(ballot);
    SECTION("a voter left out")
    {
        text.ballots.erase(0, text.ballots.find('\n') + 1);
        CHECK(findings_of(text) == Findings{found(BallotFault::ballots_are_not_the_vouched_ones),
                                            found(BallotFault::ballots_count_differs)});
    }
    SECTION("somebody added to the roll")
    {
        text.roll += "A-106\n";
        CHECK(findings_of(text) == Findings{found(BallotFault::roll_is_not_the_vouched_one),
                                            found(BallotFault::roll_count_differs)});
    }
    SECTION("a token given to another card")
    {
        text.issued = replaced(text.issued, "A-102", "A-103");
        CHECK(findings_of(text) == Findings{found(BallotFault::issued_is_not_the_vouched_one)});
    }
    SECTION("a wrong number of lines")
    {
        text.sheet = replaced(text.sheet, "roll 5", "roll 6");
        text.sheet = replaced(text.sheet, "issued 4", "issued 5");
        CHECK(findings_of(text) == Findings{found(BallotFault::roll_count_differs),
                                            found(BallotFault::issued_count_differs)});
    }
    SECTION("a sheet that is not in the record")
    {
        text.claim.sheet_hash = sha256(text.sheet);
        text.sheet = replaced(text.sheet, "satisfied partly not_satisfied",
                              "partly satisfied not_satisfied");
        CHECK(findings_of(text) == Findings{found(BallotFault::sheet_is_not_the_recorded_one)});
    }
    SECTION("another key than the published one")
    {
        text.claim.key = BallotKey::generate(2048).public_key();
        CHECK(findings_of(text) == Findings{found(BallotFault::key_is_not_the_published_one)});
    }
    SECTION("another result than the votes give")
    {
        text.claim.tally = Tally{{"satisfied", 3}, {"partly", 0}, {"not_satisfied", 0}};
        const auto audit = text.audit();
        CHECK(audit.findings == Findings{found(BallotFault::tally_differs)});
        CHECK_FALSE(audit.holds());
    }
}

TEST_CASE("a change of any character of a ballot's files is found", "[trust][ballot]")
{
    HeldBallot ballot = held_ballot();
    ballot.casts.lines.resize(1);
    const auto honest = text_of(ballot);
    const auto place =
        GENERATE(&BallotText::roll, &BallotText::issued, &BallotText::ballots, &BallotText::sheet);
    int undetected = 0;
    for (std::size_t at = 0; at < (honest.*place).size(); ++at) {
        for (const char other : {'0', '9', 'a', 'B', '/', ' ', '\n', '\r'}) {
            auto text = honest;
            // As the record would: only the sheet is vouched for from outside.
            text.claim.sheet_hash = sha256(honest.sheet);
            if ((text.*place)[at] == other) continue;
            (text.*place)[at] = other;
            if (text.audit().holds()) ++undetected;
        }
    }
    CHECK(undetected == 0);
}

TEST_CASE("a ballot that is wrong everywhere does not say so for ever", "[trust][ballot]")
{
    HeldBallot ballot = held_ballot();
    FixedChance chance{1};
    const Cast good = ballot.casts.lines.front();
    for (int i = 0; i < 150; ++i) {
        Cast cast = good;
        cast.voter = chance.bytes32();
        ballot.casts.lines.push_back(cast);
    }
    ballot.sort();
    CHECK(findings_of(ballot).size() == limits::findings_max);
}

TEST_CASE("a check of a ballot that is stopped does not hold", "[trust][ballot]")
{
    const auto text = text_of(held_ballot());
    const auto audit = check_ballot(
        {.roll = text.roll, .issued = text.issued, .ballots = text.ballots, .sheet = text.sheet},
        {}, [](std::uint64_t, std::uint64_t) { return false; });
    CHECK(audit.findings.empty());
    CHECK_FALSE(audit.tally);
    CHECK_FALSE(audit.holds());
}
