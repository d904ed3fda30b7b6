// `rostrum staff`: accounts and links, on the data folder itself, whether or not the server runs.
#pragma once

#include <CLI/App.hpp>

#include <functional>

namespace rostrum::cli {

void add_staff_commands(CLI::App& program, std::function<int()>& action);

} // namespace rostrum::cli
