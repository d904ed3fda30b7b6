// What a process of its own does with an uploaded file: a presentation becomes a PDF, and the pages
// of a PDF are counted. The file is a stranger's: what goes wrong in there, however badly, is an
// answer like any other to the server.
#pragma once

#include "slides/fault.hpp"

#include <cstdint>
#include <expected>
#include <filesystem>
#include <stop_token>

namespace rostrum::slides {

struct Examined {
    std::int64_t pages{0};
    std::filesystem::path pdf; ///< The file itself, or what was made of it beside it.
};

/// In this process, without limits; needs `soffice` in the search path only for a presentation.
/// What it makes lies in the file's folder.
[[nodiscard]] std::expected<Examined, Fault> examine(const std::filesystem::path& file);

/// The whole work of that process: takes its limits, examines, and writes one line to standard
/// output. Gives its exit code.
int examine_and_tell(const std::filesystem::path& file);

/// Has `program`, which is this one, do that: `program slides-examine FILE`. Waits for it as long
/// as its limits let it live, or until it is to stop.
[[nodiscard]] std::expected<Examined, Fault> examine_apart(const std::filesystem::path& program,
                                                           const std::filesystem::path& file,
                                                           const std::stop_token& stop);

} // namespace rostrum::slides
