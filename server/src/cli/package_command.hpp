// `rostrum export --package` and `rostrum verify`: what a hearing leaves behind for everybody.
#pragma once

#include <CLI/App.hpp>

#include <filesystem>
#include <functional>
#include <string>

namespace rostrum::cli {

/// From a copy, so that it works beside a running server. Of a log that contradicts its checkpoint
/// the package is written as well, as evidence; the exit code is 1 then.
[[nodiscard]] int export_package(const std::filesystem::path& data, const std::string& hearing,
                                 const std::filesystem::path& package);

void add_verify_command(CLI::App& program, std::function<int()>& action);

} // namespace rostrum::cli
