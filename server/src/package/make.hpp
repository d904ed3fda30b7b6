// Makes the package of a hearing.
#pragma once

#include "core/ballot_box.hpp"
#include "package/package.hpp"

#include <string>
#include <vector>

namespace rostrum::package {

/// A checkpoint as it was signed.
struct SignedNote {
    std::string verifier;
    std::string note;
};

struct NameLine {
    std::string card;
    std::string name;
    std::string organisation;
    std::string title;
    std::string seat;
};

struct Contents {
    std::string hearing;
    std::vector<std::string> lines;      ///< As far as the last checkpoint goes.
    std::vector<SignedNote> checkpoints; ///< The last of every key, the newest last; at least one.
    std::vector<NameLine> names;
    std::vector<core::BoxedBallot> votes{}; ///< All that the box holds.
    /// Otherwise the lines are evidence, and nothing is made of what they say: they may say
    /// anything.
    bool checkpoints_hold{true};
};

[[nodiscard]] Files make_package(const Contents& contents);

/// The cards of all who were ever on the roster.
[[nodiscard]] std::vector<std::string> cards_in(const std::vector<std::string>& lines);

} // namespace rostrum::package
