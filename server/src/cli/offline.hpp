// A data folder while no server runs on it.
#pragma once

#include "cli/runtime.hpp"

#include <filesystem>
#include <memory>
#include <string>

namespace rostrum::cli {

/// Throws, as the others, a sentence for the person at the command line.
[[nodiscard]] std::unique_ptr<Runtime> open_data(const std::filesystem::path& folder);
[[nodiscard]] core::Hearing hearing_state(Runtime& runtime, const std::string& id);
[[nodiscard]] std::string read_file(const std::string& file);

} // namespace rostrum::cli
