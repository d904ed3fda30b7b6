// A whole round as one text on the command line: `rostrum check`, and what `import` and `export` do
// with `--what series-file`.
#pragma once

#include "cli/runtime.hpp"
#include "intake/series_file.hpp"

#include <CLI/App.hpp>

#include <filesystem>
#include <functional>
#include <string>

namespace rostrum::cli {

void add_check_command(CLI::App& program, std::function<int()>& action);

int import_series_file(const std::filesystem::path& data, const std::string& file, bool preview);

/// With `rosters` each hearing's roster is written beside it, into that folder, and named in it.
[[nodiscard]] std::string export_series_file(Runtime& runtime, intake::TextFormat format,
                                             const std::filesystem::path* rosters);

} // namespace rostrum::cli
