// A rule that did not hold. Ends the run; whoever started it prints the seed.
#pragma once

#include <stdexcept>
#include <string>

namespace rostrum::simulation {

// The rules, in the words in which docs/reliability.md lists them.
namespace rule {
inline constexpr const char* durable = "acknowledged is durable";
inline constexpr const char* once = "a command is done once";
inline constexpr const char* same_answer = "a repeat gets the first answer";
inline constexpr const char* one_answer = "every command is answered once";
inline constexpr const char* log = "every stored line continues the log";
inline constexpr const char* recovered = "a start finds what is durable";
inline constexpr const char* counted_once = "nobody is counted twice";
inline constexpr const char* tally = "the tally is the ballots";
inline constexpr const char* verifies = "an honest log verifies";
inline constexpr const char* fold = "a view is the fold of its patches";
inline constexpr const char* shown = "what is shown is what is durable";
inline constexpr const char* epoch = "the epoch rises with every start";
inline constexpr const char* secrecy = "nobody is sent what is not theirs to see";
inline constexpr const char* bounded = "no queue exceeds its limit";
inline constexpr const char* quiet = "everything comes to rest";
} // namespace rule

class Violation : public std::runtime_error {
public:
    Violation(const char* rule, const std::string& what)
        : std::runtime_error(std::string{rule} + ": " + what), rule_(rule)
    {
    }
    [[nodiscard]] const std::string& rule() const { return rule_; }

private:
    std::string rule_;
};

inline void require(bool holds, const char* rule, const std::string& what)
{
    if (!holds) throw Violation(rule, what);
}

} // namespace rostrum::simulation
