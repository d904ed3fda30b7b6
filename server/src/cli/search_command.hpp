// `rostrum search`: words over all hearings of a folder.
#pragma once

#include <CLI/App.hpp>

#include <functional>

namespace rostrum::cli {

void add_search_command(CLI::App& program, std::function<int()>& action);

} // namespace rostrum::cli
