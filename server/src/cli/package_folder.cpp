#include "cli/package_folder.hpp"

#include "cli/limits.hpp"

#include <cstddef>
#include <fstream>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace rostrum::cli {
namespace {

namespace fs = std::filesystem;

/// Never more than the file said it has when it was looked at.
std::string read_bytes(const fs::path& path, std::uintmax_t size)
{
    std::ifstream stream(path, std::ios::binary);
    std::string bytes(size, '\0');
    stream.read(bytes.data(), static_cast<std::streamsize>(size));
    if (!stream) throw std::runtime_error("cannot read " + path.string());
    return bytes;
}

package::Files read_all(const fs::path& folder)
{
    package::Files files;
    std::uintmax_t left = limits::package_bytes_max;
    std::size_t entries = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (++entries > limits::package_entries_max)
            throw std::runtime_error(folder.string() + " has more files than any package");
        const auto status = entry.symlink_status();
        if (fs::is_directory(status)) continue;
        // Whoever opens a pipe waits for its other end, and a link may lead to one.
        if (!fs::is_regular_file(status))
            throw std::runtime_error(entry.path().string() + " is no plain file");
        const auto size = entry.file_size();
        if (size > left)
            throw std::runtime_error(entry.path().string() + " is larger than any package");
        left -= size;
        files.emplace(fs::relative(entry.path(), folder).generic_string(),
                      read_bytes(entry.path(), size));
    }
    return files;
}

} // namespace

std::expected<package::Files, std::string> read_package(const fs::path& folder)
{
    try {
        auto files = read_all(folder);
        if (!files.contains(std::string{package::events_file}))
            return std::unexpected{folder.string() + " is no package: it has no events.jsonl"};
        return files;
    }
    catch (const std::runtime_error& error) { // That of a file system, too.
        return std::unexpected{error.what()};
    }
}

} // namespace rostrum::cli
