// Names of files that people give, made harmless.
#pragma once

#include <string>
#include <string_view>

namespace rostrum::papers {

/// Without folders, control characters and what some file system refuses; at most
/// `limits::file_name_bytes_max` long, its ending kept; never empty.
[[nodiscard]] std::string safe_file_name(std::string_view name);

} // namespace rostrum::papers
