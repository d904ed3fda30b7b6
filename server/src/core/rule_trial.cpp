#include "core/rule_trial.hpp"

#include "core/limits.hpp"

#include <cstdint>

namespace rostrum::core {
namespace {

bool fits_in_a_hall(const Tally& tally, const Electorate& electorate)
{
    return tally.issued >= 0 && tally.issued <= electorate.present &&
           electorate.present <= electorate.entitled &&
           electorate.entitled <= static_cast<std::int64_t>(limits::roster_max);
}

} // namespace

std::expected<Verdict, Refusal> try_rule(const BallotRule& rule, const Tally& tally,
                                         const Electorate& electorate)
{
    if (const auto refusal = check_rule(rule)) return std::unexpected(*refusal);
    if (!fits_in_a_hall(tally, electorate)) return std::unexpected(Refusal::number_is_out_of_range);
    if (!adds_up(rule, tally)) return std::unexpected(Refusal::count_does_not_add_up);
    return judge(rule, tally, electorate);
}

} // namespace rostrum::core
