// Files that are whole on the disk, or not there.
#pragma once

#include <filesystem>
#include <string_view>

namespace rostrum::disk {

// All of these throw std::system_error.

/// What a file is called until it is whole.
inline constexpr auto unfinished = ".partial";

/// For the owner's eyes only, and on the disk when it returns. Takes the place of what was there,
/// at once and only when all of it is written; else what was there stays, and nothing else.
void write_durably(const std::filesystem::path& path, std::string_view bytes);

/// With zeros, as far as the file system writes in place: what is deleted can be found on a disk.
void overwrite(const std::filesystem::path& path);

/// A new name in a folder is on the disk only when the folder is.
void sync_folder(const std::filesystem::path& folder);

} // namespace rostrum::disk
