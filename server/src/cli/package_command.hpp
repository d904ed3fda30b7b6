// `rostrum export --package` and `rostrum verify`: what a hearing leaves behind for everybody.
#pragma once

#include "package/package.hpp"

#include <CLI/App.hpp>

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>

namespace rostrum::cli {

struct Package {
    package::Files files;
    std::size_t signed_events{0}; ///< How far the last checkpoint goes, and so the package.
    std::size_t events{0};        ///< Of the whole log.
    bool holds{true};             ///< The log is what its checkpoint says.
};

/// From a copy, so that it works beside a running server. Throws what is wrong as a sentence.
[[nodiscard]] Package package_of(const std::filesystem::path& data, const std::string& hearing);

/// Into a new folder, or a file where the target ends with `.zip`. Of a log that contradicts its
/// checkpoint the package is written as well, as evidence; the exit code is 1 then.
[[nodiscard]] int export_package(const std::filesystem::path& data, const std::string& hearing,
                                 const std::filesystem::path& target);

void add_verify_command(CLI::App& program, std::function<int()>& action);

} // namespace rostrum::cli
