// Small PDF files, made here so that each test sees what is wrong with its own.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace tst {

/// A sound file of so many empty pages. `claimed`: how many it says it has, where that is a lie.
[[nodiscard]] std::string pdf_of(std::size_t pages, std::optional<std::size_t> claimed = {});

} // namespace tst
