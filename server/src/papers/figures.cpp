#include "papers/figures.hpp"

#include <array>
#include <cassert>

namespace rostrum::papers {
namespace {

std::string two_digits(std::int64_t number)
{
    return (number < 10 ? "0" : "") + std::to_string(number);
}

} // namespace

std::string percent_text(std::int64_t basis_points)
{
    if (basis_points < 0) return {};
    return std::to_string(basis_points / 100) + '.' + two_digits(basis_points % 100) + '%';
}

std::string fraction_text(const core::Fraction& fraction)
{
    const auto scaled = fraction.numerator * 10'000;
    if (fraction.denominator <= 0 || scaled % fraction.denominator != 0) {
        return std::to_string(fraction.numerator) + '/' + std::to_string(fraction.denominator);
    }
    const auto hundredths = scaled / fraction.denominator;
    auto text = std::to_string(hundredths / 100);
    if (hundredths % 100 != 0) {
        text += '.' + two_digits(hundredths % 100);
        if (text.back() == '0') text.pop_back();
    }
    return text + '%';
}

std::string chinese_number(std::size_t number)
{
    static constexpr std::array digits{"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    static constexpr std::array places{"", "十", "百", "千"};
    assert(number > 0 && number < 10'000);
    std::string text;
    bool skipped = false; // One 零 stands for any number of noughts between digits.
    for (std::size_t place = places.size(), power = 1000; place-- > 0; power /= 10) {
        const auto digit = number / power % 10;
        if (digit == 0) {
            skipped = !text.empty();
            continue;
        }
        if (skipped) text += digits[0];
        skipped = false;
        if (digit != 1 || place != 1 || !text.empty()) text += digits.at(digit);
        text += places.at(place);
    }
    return text;
}

} // namespace rostrum::papers
