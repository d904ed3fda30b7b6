// Whether a draw was what it says: the checks that need nobody's word, over the four files and what
// was published beside them.
#pragma once

#include "trust/draw.hpp"

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rostrum::trust {

/// The bytes of the four files.
struct DrawFiles {
    std::string_view pool;
    std::string_view contributions;
    std::string_view freeze;
    std::string_view reveal;
};

/// What was shown or logged. What is absent is not compared.
struct DrawClaim {
    std::optional<Digest> freeze_hash; ///< On the big screen, or in the record.
    std::optional<Digest> seed;
    std::optional<std::vector<std::string>> called; ///< In order; under a quota list after list.
};

enum class DrawFault : std::uint8_t {
    // The form of the files: these come with a line.
    pool_is_malformed,
    contributions_are_malformed,
    freeze_is_malformed,
    reveal_is_malformed,
    // C1
    secret_is_not_the_committed_one,
    // C4
    pool_is_not_the_frozen_one,
    pool_count_differs,
    contributions_are_not_the_frozen_ones,
    contributions_count_differs,
    public_text_is_missing,
    public_text_was_not_agreed,
    // C5
    freeze_is_not_the_shown_one,
    // C7
    seed_differs,
    called_differ,
};

/// In plain English.
[[nodiscard]] std::string_view in_words(DrawFault fault);
/// "form", "C1", "C4", "C5" or "C7".
[[nodiscard]] std::string_view check_of(DrawFault fault);

struct DrawFinding {
    DrawFault fault{};
    std::optional<LineFault> where; ///< Of a malformed file.

    bool operator==(const DrawFinding&) const = default;
};

/// What the files say once C1, C4 and C5 hold.
struct DrawInputs {
    Pool pool;
    Contributions contributions;
    Freeze freeze;
    Reveal reveal;
    Digest freeze_hash{};
    Bytes32 delay_input{};
};

/// All that is instant.
[[nodiscard]] std::expected<DrawInputs, std::vector<DrawFinding>>
check_inputs(const DrawFiles& files, const DrawClaim& claim);

/// C7, once the delay has given the seed.
[[nodiscard]] std::vector<DrawFinding> check_result(const DrawInputs& inputs, const Digest& seed,
                                                    const DrawClaim& claim);

struct DrawAudit {
    std::vector<DrawFinding> findings;
    bool is_weak{false};        ///< The delay is `weak_delay_max` at most: the operator had time.
    std::optional<Digest> seed; ///< As recomputed; nothing when it did not come to that.
    std::vector<DrawnList> result; ///< As recomputed.

    /// That it was checked to the end, and nothing found.
    [[nodiscard]] bool holds() const { return findings.empty() && seed.has_value(); }
};

/// Everything. Takes as long as the draw itself; the watch may end it, and then it does not hold.
[[nodiscard]] DrawAudit check_draw(const DrawFiles& files, const DrawClaim& claim,
                                   const Watch& watch);

} // namespace rostrum::trust
