#include "slides/fault.hpp"

#include <algorithm>
#include <array>

namespace rostrum::slides {
namespace {

constexpr std::array all{
    Fault::slides_are_empty,   Fault::not_a_presentation,   Fault::pdf_is_damaged,
    Fault::pdf_needs_password, Fault::too_many_pages,       Fault::slides_are_too_demanding,
    Fault::office_is_missing,  Fault::slides_not_converted, Fault::busy,
    Fault::storage_failed};

} // namespace

std::string_view name_of(Fault fault)
{
    switch (fault) {
    case Fault::slides_are_empty: return "slides_are_empty";
    case Fault::not_a_presentation: return "not_a_presentation";
    case Fault::pdf_is_damaged: return "pdf_is_damaged";
    case Fault::pdf_needs_password: return "pdf_needs_password";
    case Fault::too_many_pages: return "too_many_pages";
    case Fault::slides_are_too_demanding: return "slides_are_too_demanding";
    case Fault::office_is_missing: return "office_is_missing";
    case Fault::slides_not_converted: return "slides_not_converted";
    case Fault::busy: return "busy";
    case Fault::storage_failed: return "storage_failed";
    }
    return {};
}

std::optional<Fault> fault_of(std::string_view name)
{
    const auto* found =
        std::ranges::find_if(all, [&](Fault fault) { return name_of(fault) == name; });
    if (found == all.end()) return std::nullopt;
    return *found;
}

} // namespace rostrum::slides
