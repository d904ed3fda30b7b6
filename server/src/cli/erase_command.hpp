// `rostrum erase`: the names of people, for good.
#pragma once

#include <CLI/App.hpp>

#include <functional>

namespace rostrum::cli {

void add_erase_command(CLI::App& program, std::function<int()>& action);

} // namespace rostrum::cli
