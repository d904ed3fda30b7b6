// The satisfaction ballot (测评) as the record sees it: who was entitled and issued, the counts,
// the signatures, the verdict. Never a choice of anybody.
#pragma once

#include "core/ballot_box.hpp"
#include "core/ballot_rule.hpp"
#include "core/ids.hpp"
#include "core/roster.hpp"
#include "core/verdict.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace rostrum::core {

enum class BallotState : std::uint8_t {
    locked, ///< The rule is locked, hashed and shown.
    open,
    closed, ///< Phones are counted; paper may still be.
    published,
    voided,
};

enum class BallotChannel : std::uint8_t { phone, paper };

struct Ballot {
    BallotId ballot;
    BallotState state{BallotState::locked};
    BallotMode mode{BallotMode::confidential};
    BallotRule rule;
    std::string rule_sha256;
    std::map<ParticipantId, BallotChannel> issued; ///< A card is spent once, whichever way.
    std::int64_t issued_on_paper{0};
    std::optional<Tally> phones;           ///< From the close on.
    Electorate electorate;                 ///< From the close on.
    std::map<StaffId, Tally> paper_counts; ///< By teller, each counted independently.
    std::set<StaffId> signatures;
    std::vector<CategoryBreakdown> by_category;
    std::optional<Verdict> verdict;
    std::string void_reason;

    bool operator==(const Ballot&) const = default;
};

struct Ballots {
    std::vector<Ballot> ballots; ///< `b1` first.

    bool operator==(const Ballots&) const = default;
};

/// The last ballot that is not void, or nothing.
[[nodiscard]] const Ballot* current(const Ballots& ballots);
[[nodiscard]] const Ballot* find(const Ballots& ballots, const BallotId& ballot);

/// The ballot that a stored event speaks of. Precondition: it is there.
[[nodiscard]] Ballot& stored(Ballots& ballots, const BallotId& ballot);

enum class PaperState : std::uint8_t { none, uncounted, counted_once, differs, agreed };
[[nodiscard]] PaperState paper_state(const Ballot& ballot);
/// Phones and agreed paper together; nothing before both are there.
[[nodiscard]] std::optional<Tally> final_tally(const Ballot& ballot);

// Commands.
struct LockBallotRule {
    static constexpr const char* name = "lock_ballot_rule";
};
struct OpenBallot {
    static constexpr const char* name = "open_ballot";
    BallotId ballot;
    BallotMode mode;
};
/// Asks for the right to cast on the phone. The answer carries the key; asking again gives it
/// again.
struct ClaimBallot {
    static constexpr const char* name = "claim_ballot";
    BallotId ballot;
};
/// By an anonymous key. Leaves no event: the choice goes to the box, and nowhere else.
struct CastBallot {
    static constexpr const char* name = "cast_ballot";
    BallotId ballot;
    std::string key;
    OptionId choice;
    std::uint32_t revision{1};
};
struct HandOutPaper {
    static constexpr const char* name = "hand_out_paper";
    BallotId ballot;
    ParticipantId participant;
};
struct CloseBallot {
    static constexpr const char* name = "close_ballot";
    BallotId ballot;
};
struct EnterPaperCount {
    static constexpr const char* name = "enter_paper_count";
    BallotId ballot;
    std::int64_t returned;
    std::int64_t invalid;
    std::map<OptionId, std::int64_t> votes;
};
struct SignTally {
    static constexpr const char* name = "sign_tally";
    BallotId ballot;
};
struct PublishResult {
    static constexpr const char* name = "publish_result";
    BallotId ballot;
};
struct VoidBallot {
    static constexpr const char* name = "void_ballot";
    BallotId ballot;
    std::string reason;
};

// Events.
struct BallotRuleLocked {
    static constexpr const char* name = "ballot_rule_locked";
    BallotId ballot;
    BallotRule rule;
    std::string rule_sha256;
    bool operator==(const BallotRuleLocked&) const = default;
};
struct BallotOpened {
    static constexpr const char* name = "ballot_opened";
    BallotId ballot;
    BallotMode mode;
    bool operator==(const BallotOpened&) const = default;
};
struct BallotIssued {
    static constexpr const char* name = "ballot_issued";
    BallotId ballot;
    ParticipantId participant;
    BallotChannel channel;
    bool operator==(const BallotIssued&) const = default;
};
struct BallotClosed {
    static constexpr const char* name = "ballot_closed";
    BallotId ballot;
    Tally phones;
    Electorate electorate;
    std::vector<CategoryBreakdown> by_category;
    bool operator==(const BallotClosed&) const = default;
};
struct PaperCounted {
    static constexpr const char* name = "paper_counted";
    BallotId ballot;
    StaffId teller;
    Tally paper;
    bool operator==(const PaperCounted&) const = default;
};
struct TallySigned {
    static constexpr const char* name = "tally_signed";
    BallotId ballot;
    StaffId teller;
    bool operator==(const TallySigned&) const = default;
};
struct ResultPublished {
    static constexpr const char* name = "result_published";
    BallotId ballot;
    Tally tally;
    Verdict verdict;
    bool operator==(const ResultPublished&) const = default;
};
struct BallotVoided {
    static constexpr const char* name = "ballot_voided";
    BallotId ballot;
    std::string reason;
    bool operator==(const BallotVoided&) const = default;
};

} // namespace rostrum::core
