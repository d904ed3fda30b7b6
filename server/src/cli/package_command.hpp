// `rostrum export --package`: what a hearing leaves behind for everybody.
#pragma once

#include "package/package.hpp"

#include <cstddef>
#include <filesystem>
#include <string>

namespace rostrum::cli {

struct Package {
    package::Files files;
    std::size_t signed_events{0}; ///< In the package: as far as the last checkpoint goes.
    std::size_t events{0};        ///< Of the whole log.
    bool holds{true};             ///< The log is what its checkpoint says.
};

/// From a copy, so that it works beside a running server. Throws what is wrong as a sentence.
[[nodiscard]] Package package_of(const std::filesystem::path& data, const std::string& hearing);

/// Into a new folder, or a file where the target ends with `.zip`. Of a log that contradicts its
/// checkpoints, or with checkpoints that nobody signed, as evidence what there is; the exit code is
/// 1 then.
[[nodiscard]] int export_package(const std::filesystem::path& data, const std::string& hearing,
                                 const std::filesystem::path& target);

} // namespace rostrum::cli
