// `rostrum slides`: a deck for a hearing from the command line; and the process that looks into
// one.
#pragma once

#include <CLI/CLI.hpp>

#include <filesystem>
#include <functional>

namespace rostrum::cli {

void add_slides_commands(CLI::App& program, std::function<int()>& action);

/// The file this process runs, to be started again.
[[nodiscard]] std::filesystem::path this_program();

} // namespace rostrum::cli
