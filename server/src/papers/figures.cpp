#include "papers/figures.hpp"

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

} // namespace rostrum::papers
