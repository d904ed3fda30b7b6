// The satisfaction ballot (测评) as the record sees it: who was entitled and issued, the counts,
// the signatures, the verdict. Never a choice of anybody.
#pragma once

#include "core/ballot_box.hpp"
#include "core/ballot_rule.hpp"
#include "core/ids.hpp"
#include "core/roster.hpp"
#include "core/time.hpp"
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
    closing, ///< Of a secret ballot: what was chosen before is on its way; nothing else begins.
    closed,  ///< Phones are counted; paper may still be.
    published,
    voided,
};

enum class BallotChannel : std::uint8_t { phone, paper };

struct Ballot {
    BallotId ballot;
    std::string public_id; ///< `h01/ballot/1` for `b1`.
    BallotState state{BallotState::locked};
    BallotMode mode{BallotMode::confidential};
    BallotRule rule;
    std::string rule_sha256;
    std::string key;               ///< Of a secret ballot: signs tokens; base64 of its SPKI.
    std::string receipt_key;       ///< Likewise: signs receipts; Ed25519, 64 hexadecimal digits.
    bool untrusted_network{false}; ///< Likewise: opened although pages can be changed on their way.
    bool small_channel{false};     ///< Closed although the count of a channel tells on people.
    std::optional<Instant> opened_at;
    std::optional<Instant> closing_until;
    std::map<ParticipantId, BallotChannel> issued; ///< A card is spent once, whichever way.
    std::int64_t issued_on_paper{0};
    std::map<ParticipantId, std::string> requests; ///< SHA-256 of what each token was asked with.
    std::optional<Tally> phones;                   ///< From the close on.
    Electorate electorate;           ///< As of the close; of a secret ballot from `closing` on.
    std::vector<ParticipantId> roll; ///< Of a secret ballot, from the close on: those entitled.
    std::string sheet_sha256;        ///< Likewise: vouches for roll, tokens and votes.
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

/// Whoever was issued a ballot was entitled and present then, and stays in the base after leaving
/// the hall: what is returned never exceeds what it is divided by.
[[nodiscard]] Electorate electorate_of(const Roster& roster, const Ballot& ballot);

/// Votes may still come in.
[[nodiscard]] bool takes_votes(const Ballot& ballot);

/// With how many ballots: those of two channels in use on which so few were issued that the counts,
/// which the record keeps apart, tell on those who hold them.
[[nodiscard]] std::map<BallotChannel, std::int64_t> small_channels(const Ballot& ballot);

/// The ballot that a stored event speaks of. Precondition: it is there.
[[nodiscard]] Ballot& stored(Ballots& ballots, const BallotId& ballot);

enum class PaperState : std::uint8_t { none, uncounted, counted_once, differs, agreed };
[[nodiscard]] PaperState paper_state(const Ballot& ballot);
/// Of a secret ballot that is closing.
[[nodiscard]] Instant began_to_close(const Ballot& ballot);
/// Phones and agreed paper together; nothing before both are there.
[[nodiscard]] std::optional<Tally> final_tally(const Ballot& ballot);

/// The protocol of a secret ballot, as far as the rules need it. Must be checkable by outsiders.
struct BallotScheme {
    virtual ~BallotScheme() = default;
    /// SHA-256 of a blinded message, hexadecimal; nothing when it is none for this key.
    [[nodiscard]] virtual std::optional<std::string>
    request_digest(const std::string& key, const std::string& blinded) const = 0;
    /// Of the sheet that vouches for the files of a ballot that is counted.
    [[nodiscard]] virtual std::string sheet_sha256(const Ballot& ballot,
                                                   const BallotBox& box) const = 0;
};

/// The public halves of a secret ballot's keys, made for it.
struct FreshBallotKey {
    std::string key;
    std::string receipt_key;
};

/// One anonymous vote, its proof already checked. No command: whoever sent one would be known.
struct SecretCast {
    BallotId ballot;
    std::string voter; ///< The voter's public key: 64 hexadecimal digits.
    std::uint64_t seq{1};
    OptionId choice;
    std::string proof; ///< The rest of the line in ballots.txt.
};

// Commands.
struct LockBallotRule {
    static constexpr const char* name = "lock_ballot_rule";
};
struct OpenBallot {
    static constexpr const char* name = "open_ballot";
    BallotId ballot;
    BallotMode mode;
    /// Of a secret ballot: somebody on the network may change the pages, and so see votes.
    std::optional<bool> accepts_untrusted_network{};
};
/// Asks for the right to cast on the phone. The answer carries the key, or of a secret ballot the
/// blind signature; asking again gives it again.
struct ClaimBallot {
    static constexpr const char* name = "claim_ballot";
    BallotId ballot;
    std::optional<std::string> blinded{}; ///< Hexadecimal; of a secret ballot, and only there.
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
/// A paper that went to another than its record says, and is back in the teller's hand.
struct TakeBackPaper {
    static constexpr const char* name = "take_back_paper";
    BallotId ballot;
    ParticipantId participant;
    std::string reason;
};
struct CloseBallot {
    static constexpr const char* name = "close_ballot";
    BallotId ballot;
    /// So few ballots are on one of two channels that their counts tell on people.
    std::optional<bool> accepts_small_channel{};
};
/// By the server when the time for what is on its way is over.
struct CountBallot {
    static constexpr const char* name = "count_ballot";
    BallotId ballot;
};
struct EnterPaperCount {
    static constexpr const char* name = "enter_paper_count";
    BallotId ballot;
    std::int64_t returned;
    std::int64_t invalid;
    std::map<OptionId, std::int64_t> votes;
};
struct WithdrawPaperCount {
    static constexpr const char* name = "withdraw_paper_count";
    BallotId ballot;
    std::string reason;
    std::optional<StaffId> teller{}; ///< Named by the chair; a teller withdraws their own.
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
    // Of a secret ballot.
    std::optional<std::string> key{};
    std::optional<std::string> receipt_key{};
    std::optional<bool> untrusted_network{}; ///< Absent unless true.
    bool operator==(const BallotOpened&) const = default;
};
struct BallotIssued {
    static constexpr const char* name = "ballot_issued";
    BallotId ballot;
    ParticipantId participant;
    BallotChannel channel;
    std::optional<std::string> blinded_sha256{}; ///< Of a token.
    bool operator==(const BallotIssued&) const = default;
};
struct PaperTakenBack {
    static constexpr const char* name = "paper_taken_back";
    BallotId ballot;
    ParticipantId participant;
    std::string reason;
    bool operator==(const PaperTakenBack&) const = default;
};
struct BallotClosing {
    static constexpr const char* name = "ballot_closing";
    BallotId ballot;
    Instant until;
    std::optional<bool> small_channel{}; ///< Absent unless true.
    bool operator==(const BallotClosing&) const = default;
};
struct BallotClosed {
    static constexpr const char* name = "ballot_closed";
    BallotId ballot;
    Tally phones;
    Electorate electorate;
    std::vector<CategoryBreakdown> by_category; ///< Of a secret ballot nobody knows it.
    std::optional<std::string> sheet_sha256{};  ///< Of a secret ballot.
    /// Absent unless true; of a secret ballot `BallotClosing` has it.
    std::optional<bool> small_channel{};
    bool operator==(const BallotClosed&) const = default;
};
struct PaperCounted {
    static constexpr const char* name = "paper_counted";
    BallotId ballot;
    StaffId teller;
    Tally paper;
    bool operator==(const PaperCounted&) const = default;
};
struct PaperCountWithdrawn {
    static constexpr const char* name = "paper_count_withdrawn";
    BallotId ballot;
    StaffId teller;
    std::string reason;
    bool operator==(const PaperCountWithdrawn&) const = default;
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
