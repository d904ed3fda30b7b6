// What a log tells of its draws and ballots, event by event, and that it never contradicts itself:
// nothing happens out of turn, twice, or to somebody who is not there. Judged by what the rules of
// a hearing let happen, not by the server's own state, which takes its log on trust.
#pragma once

#include "core/ballot_rule.hpp"
#include "core/verdict.hpp"
#include "package/log_events.hpp"
#include "package/package.hpp"

#include <boost/json/value.hpp>

#include <cstddef>
#include <cstdint>
#include <expected>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace rostrum::package {

struct ToldPerson {
    std::string category;
    bool may_vote{false};
    bool is_present{false};
};
using ToldRoster = std::map<std::string, ToldPerson>; ///< By card.

struct ToldDraw {
    std::string id;
    std::string_view state; ///< `opened`, `collecting`, `frozen`, `revealed`, `finished`, `voided`.
    std::string public_id;
    std::string terms;   ///< The lines of freeze.txt before and after the hashes of the files.
    std::string outlook; ///< Likewise.
    std::string present; ///< Card and category of all who were there when it was opened.
    std::string listed;  ///< Likewise, of all who stand in the pool.
    std::map<std::string, std::string> nonces; ///< By card.
    // As the log has it, byte for byte:
    std::string pool;
    std::string contributions;
    std::string freeze;
    std::string reveal;
    std::string freeze_sha256;
    std::string seed;
    std::vector<std::string> drawn; ///< In the order in which they are to be called.
    std::size_t answered{0};        ///< Of these: accepted, declined or did not react.
    bool is_called{false};          ///< The next of them is, and has not answered.
    bool is_lost{false}; ///< Void after the freeze, which only the loss of its secret allows.
};

struct ToldBallot {
    std::string id;
    std::string_view state; ///< `locked`, `open`, `closing`, `closed`, `published`, `voided`.
    std::string public_id;
    std::optional<core::BallotRule> rule;
    std::string rule_sha256;
    bool is_secret{false};
    std::string key;
    std::map<std::string, std::string> issued; ///< By card: `phone` or `paper`.
    std::map<std::string, std::string> tokens; ///< By card: SHA-256 of the blinded message.
    std::int64_t issued_on_phones{0};
    std::int64_t issued_on_paper{0};
    core::Electorate counted_people; ///< By the roster, when nobody could be issued one any more.
    std::string roll;                ///< roll.txt of those entitled at the close.
    std::string sheet_sha256;
    std::optional<core::Tally> phones; ///< From the close on.
    std::optional<core::Electorate> electorate;
    std::map<std::string, std::optional<core::Tally>> paper; ///< By teller.
    std::set<std::string> signatures;
    bool has_result{false}; ///< Published, though perhaps void since.
    boost::json::value tally;
    boost::json::value verdict;
};

struct Story {
    std::string hearing;
    ToldRoster roster{};
    std::vector<ToldDraw> draws{};
    std::vector<ToldBallot> ballots{};
};

/// Or the first line that contradicts those before it.
[[nodiscard]] std::expected<Story, Finding> story_of(const std::string& hearing,
                                                     const std::vector<LoggedEvent>& events);

} // namespace rostrum::package
