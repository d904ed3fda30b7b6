#include "protocol/ballot_codec.hpp"

#include "protocol/codec.hpp"

#include <utility>

namespace rostrum::protocol {
namespace {

template <typename T>
std::optional<T> decoded(const boost::json::value& value)
{
    T out;
    if (decode(value, out)) return std::nullopt;
    return out;
}

} // namespace

std::optional<core::BallotRule> decode_ballot_rule(const boost::json::value& value)
{
    return decoded<core::BallotRule>(value);
}

std::optional<core::Tally> decode_tally(const boost::json::value& value)
{
    return decoded<core::Tally>(value);
}

std::optional<core::Electorate> decode_electorate(const boost::json::value& value)
{
    return decoded<core::Electorate>(value);
}

std::optional<core::Verdict> decode_verdict(const boost::json::value& value)
{
    return decoded<core::Verdict>(value);
}

boost::json::object encode_verdict(const core::Verdict& verdict)
{
    return std::move(encode(verdict).as_object());
}

} // namespace rostrum::protocol
