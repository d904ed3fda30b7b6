// What a rehearsal found: what was lost, which must be nothing, and how fast this machine is.
#pragma once

#include <chrono>
#include <cstddef>
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

/// How long things of one kind took.
class Waits {
public:
    void add(std::chrono::nanoseconds wait) { waits_.push_back(wait); }
    /// In milliseconds; `part`: 0 is the least, 1 the most; of few the longer one. 0 without any.
    [[nodiscard]] double ms_at(double part) const;

private:
    std::vector<std::chrono::nanoseconds> waits_;
};

/// One change to everybody, made while nothing else happens.
struct Spread {
    Waits to_all;          ///< Until the last phone has it.
    double cpu_us_each{0}; ///< Of the server, for each phone.
};

/// The whole hall has lost the network, and comes back.
struct ComeBack {
    double took_s{0};
    Waits calm;      ///< A moderator's answers before it,
    Waits meanwhile; ///< and while all come.
};

/// The server was ended and started again.
struct Restart {
    double start_s{0}; ///< Until it listens.
    double back_s{0};  ///< Until everybody is there again.
};

/// Part of a long hearing, so that one can see whether anything grows.
struct Stretch {
    double until_min{0}; ///< Since the first one began.
    Waits answers;
    double resident_mib{0}; ///< Server and phones.
    std::int64_t patches{0};
    Restart restart; ///< At its end.
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
    double joining_s{0};    ///< Until all were there.
    double resident_mib{0}; ///< Server and phones, with everybody there.
    Pace supports;
    Pace tokens;
    Pace votes;
    Waits answers; ///< To all phones.
    Spread spread;
    ComeBack come_back;
    Restart restart;
    std::vector<Stretch> stretches;
    std::string outcome;
    std::string trouble; ///< Why it ended early; empty: it did not.

    [[nodiscard]] bool clean() const;
};

void print(const RehearsalReport& report, std::ostream& out);

} // namespace rostrum::cli
