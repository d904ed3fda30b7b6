#include "core/ballot_rule.hpp"

#include "core/limits.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <set>
#include <string_view>
#include <utility>

namespace rostrum::core {
namespace {

/// Weights are parts of a hundred; the full mark of one ballot.
constexpr std::int64_t weight_max = 100;
/// Keeps every product of the verdict far inside 64 bits.
constexpr std::int64_t denominator_max = 10'000;
constexpr std::size_t option_id_length_max = 24;

bool is_option_id(std::string_view text)
{
    return !text.empty() && text.size() <= option_id_length_max &&
           std::ranges::all_of(text, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
           });
}

bool is_sound(const BallotOption& option)
{
    return is_option_id(option.option.value) && option.weight >= 0 && option.weight <= weight_max &&
           !check_text(option.label, limits::title_length_max) &&
           !check_text(option.label_en, limits::title_length_max);
}

bool options_are_sound(const std::vector<BallotOption>& options)
{
    if (options.size() < 2 || options.size() > limits::options_max) return false;
    std::set<OptionId> ids;
    std::set<std::int64_t> counted_weights;
    for (const auto& option : options) {
        if (!is_sound(option) || !ids.insert(option.option).second) return false;
        if (option.counted) counted_weights.insert(option.weight);
    }
    return counted_weights.size() >= 2;
}

bool is_fraction(const Fraction& fraction)
{
    return fraction.denominator > 0 && fraction.denominator <= denominator_max &&
           fraction.numerator >= 0 && fraction.numerator <= fraction.denominator;
}

/// Whether the threshold would be met if everybody chose the best option.
bool is_reachable(const BallotRule& rule)
{
    std::int64_t best = 0;
    for (const auto& option : rule.options) {
        if (option.counted) best = std::max(best, option.weight);
    }
    const auto have = best * rule.threshold.denominator;
    const auto need = rule.threshold.numerator * weight_max;
    return rule.threshold_is_met_when_equal ? have >= need : have > need;
}

const char* name_of(BallotBase base)
{
    switch (base) {
    case BallotBase::valid: return "valid";
    case BallotBase::returned: return "returned";
    case BallotBase::present: return "present";
    case BallotBase::entitled: return "entitled";
    }
    return "";
}

const char* name_of(QuorumOf quorum_of)
{
    switch (quorum_of) {
    case QuorumOf::present: return "present";
    case QuorumOf::entitled: return "entitled";
    }
    return "";
}

const char* yes_or_no(bool flag)
{
    return flag ? "yes" : "no";
}

/// Characters beyond ASCII that some readers take for the end of a line, or that turn the direction
/// of what follows: U+0085, U+2028 to U+202E, U+2066 to U+2069. Returns their length in bytes.
std::size_t misleading_length(std::string_view rest)
{
    if (rest.starts_with("\xC2\x85")) return 2;
    if (rest.size() < 3) return 0;
    const auto last = static_cast<unsigned char>(rest[2]);
    if (rest.starts_with("\xE2\x80") && last >= 0xA8 && last <= 0xAE) return 3;
    if (rest.starts_with("\xE2\x81") && last >= 0xA6 && last <= 0xA9) return 3;
    return 0;
}

void append_byte(std::string& out, char c)
{
    constexpr std::string_view digits = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(c);
    out += "\\x";
    out += digits[byte >> 4U];
    out += digits[byte & 15U];
}

/// Between quotes, so that neither the end nor the next line of a label can be mistaken.
std::string quoted(std::string_view text)
{
    std::string out = "\"";
    for (std::size_t at = 0; at < text.size();) {
        const char c = text[at];
        const auto byte = static_cast<unsigned char>(c);
        const auto escaped = byte < 0x20 || byte == 0x7F ? 1 : misleading_length(text.substr(at));
        for (std::size_t i = 0; i < escaped; ++i) append_byte(out, text[at + i]);
        if (escaped == 0) {
            if (c == '"' || c == '\\') out += '\\';
            out += c;
        }
        at += std::max<std::size_t>(escaped, 1);
    }
    return out + '"';
}

std::string lines_of(const BallotOption& option)
{
    const auto start = "option " + option.option.value;
    return start + " label " + quoted(option.label) + '\n' +           //
           start + " label_en " + quoted(option.label_en) + '\n' +     //
           start + " weight " + std::to_string(option.weight) + '\n' + //
           start + " counted " + yes_or_no(option.counted) + '\n';
}

std::string text_of(const Fraction& fraction)
{
    return std::to_string(fraction.numerator) + '/' + std::to_string(fraction.denominator);
}

} // namespace

BallotRule default_ballot_rule()
{
    BallotRule rule;
    rule.options = {
        {{"satisfied"}, "满意", "Satisfied", 100, /*counted=*/true},
        {{"basically_satisfied"}, "基本满意", "Basically satisfied", 100, /*counted=*/true},
        {{"not_satisfied"}, "不满意", "Not satisfied", 0, /*counted=*/true},
    };
    return rule;
}

const BallotOption* find_option(const BallotRule& rule, const OptionId& option)
{
    const auto at = std::ranges::find(rule.options, option, &BallotOption::option);
    return at == rule.options.end() ? nullptr : &*at;
}

std::optional<Refusal> check_rule(const BallotRule& rule)
{
    const bool sound = options_are_sound(rule.options) && is_fraction(rule.threshold) &&
                       rule.threshold.numerator > 0 && is_reachable(rule) &&
                       is_fraction(rule.quorum) &&
                       (rule.live_batch == 0 || rule.live_batch >= limits::live_batch_min);
    if (!sound) return Refusal::rules_are_invalid;
    return std::nullopt;
}

std::string canonical_text(const BallotRule& rule)
{
    std::string text = "ballot_rule 1\n";
    for (const auto& option : rule.options) text += lines_of(option);
    const std::array<std::pair<const char*, std::string>, 7> facts{{
        {"base", name_of(rule.base)},
        {"threshold", text_of(rule.threshold)},
        {"threshold_is_met_when_equal", yes_or_no(rule.threshold_is_met_when_equal)},
        {"quorum", text_of(rule.quorum)},
        {"quorum_of", name_of(rule.quorum_of)},
        {"live_batch", std::to_string(rule.live_batch)},
        {"breakdown_by_category", yes_or_no(rule.breakdown_by_category)},
    }};
    for (const auto& [name, value] : facts) text += std::string(name) + ' ' + value + '\n';
    return text;
}

} // namespace rostrum::core
