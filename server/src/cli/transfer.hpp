// `rostrum import` and `rostrum export`: rosters in, results and records out, on the data folder.
#pragma once

#include <CLI/App.hpp>

#include <functional>

namespace rostrum::cli {

void add_transfer_commands(CLI::App& program, std::function<int()>& action);

} // namespace rostrum::cli
