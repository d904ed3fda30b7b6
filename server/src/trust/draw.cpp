#include "trust/draw.hpp"

#include <algorithm>
#include <cassert>
#include <map>
#include <tuple>
#include <utility>
#include <variant>

namespace rostrum::trust {
namespace {

struct Scored {
    Digest score{};
    const PoolLine* line{nullptr};
};

/// Hashes are compared as their hexadecimal texts would be: bytewise.
std::vector<Scored> scored(const Pool& pool, const Digest& seed)
{
    std::vector<Scored> ranked;
    for (const PoolLine& line : pool.lines) {
        if (line.weight > 0) ranked.push_back({score(seed, line.handle, line.weight), &line});
    }
    std::ranges::sort(ranked, [](const Scored& left, const Scored& right) {
        return std::tie(left.score, left.line->handle) < std::tie(right.score, right.line->handle);
    });
    return ranked;
}

std::size_t called_of(const std::vector<std::string>& handles, std::uint64_t count)
{
    return static_cast<std::size_t>(std::min<std::uint64_t>(handles.size(), count));
}

DrawnList drawn_list(std::string stratum, std::vector<std::string> handles, std::uint64_t count)
{
    DrawnList list{.stratum = std::move(stratum), .handles = std::move(handles), .called = 0};
    list.called = called_of(list.handles, count);
    return list;
}

using ByStratum = std::map<std::string, std::vector<std::string>>;

ByStratum by_stratum(const std::vector<Scored>& ranked)
{
    ByStratum strata;
    for (const Scored& one : ranked) strata[one.line->stratum].push_back(one.line->handle);
    return strata;
}

std::vector<std::string> handles_of(const std::vector<Scored>& ranked)
{
    std::vector<std::string> handles;
    handles.reserve(ranked.size());
    for (const Scored& one : ranked) handles.push_back(one.line->handle);
    return handles;
}

/// The strata in an order by lot, one person of each in turn, the exhausted ones skipped.
std::vector<std::string> alternated(const std::vector<Scored>& ranked, const Digest& seed)
{
    const ByStratum strata = by_stratum(ranked);
    std::vector<std::pair<Digest, const std::vector<std::string>*>> turns;
    turns.reserve(strata.size());
    for (const auto& [stratum, handles] : strata)
        turns.emplace_back(hash_lines({"hdraw1/stratum", hex(seed), stratum}), &handles);
    std::ranges::sort(turns);

    std::vector<std::string> handles;
    for (std::size_t round = 0; handles.size() < ranked.size(); ++round) {
        for (const auto& [lot, stratum] : turns)
            if (round < stratum->size()) handles.push_back((*stratum)[round]);
    }
    return handles;
}

std::vector<DrawnList> lists_of(const std::vector<Scored>& ranked, const AnyRule& rule,
                                const Digest& /*seed*/)
{
    return {drawn_list({}, handles_of(ranked), rule.count)};
}

std::vector<DrawnList> lists_of(const std::vector<Scored>& ranked, const QuotaRule& rule,
                                const Digest& /*seed*/)
{
    ByStratum strata = by_stratum(ranked);
    std::vector<DrawnList> lists;
    for (const auto& part : rule.parts)
        lists.push_back(drawn_list(part.stratum, std::move(strata[part.stratum]), part.count));
    return lists;
}

std::vector<DrawnList> lists_of(const std::vector<Scored>& ranked, const AlternateRule& rule,
                                const Digest& seed)
{
    return {drawn_list({}, alternated(ranked, seed), rule.count)};
}

} // namespace

Digest commit(std::string_view draw, const Bytes32& secret)
{
    return hash_lines({"hdraw1/commit", draw, hex(secret)});
}

Bytes32 delay_input(const Digest& freeze_hash, const Reveal& reveal)
{
    return hash_lines({"hdraw1/seed", hex(freeze_hash), hex(reveal.secret), reveal.public_text});
}

Digest score(const Digest& seed, std::string_view handle, std::uint32_t weight)
{
    assert(weight >= 1 && weight <= limits::weight_max);
    const std::string seed_text = hex(seed);
    Digest least{};
    for (std::uint32_t ticket = 0; ticket < weight; ++ticket) {
        const Digest hash = hash_lines({"hdraw1/score", seed_text, handle, std::to_string(ticket)});
        if (ticket == 0 || hash < least) least = hash;
    }
    return least;
}

std::vector<std::string> rank(const Pool& pool, const Digest& seed)
{
    return handles_of(scored(pool, seed));
}

std::vector<DrawnList> result_order(const Pool& pool, const Rule& rule, const Digest& seed)
{
    const auto ranked = scored(pool, seed);
    return std::visit([&](const auto& one) { return lists_of(ranked, one, seed); }, rule);
}

std::vector<std::string> called_handles(const std::vector<DrawnList>& lists)
{
    std::vector<std::string> handles;
    for (const DrawnList& list : lists) {
        for (std::size_t i = 0; i < list.called; ++i) handles.push_back(list.handles[i]);
    }
    return handles;
}

} // namespace rostrum::trust
