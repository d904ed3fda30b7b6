// What a process may still read and write once it opens a stranger's file: its own folder. A file
// can name others, and an office program shows what they hold.
#pragma once

#include <filesystem>
#include <vector>

namespace rostrum::slides {

/// From here on this process, and whatever it starts, reads and writes in `folder`, reads what is
/// in `readable` and where systems keep their programs and fonts, and sees no other file, such as a
/// database or a key. False where the kernel has no Landlock (before Linux 5.13): then nothing
/// changes. For a process of one thread.
bool seclude(const std::filesystem::path& folder,
             const std::vector<std::filesystem::path>& readable);

} // namespace rostrum::slides
