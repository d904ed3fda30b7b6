// The four files that a secret ballot leaves behind, byte for byte. Reading and writing are
// inverse.
#pragma once

#include "trust/ballot_cast.hpp"
#include "trust/bytes.hpp"
#include "trust/text_file.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rostrum::trust {

/// roll.txt: the handles of those entitled, sorted.
struct Roll {
    std::vector<std::string> handles;

    bool operator==(const Roll&) const = default;
};

/// That somebody's token was signed, and for which blinded message.
struct Issue {
    std::string handle;
    Digest blinded{}; ///< SHA-256 of the blinded message's bytes.

    bool operator==(const Issue&) const = default;
};

/// issued.txt, sorted by handle.
struct Issued {
    std::vector<Issue> lines;

    bool operator==(const Issued&) const = default;
};

/// ballots.txt, sorted by the voters' keys: the order tells nothing.
struct Casts {
    std::vector<Cast> lines;

    bool operator==(const Casts&) const = default;
};

/// ballot.txt, which vouches for the others and is itself vouched for by the record.
struct BallotSheet {
    BallotTerms terms; ///< 1 to `choices_max` choices.
    FileHash roll;
    FileHash issued;
    FileHash ballots;

    bool operator==(const BallotSheet&) const = default;
};

[[nodiscard]] Parsed<Roll> read_roll(std::string_view bytes);
[[nodiscard]] Parsed<Issued> read_issued(std::string_view bytes);
[[nodiscard]] Parsed<Casts> read_casts(std::string_view bytes);
[[nodiscard]] Parsed<BallotSheet> read_sheet(std::string_view bytes);

/// What cannot be read back is a bug of the caller: unsorted, a handle twice.
[[nodiscard]] std::string write(const Roll& roll);
[[nodiscard]] std::string write(const Issued& issued);
[[nodiscard]] std::string write(const Casts& casts);
[[nodiscard]] std::string write(const BallotSheet& sheet);

} // namespace rostrum::trust
