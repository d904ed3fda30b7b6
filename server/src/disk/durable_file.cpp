#include "disk/durable_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <fcntl.h>
#include <string>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace rostrum::disk {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t zeros_at_a_time = 64UZ * 1024;

[[noreturn]] void fail(const fs::path& path)
{
    throw std::system_error(errno, std::generic_category(), path.string());
}

/// Closed when it goes.
class File {
public:
    File(const fs::path& path, int flags)
        : path_{path}, file_{::open(path.c_str(), flags | O_CLOEXEC, S_IRUSR | S_IWUSR)}
    {
        if (file_ < 0) fail(path_);
    }
    ~File() { ::close(file_); }
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    void write(std::string_view bytes) const
    {
        while (!bytes.empty()) {
            const auto written = ::write(file_, bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) fail(path_);
            bytes.remove_prefix(static_cast<std::size_t>(written));
        }
    }
    void sync() const
    {
        if (::fsync(file_) != 0) fail(path_);
    }

private:
    fs::path path_;
    int file_;
};

fs::path folder_of(const fs::path& path)
{
    return path.has_parent_path() ? path.parent_path() : fs::path{"."};
}

} // namespace

void write_durably(const fs::path& path, std::string_view bytes)
{
    auto partial = path;
    partial += unfinished;
    try {
        {
            const File file{partial, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW};
            file.write(bytes);
            file.sync();
        }
        fs::rename(partial, path);
    }
    catch (...) {
        std::error_code ignored; // What happened is told by what was thrown.
        fs::remove(partial, ignored);
        throw;
    }
    sync_folder(folder_of(path));
}

void overwrite(const fs::path& path)
{
    const File file{path, O_WRONLY | O_NOFOLLOW};
    const std::string zeros(zeros_at_a_time, '\0');
    for (auto left = fs::file_size(path); left > 0;) {
        const auto bytes = std::min<std::uintmax_t>(left, zeros.size());
        file.write({zeros.data(), static_cast<std::size_t>(bytes)});
        left -= bytes;
    }
    file.sync();
}

void sync_folder(const fs::path& folder)
{
    File{folder, O_RDONLY | O_DIRECTORY}.sync();
}

} // namespace rostrum::disk
