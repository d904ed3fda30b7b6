// Whether a secret ballot was counted right: every vote by a voter with a token, no more tokens
// than people who asked for one, nobody but those on the roll. Needs nobody's word, only the four
// files.
#pragma once

#include "trust/ballot_files.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rostrum::trust {

/// The bytes of the four files.
struct BallotFiles {
    std::string_view roll;
    std::string_view issued;
    std::string_view ballots;
    std::string_view sheet; ///< ballot.txt.
};

/// Votes by choice, also those that nobody chose.
using Tally = std::map<std::string, std::uint64_t>;

/// What was shown or logged. What is absent is not compared.
struct BallotClaim {
    std::optional<Digest> sheet_hash;   ///< SHA-256 of ballot.txt, in the record.
    std::optional<BallotPublicKey> key; ///< As published when the ballot was opened.
    std::optional<Tally> tally;
};

enum class BallotFault : std::uint8_t {
    // The form of the files: these come with a line and what is wrong with it.
    roll_is_malformed,
    issued_is_malformed,
    ballots_are_malformed,
    sheet_is_malformed,
    // The files among each other.
    sheet_is_not_the_recorded_one,
    key_is_not_the_published_one,
    roll_is_not_the_vouched_one,
    roll_count_differs,
    issued_is_not_the_vouched_one,
    issued_count_differs,
    ballots_are_not_the_vouched_ones,
    ballots_count_differs,
    issued_to_a_stranger, ///< With the line of issued.txt.
    more_ballots_than_tokens,
    // The votes, each with its line of ballots.txt.
    unknown_choice,
    token_has_wrong_length,
    token_was_not_signed,
    not_signed_by_voter,
    // The result.
    tally_differs,
};

/// In plain English.
[[nodiscard]] std::string_view in_words(BallotFault fault);

struct BallotFinding {
    BallotFault fault{};
    std::size_t line{0};           ///< The first is 1; 0 is the file as a whole.
    std::optional<TextFault> text; ///< Of a malformed file.

    bool operator==(const BallotFinding&) const = default;
};

struct BallotAudit {
    std::vector<BallotFinding> findings; ///< At most `findings_max`.
    std::optional<Tally> tally;          ///< Recounted; nothing unless all files hold together.

    [[nodiscard]] bool holds() const { return findings.empty() && tally.has_value(); }
};

/// Some 10 000 votes a second. The watch is told of votes, and may end it: then it does not hold.
[[nodiscard]] BallotAudit check_ballot(const BallotFiles& files, const BallotClaim& claim,
                                       const Watch& watch);

} // namespace rostrum::trust
