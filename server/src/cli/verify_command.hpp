// `rostrum verify`: whether a package holds, whoever made it.
#pragma once

#include <CLI/App.hpp>

#include <functional>

namespace rostrum::cli {

void add_verify_command(CLI::App& program, std::function<int()>& action);

} // namespace rostrum::cli
