// `rostrum import`: what offices prepare, into the data folder.
#pragma once

#include <CLI/App.hpp>

#include <functional>

namespace rostrum::cli {

void add_import_command(CLI::App& program, std::function<int()>& action);

} // namespace rostrum::cli
