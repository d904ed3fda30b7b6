// What commands write for their operator.
#pragma once

#include <filesystem>
#include <string>

namespace rostrum::cli {

/// For its owner alone, for nearly everything that is written holds names. A file that was there is
/// replaced, but only by all of the new one; a device or a pipe is written to. Throws a sentence.
void write_output(const std::filesystem::path& path, const std::string& bytes);

} // namespace rostrum::cli
