// Why a file is not taken as slides. The codes are stable; the pages have a sentence for each.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace rostrum::slides {

enum class Fault : std::uint8_t {
    slides_are_empty,
    not_a_presentation, ///< Neither a PDF nor what an office program calls a presentation.
    pdf_is_damaged,
    pdf_needs_password,
    too_many_pages,
    slides_are_too_demanding, ///< More time or memory than anything honest needs.
    office_is_missing,        ///< A presentation, and nothing here that makes a PDF of it.
    slides_not_converted,
    busy,
    storage_failed,
};

[[nodiscard]] std::string_view name_of(Fault fault);
[[nodiscard]] std::optional<Fault> fault_of(std::string_view name);

} // namespace rostrum::slides
