// A data folder while no server runs on it.
#pragma once

#include "cli/runtime.hpp"

#include <filesystem>
#include <memory>
#include <string>

namespace rostrum::cli {

// All of these throw a sentence for the person at the command line.

/// A folder that has data: a mistyped name makes none.
[[nodiscard]] std::unique_ptr<Runtime> open_data(const std::filesystem::path& folder);
[[nodiscard]] std::unique_ptr<Runtime> open_or_make_data(const std::filesystem::path& folder);
[[nodiscard]] core::Hearing hearing_state(Runtime& runtime, const std::string& id);
[[nodiscard]] std::string read_file(const std::string& file);

} // namespace rostrum::cli
