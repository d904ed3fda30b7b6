#include "cli/scratch_folder.hpp"

#include "cli/crypto.hpp"
#include "disk/durable_file.hpp"

#include <cerrno>
#include <cstddef>
#include <exception>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace rostrum::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t chance_digits = 16;

/// A file descriptor, or -1 when the folder is another's or gone.
int lock(const fs::path& folder)
{
    const int file = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (file < 0) return -1;
    struct stat about{};
    // Who came in between has removed it, and locked what has no name any more.
    if (::flock(file, LOCK_EX | LOCK_NB) == 0 && ::fstat(file, &about) == 0 && about.st_nlink > 0)
        return file;
    ::close(file);
    return -1;
}

void remove_folder(const fs::path& folder, ScratchFolder::Contents contents) noexcept
try {
    if (contents == ScratchFolder::Contents::secret)
        for (const auto& entry : fs::recursive_directory_iterator(folder))
            if (entry.is_regular_file()) disk::overwrite(entry.path());
    fs::remove_all(folder);
}
catch (const std::exception&) {
    std::error_code ignored;
    fs::remove_all(folder, ignored);
}

void remove_abandoned(const fs::path& parent, const std::string& prefix,
                      ScratchFolder::Contents contents)
{
    std::error_code error;
    for (fs::directory_iterator entry(parent, error), end; !error && entry != end;
         entry.increment(error)) {
        const auto name = entry->path().filename().string();
        if (!name.starts_with(prefix) || name.size() != prefix.size() + chance_digits) continue;
        const int file = lock(entry->path());
        if (file < 0) continue;
        remove_folder(entry->path(), contents);
        ::close(file);
    }
}

} // namespace

ScratchFolder::ScratchFolder(const std::string& purpose, const fs::path& parent, Contents contents)
    : contents_(contents)
{
    const auto prefix = purpose + '-';
    fs::create_directories(parent);
    remove_abandoned(parent, prefix, contents);
    while (lock_ < 0) {
        path_ = parent / (prefix + sha256(random_bytes(16)).substr(0, chance_digits));
        if (::mkdir(path_.c_str(), S_IRWXU) != 0)
            throw fs::filesystem_error("no folder can be made", path_,
                                       {errno, std::generic_category()});
        lock_ = lock(path_);
    }
}

ScratchFolder::~ScratchFolder()
{
    remove_folder(path_, contents_);
    ::close(lock_);
}

} // namespace rostrum::cli
