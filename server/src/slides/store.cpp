#include "slides/store.hpp"

#include "trust/bytes.hpp"

#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <system_error>
#include <unistd.h>

namespace rostrum::slides {
namespace {

namespace fs = std::filesystem;

constexpr auto unfinished = ".partial";
constexpr auto extension = ".pdf";

[[noreturn]] void fail(const fs::path& path)
{
    throw std::system_error(errno, std::generic_category(), path.string());
}

/// Closed when it goes.
class File {
public:
    File(const fs::path& path, int flags) : path_{path}, file_{::open(path.c_str(), flags, 0600)}
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

/// A new name in a folder is on the disk only when the folder is.
void sync_folder(const fs::path& folder)
{
    File{folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC}.sync();
}

void make_folder(const fs::path& folder)
{
    if (!fs::create_directories(folder)) return;
    fs::permissions(folder, fs::perms::owner_all);
    sync_folder(folder.has_parent_path() ? folder.parent_path() : fs::path{"."});
}

void write_durably(const fs::path& path, std::string_view bytes)
{
    const fs::path partial{path.string() + unfinished};
    {
        const File file{partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC};
        file.write(bytes);
        file.sync();
    }
    fs::rename(partial, path);
    sync_folder(path.parent_path());
}

} // namespace

fs::path Store::file_of(const std::string& sha256) const
{
    return folder_ / (sha256 + extension);
}

std::expected<std::string, std::string> Store::keep(std::string_view bytes) const
{
    auto sha256 = trust::hex(trust::sha256(bytes));
    try {
        if (has(sha256)) return sha256;
        make_folder(folder_);
        write_durably(file_of(sha256), bytes);
        return sha256;
    }
    catch (const std::system_error& error) { // Of the files or of the folder.
        return std::unexpected{std::string{error.what()}};
    }
}

std::optional<std::string> Store::read(const std::string& sha256) const
{
    if (!trust::unhex32(sha256)) return std::nullopt; // No path of somebody's making.
    std::error_code error;
    const auto size = fs::file_size(file_of(sha256), error);
    if (error) return std::nullopt;
    std::string bytes(size, '\0');
    std::ifstream stream(file_of(sha256), std::ios::binary);
    if (!stream.read(bytes.data(), static_cast<std::streamsize>(size))) return std::nullopt;
    if (trust::hex(trust::sha256(bytes)) != sha256) return std::nullopt;
    return bytes;
}

bool Store::has(const std::string& sha256) const
{
    return read(sha256).has_value();
}

std::expected<std::size_t, std::string> Store::copy_to(const Store& other) const
{
    std::size_t count = 0;
    try {
        if (!fs::exists(folder_)) return count;
        for (const auto& entry : fs::directory_iterator(folder_)) {
            if (entry.path().extension() != extension) continue;
            const auto bytes = read(entry.path().stem().string());
            if (!bytes)
                return std::unexpected{entry.path().string() + " is not what its name says"};
            if (auto kept = other.keep(*bytes); !kept) return std::unexpected{kept.error()};
            ++count;
        }
        return count;
    }
    catch (const fs::filesystem_error& error) {
        return std::unexpected{std::string{error.what()}};
    }
}

} // namespace rostrum::slides
