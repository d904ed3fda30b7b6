#include "protocol/ballot_files.hpp"

#include "support/catch.hpp"
#include "trust/ballot_support.hpp"

using namespace rostrum;
using namespace rostrum::protocol;

namespace {

/// The ballot as the record would hold it.
core::Ballot recorded(const test::HeldBallot& held)
{
    core::Ballot ballot;
    ballot.ballot = {"b1"};
    ballot.public_id = held.terms.ballot;
    ballot.mode = core::BallotMode::secret;
    ballot.state = core::BallotState::closed;
    ballot.key = held.terms.key.spki_base64();
    for (const auto& choice : held.terms.choices) ballot.rule.options.push_back({{choice}, "", ""});
    for (const auto& handle : held.roll.handles) ballot.roll.push_back({handle});
    for (const auto& [handle, blinded] : held.issued.lines)
        ballot.requests.emplace(core::ParticipantId{handle}, trust::hex(blinded));
    return ballot;
}

core::BoxedBallot boxed(const trust::Cast& cast)
{
    const auto vote = secret_cast({"b1"}, cast);
    return {vote.ballot, vote.voter, vote.choice, {}, vote.seq, vote.proof};
}

core::BoxedBallots box_of(const test::HeldBallot& held)
{
    core::BoxedBallots box;
    for (const auto& cast : held.casts.lines) box.emplace(trust::hex(cast.voter), boxed(cast));
    return box;
}

} // namespace

TEST_CASE("a ballot of the record becomes the four files, byte for byte", "[protocol][ballot]")
{
    const auto held = test::held_ballot();
    const auto expected = test::text_of(held);
    const auto files = ballot_files(recorded(held), box_of(held));
    const auto& [roll, issued, ballots, sheet] = files;
    CHECK(roll == expected.roll);
    CHECK(issued == expected.issued);
    CHECK(ballots == expected.ballots);
    CHECK(sheet == expected.sheet);
    CHECK(sheet_sha256(files) == trust::hex(trust::sha256(sheet)));
    CHECK(expected.audit().holds());
}

TEST_CASE("a ballot without a vote has its files, too", "[protocol][ballot]")
{
    auto held = test::held_ballot();
    held.casts.lines.clear();
    held.issued.lines.clear();
    const auto [roll, issued, ballots, sheet] = ballot_files(recorded(held), box_of(held));
    const auto audit = trust::check_ballot(
        {.roll = roll, .issued = issued, .ballots = ballots, .sheet = sheet}, {}, {});
    CHECK(audit.holds());
    CHECK(ballots.empty());
}

TEST_CASE("a vote comes out of the box as it went in", "[protocol][ballot]")
{
    for (const auto& cast : test::held_ballot().casts.lines) CHECK(cast_of(boxed(cast)) == cast);
}

TEST_CASE("what the box holds and is no vote is none", "[protocol][ballot]")
{
    const auto good = boxed(test::held_ballot().casts.lines.front());
    for (const auto break_it : {+[](core::BoxedBallot& vote) { vote.proof.clear(); },
                                +[](core::BoxedBallot& vote) { vote.proof += " more"; },
                                +[](core::BoxedBallot& vote) { vote.proof += "\nmore"; },
                                +[](core::BoxedBallot& vote) { vote.key.pop_back(); },
                                +[](core::BoxedBallot& vote) { vote.revision = 0; },
                                +[](core::BoxedBallot& vote) { vote.choice = {"No"}; }}) {
        auto vote = good;
        break_it(vote);
        CHECK_FALSE(cast_of(vote));
    }
}

TEST_CASE("only a secret ballot that was opened has terms", "[protocol][ballot]")
{
    const auto held = test::held_ballot();
    CHECK(terms_of(recorded(held)) == held.terms);
    CHECK_FALSE(terms_of(core::Ballot{}));
}

TEST_CASE("every option of a rule can stand in a ballot's files, and no other word is an option",
          "[protocol][ballot]")
{
    for (const std::string word : {"yes", "a_1", "Yes", "a-b", "", "a b", "wahl\xc3\xa4",
                                   "123456789012345678901234", "1234567890123456789012345"}) {
        INFO(word);
        auto rule = core::default_ballot_rule();
        rule.options.front().option = {word};
        CHECK(trust::is_choice(word) == !core::check_rule(rule).has_value());
    }
}
