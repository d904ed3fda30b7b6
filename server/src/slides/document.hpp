// What a file is, and how many pages it has. A stranger's file: call this in a process of its own.
#pragma once

#include "slides/fault.hpp"

#include <cstdint>
#include <expected>
#include <filesystem>
#include <string_view>

namespace rostrum::slides {

enum class Kind : std::uint8_t {
    pdf,
    office, ///< The packages of office programs: PPTX, ODP, and the older PPT and DPS.
    other,
};

/// By its first bytes; a name proves nothing.
[[nodiscard]] Kind kind_of(std::string_view bytes);

/// With which an office program knows best what it is given: `.pptx`.
[[nodiscard]] std::string_view extension_of(std::string_view bytes);

/// At least one page, at most `core::limits::slides_max`. What is damaged is not mended: pages
/// could be missing without anybody's knowing.
[[nodiscard]] std::expected<std::int64_t, Fault> count_pages(const std::filesystem::path& pdf);

} // namespace rostrum::slides
