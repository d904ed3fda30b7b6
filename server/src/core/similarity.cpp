#include "core/similarity.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace rostrum::core {
namespace {

constexpr std::size_t pending_compared_max = 50;
constexpr std::size_t known_compared_max = 200;

using Pairs = std::vector<std::uint64_t>; ///< Sorted; each two code points.

/// Precondition: valid UTF-8, which everything decoded from outside is. A stray byte counts as one.
std::vector<std::uint32_t> code_points(std::string_view text)
{
    std::vector<std::uint32_t> points;
    points.reserve(text.size());
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xC0U) == 0x80U && !points.empty())
            points.back() = (points.back() << 6U) | (byte & 0x3FU);
        else
            points.push_back(byte >= 0xF0U   ? byte & 0x07U
                             : byte >= 0xE0U ? byte & 0x0FU
                             : byte >= 0xC0U ? byte & 0x1FU
                                             : byte);
    }
    return points;
}

/// Spaces and punctuation, of ASCII and of the blocks where Chinese texts have theirs.
constexpr bool is_ignored(std::uint32_t point)
{
    const bool ascii = point < 0x80 && !(point >= '0' && point <= '9') &&
                       !(point >= 'a' && point <= 'z') && !(point >= 'A' && point <= 'Z');
    return ascii || point == 0xA0 || (point >= 0x2000 && point <= 0x206F) ||
           (point >= 0x3000 && point <= 0x303F) || (point >= 0xFF00 && point <= 0xFF0F) ||
           (point >= 0xFF1A && point <= 0xFF20);
}

Pairs pairs_of(std::string_view text)
{
    auto points = code_points(text);
    std::erase_if(points, is_ignored);
    for (auto& point : points)
        if (point >= 'A' && point <= 'Z') point += 'a' - 'A';
    // A single character has no neighbour: it is compared with itself.
    if (points.size() == 1) return {points.front()};
    Pairs pairs;
    for (std::size_t at = 1; at < points.size(); ++at)
        pairs.push_back((std::uint64_t{points[at - 1]} << 32U) | points[at]);
    std::ranges::sort(pairs);
    return pairs;
}

int per_mille(const Pairs& a, const Pairs& b)
{
    if (a.empty() || b.empty()) return 0;
    const auto total = a.size() + b.size();
    // Of very different lengths even all of the shorter is not enough.
    if (4 * std::min(a.size(), b.size()) < total) return 0;
    std::size_t shared = 0;
    for (auto left = a.begin(), right = b.begin(); left != a.end() && right != b.end();) {
        if (*left < *right) {
            ++left;
        }
        else if (*right < *left) {
            ++right;
        }
        else {
            ++shared;
            ++left;
            ++right;
        }
    }
    return static_cast<int>(2000 * shared / total);
}

struct Candidate {
    const Question* question;
    Pairs pairs;
};

bool is_known_to_hall(QuestionState state)
{
    return state == QuestionState::waiting || state == QuestionState::speaking ||
           state == QuestionState::closed;
}

/// `q9` before `q10`.
bool is_asked_before(const Question* a, const Question* b)
{
    const auto number = [](const Question* question) {
        const auto& id = question->question.value;
        return std::pair{id.size(), std::string_view{id}};
    };
    return number(a) < number(b);
}

/// The `count` that come first, in that order; of long lists much cheaper than sorting all.
template <typename Before>
void keep_first(std::vector<const Question*>& list, std::size_t count, Before comes_before)
{
    if (list.size() > count) {
        const auto end = list.begin() + static_cast<std::ptrdiff_t>(count);
        std::ranges::nth_element(list, end, comes_before);
        list.erase(end, list.end());
    }
    std::ranges::sort(list, comes_before);
}

struct Compared {
    std::vector<const Question*> pending; ///< The first of them, in the order they were asked.
    std::vector<const Question*> known;   ///< The last of them, in that order too.
};

Compared compared(const Floor& floor)
{
    const auto those = [&floor](auto state_is) {
        std::vector<const Question*> list;
        for (const auto& [id, question] : floor.questions)
            if (state_is(question.state) && !question.text.empty()) list.push_back(&question);
        return list;
    };
    Compared all{.pending = those([](auto state) { return state == QuestionState::pending; }),
                 .known = {}};
    if (all.pending.empty()) return all; // As most of the time: nothing to compare.
    all.known = those(is_known_to_hall);
    keep_first(all.pending, pending_compared_max, is_asked_before);
    keep_first(all.known, known_compared_max,
               [](const auto* a, const auto* b) { return is_asked_before(b, a); });
    std::ranges::reverse(all.known);
    return all;
}

} // namespace

int similarity_per_mille(std::string_view a, std::string_view b)
{
    return per_mille(pairs_of(a), pairs_of(b));
}

std::map<QuestionId, QuestionId> similar_questions(const Floor& floor)
{
    const auto [pending, known] = compared(floor);
    std::vector<Candidate> candidates;
    for (const auto* question : known) candidates.push_back({question, pairs_of(question->text)});
    std::map<QuestionId, QuestionId> similar;
    for (const auto* question : pending) {
        const auto pairs = pairs_of(question->text);
        int most = similar_per_mille - 1;
        for (const auto& candidate : candidates) {
            const int alike = per_mille(pairs, candidate.pairs);
            if (alike <= most) continue;
            most = alike;
            similar[question->question] = candidate.question->question;
        }
    }
    return similar;
}

} // namespace rostrum::core
