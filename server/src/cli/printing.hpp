// `rostrum export --format pdf`: papers in print, from a copy of the data folder.
#pragma once

#include "cli/runtime.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace rostrum::cli {

struct PrintOrder {
    std::string what; ///< `result`, `report`, `minutes`, `ballots` or `comparison`.
    std::string hearing;
    std::string unit; ///< Of the report: one unit's; empty: every unit's.
    int first{1};     ///< Of the ballots: the first serial.
    int count{30};
};

/// Whether it exists in print only.
[[nodiscard]] bool is_only_printed(const std::string& what);

/// `open`: opens the copy, after log and checkpoint have been read from it as they were.
[[nodiscard]] std::string print_document(const PrintOrder& order, const std::filesystem::path& copy,
                                         const std::function<std::unique_ptr<Runtime>()>& open);

} // namespace rostrum::cli
