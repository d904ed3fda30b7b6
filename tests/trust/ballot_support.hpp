// A secret ballot from the issue of tokens to its files, with voters whose keys repeat.
#pragma once

#include "trust/ballot_check.hpp"
#include "trust/ballot_key.hpp"
#include "trust/voter.hpp"

#include "trust/trust_support.hpp"

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

namespace rostrum::test {

/// The published 2048-bit key: making one takes long.
inline const trust::BallotKey& ballot_key()
{
    static const auto key = trust::BallotKey::from_pkcs8_der(
        base64_of(vector_object("hballot1.json"), "key_pkcs8_b64"));
    REQUIRE(key);
    return *key;
}

inline trust::BallotTerms ballot_terms()
{
    return {.ballot = "S1/ballot/4",
            .choices = {"satisfied", "partly", "not_satisfied"},
            .key = ballot_key().public_key()};
}

/// The contents of the four files, to be tampered with.
struct HeldBallot {
    trust::BallotTerms terms = ballot_terms();
    trust::Roll roll;
    trust::Issued issued;
    trust::Casts casts;

    /// Lets somebody who is on the roll vote.
    void vote(std::uint64_t number, const std::string& choice)
    {
        issued.lines.push_back({handle_of(number), {}});
        casts.lines.push_back(token_vote(number, choice, &issued.lines.back().blinded));
        sort();
    }
    /// A vote with a token, of which only the caller knows.
    [[nodiscard]] trust::Cast token_vote(std::uint64_t number, const std::string& choice,
                                         trust::Digest* blinded_hash = nullptr) const
    {
        FixedChance chance{number};
        trust::Voter voter{terms, std::ref(chance)};
        if (blinded_hash != nullptr) *blinded_hash = trust::sha256(voter.request());
        const auto signature = ballot_key().blind_sign(voter.request());
        REQUIRE(signature);
        REQUIRE(voter.receive(terms, *signature));
        return voter.cast(terms, choice, 1);
    }
    static std::string handle_of(std::uint64_t number) { return "A-" + std::to_string(number); }
    void sort()
    {
        std::ranges::sort(roll.handles);
        std::ranges::sort(issued.lines, {}, &trust::Issue::handle);
        std::ranges::sort(casts.lines, {}, &trust::Cast::voter);
    }
};

/// The bytes of the files, and the check of them.
struct BallotText {
    std::string roll;
    std::string issued;
    std::string ballots;
    std::string sheet;
    trust::BallotClaim claim;

    [[nodiscard]] trust::BallotAudit audit() const
    {
        return trust::check_ballot(
            {.roll = roll, .issued = issued, .ballots = ballots, .sheet = sheet}, claim, {});
    }
};

/// With hashes and counts that fit, as one who forges the files would write them.
inline BallotText text_of(const HeldBallot& ballot)
{
    BallotText text{.roll = write(ballot.roll),
                    .issued = write(ballot.issued),
                    .ballots = write(ballot.casts),
                    .sheet = {},
                    .claim = {}};
    text.sheet = write(trust::BallotSheet{.terms = ballot.terms,
                                          .roll = trust::file_hash(text.roll),
                                          .issued = trust::file_hash(text.issued),
                                          .ballots = trust::file_hash(text.ballots)});
    return text;
}

/// Five on the roll, four with tokens, three votes.
inline HeldBallot held_ballot(const trust::BallotTerms& terms = ballot_terms())
{
    HeldBallot ballot{.terms = terms, .roll = {}, .issued = {}, .casts = {}};
    for (std::uint64_t number = 101; number <= 105; ++number)
        ballot.roll.handles.push_back(HeldBallot::handle_of(number));
    ballot.vote(101, "satisfied");
    ballot.vote(102, "satisfied");
    ballot.vote(104, "not_satisfied");
    ballot.issued.lines.push_back({HeldBallot::handle_of(105), {}});
    ballot.sort();
    return ballot;
}

} // namespace rostrum::test
