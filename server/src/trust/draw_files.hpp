// The four files of a draw by `hdraw1`, byte for byte: what is hashed is what everybody holds.
// Reading and writing are inverse: whatever has another spelling is rejected.
#pragma once

#include "trust/bytes.hpp"
#include "trust/text_file.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace rostrum::trust {

/// Work between the freeze and the result, in iterations of PBKDF2. 2^26 take eight to
/// sixteen seconds; on the fastest machine there might be some three, which is more than the two in
/// which inputs could still be chosen.
inline constexpr std::uint32_t default_delay = 1U << 26U;
/// For the impatient; shown as weak against the operator.
inline constexpr std::uint32_t quick_delay = 1U << 24U;
/// Up to here a check says so, too.
inline constexpr std::uint32_t weak_delay_max = quick_delay;

/// Why somebody who is present is not in the pool. Everybody may see it.
enum class Exclusion : std::uint8_t {
    spoken,    ///< Has had the floor.
    chair,     ///< Chairs the hearing.
    staff,     ///< Works here.
    declined,  ///< Declined an earlier draw.
    absent,    ///< Did not react to an earlier draw.
    opted_out, ///< The roster says so.
    waiting,   ///< Waits in a queue already.
};

struct PoolLine {
    std::string handle; ///< The public card number, never a name.
    std::string stratum;
    std::uint32_t weight{1};            ///< Tickets, 0 to `weight_max`.
    std::optional<Exclusion> exclusion; ///< If and only if the weight is 0.

    bool operator==(const PoolLine&) const = default;
};

/// pool.txt: everybody present, sorted by handle.
struct Pool {
    std::vector<PoolLine> lines;

    bool operator==(const Pool&) const = default;
};

/// The chance that one phone gave.
struct Contribution {
    std::string handle;
    Bytes32 nonce{};

    bool operator==(const Contribution&) const = default;
};

/// contrib.txt: the first nonce of each, sorted by handle, at most `contributors_max`.
struct Contributions {
    std::vector<Contribution> lines;

    bool operator==(const Contributions&) const = default;
};

/// The first n of the whole rank order.
struct AnyRule {
    std::uint64_t count{1};

    bool operator==(const AnyRule&) const = default;
};

/// So many of each listed stratum. A stratum that is too small leaves the rest unfilled.
struct QuotaRule {
    struct Part {
        std::string stratum;
        std::uint64_t count{1};

        bool operator==(const Part&) const = default;
    };
    std::vector<Part> parts; ///< Each stratum once, in the order in which they are called.

    bool operator==(const QuotaRule&) const = default;
};

/// One of each stratum in turn, the strata in an order by lot, until n have been called.
struct AlternateRule {
    std::uint64_t count{1};

    bool operator==(const AlternateRule&) const = default;
};

/// Counts are 1 to `called_max`.
using Rule = std::variant<AnyRule, QuotaRule, AlternateRule>;

/// freeze.txt: from here on nothing can be chosen any more.
struct Freeze {
    std::string draw;
    Rule rule;
    Digest commit{};
    FileHash pool;
    FileHash contributions;
    std::uint32_t delay{default_delay}; ///< Iterations, 1 to `delay_max`.
    bool public_required{false};        ///< Whether a public throw belongs to the reveal.

    bool operator==(const Freeze&) const = default;
};

/// reveal.txt.
struct Reveal {
    Bytes32 secret{};
    std::string public_text{"-"}; ///< What was thrown; "-" if and only if nothing was required.

    bool operator==(const Reveal&) const = default;
};

[[nodiscard]] Parsed<Pool> read_pool(std::string_view bytes);
[[nodiscard]] Parsed<Contributions> read_contributions(std::string_view bytes);
[[nodiscard]] Parsed<Freeze> read_freeze(std::string_view bytes);
[[nodiscard]] Parsed<Reveal> read_reveal(std::string_view bytes);

/// What cannot be read back is a bug of the caller.
[[nodiscard]] std::string write(const Pool& pool);
[[nodiscard]] std::string write(const Contributions& contributions);
[[nodiscard]] std::string write(const Freeze& freeze);
[[nodiscard]] std::string write(const Reveal& reveal);

/// The name of the draw that repeats one: `S1/draw/7` → `S1/draw/7.2` → `S1/draw/7.3`. Nothing when
/// the name does not end in the number of a draw, or would become too long.
[[nodiscard]] std::optional<std::string> redraw_id(std::string_view draw);

} // namespace rostrum::trust
