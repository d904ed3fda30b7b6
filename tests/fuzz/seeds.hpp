// Seeds from files of the repository, read where they are.
#pragma once

#include "fuzz/decoder.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace rostrum::fuzz {

[[nodiscard]] std::string read_bytes(const std::filesystem::path& file);

/// `folder`: from the repository's top. Files whose names end so, those of folders in it too,
/// sorted; none where there is no such folder.
[[nodiscard]] Seeds files_of(const std::string& folder, std::string_view ending = {});
/// Each line of a file, without its end.
[[nodiscard]] Seeds lines_of(const std::string& file);
/// The messages of schema/examples, the invalid ones both as they are filed and unwrapped.
[[nodiscard]] Seeds messages();

/// All there are for a decoder.
[[nodiscard]] Seeds seeds_of(const Decoder& decoder);
/// Every decoder, and by its name.
[[nodiscard]] Decoders all_decoders();

} // namespace rostrum::fuzz
