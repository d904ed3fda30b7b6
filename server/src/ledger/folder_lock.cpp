#include "ledger/folder_lock.hpp"

#include <cerrno>
#include <fcntl.h>
#include <string>
#include <sys/file.h>
#include <system_error>
#include <unistd.h>

namespace rostrum::ledger {

std::expected<FolderLock, OpenError> FolderLock::take(const std::filesystem::path& folder)
{
    const auto path = folder / "rostrum.lock";
    // Never deleted: a second server could lock a deleted file and a third the new one.
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) {
        return std::unexpected{OpenError{
            path.string() + " cannot be opened: " + std::generic_category().message(errno)}};
    }
    FolderLock lock{file};
    if (::flock(file, LOCK_EX | LOCK_NB) == 0) return lock;
    if (errno == EWOULDBLOCK) {
        return std::unexpected{OpenError{
            "another server is using the folder " + folder.string() +
            "; a folder has one server at a time, so stop the other one or name another folder"}};
    }
    return std::unexpected{
        OpenError{path.string() + " cannot be locked: " + std::generic_category().message(errno)}};
}

FolderLock::~FolderLock()
{
    if (file_ >= 0) ::close(file_);
}

} // namespace rostrum::ledger
