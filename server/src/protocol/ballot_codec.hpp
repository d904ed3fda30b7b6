// The parts of a ballot's events by themselves, for whoever recounts a log or tries a rule.
#pragma once

#include "core/ballot_rule.hpp"
#include "core/verdict.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <optional>

namespace rostrum::protocol {

// Nothing when the value is not exactly one of these.
[[nodiscard]] std::optional<core::BallotRule> decode_ballot_rule(const boost::json::value& value);
[[nodiscard]] std::optional<core::Tally> decode_tally(const boost::json::value& value);
[[nodiscard]] std::optional<core::Electorate> decode_electorate(const boost::json::value& value);
[[nodiscard]] std::optional<core::Verdict> decode_verdict(const boost::json::value& value);

[[nodiscard]] boost::json::object encode_verdict(const core::Verdict& verdict);

} // namespace rostrum::protocol
