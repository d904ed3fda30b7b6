// A rehearsal: a whole hearing with simulated phones through real sockets, on data that is wiped.
#pragma once

#include <chrono>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace rostrum::cli {

/// How fast the answers of one kind came.
class Pace {
public:
    using Instant = std::chrono::steady_clock::time_point;

    void ask(Instant now)
    {
        if (!began_) began_ = now;
    }
    void answer(Instant now) { answers_.push_back(now); }
    /// From the first asked for to four fifths of the answers: some of the rest lost the network
    /// meanwhile and wait for it, not for us. 0 without answers.
    [[nodiscard]] double per_second() const;

private:
    std::optional<Instant> began_;
    std::vector<Instant> answers_; ///< In the order in which they came.
};

struct RehearsalReport {
    std::int64_t phones{0};
    std::int64_t joined{0};
    std::int64_t commands{0};
    std::int64_t acknowledged{0};
    std::int64_t refused{0};
    std::int64_t lost{0};       ///< Never answered.
    std::int64_t duplicated{0}; ///< Done more than once.
    std::int64_t gaps{0};       ///< Changes of a view that a phone missed.
    std::int64_t reconnects{0};
    std::int64_t patches{0};
    std::int64_t questions_expected{0};
    std::int64_t questions_found{0};
    std::int64_t ballots_cast{0};
    std::int64_t ballots_counted{0};
    Pace tokens;
    Pace votes;
    std::string outcome;
    std::string trouble; ///< Why it ended early; empty: it did not.
    std::vector<std::chrono::nanoseconds> latencies;

    [[nodiscard]] bool clean() const;
};

struct RehearsalOptions {
    std::int64_t phones{130};
    std::uint64_t seed{1};
};

[[nodiscard]] RehearsalReport rehearse(const RehearsalOptions& options, std::ostream& progress);
void print(const RehearsalReport& report, std::ostream& out);

} // namespace rostrum::cli
