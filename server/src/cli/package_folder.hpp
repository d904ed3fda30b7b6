// Reads the folder of a package that may come from anybody.
#pragma once

#include "package/package.hpp"

#include <expected>
#include <filesystem>
#include <string>

namespace rostrum::cli {

/// All its files. The error is a sentence: something in it is no plain file, cannot be read, or
/// there is more of it than any hearing leaves behind.
[[nodiscard]] std::expected<package::Files, std::string>
read_package(const std::filesystem::path& folder);

} // namespace rostrum::cli
