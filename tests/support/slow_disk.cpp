// Stands between a program and its disk, loaded before it or linked into it: how long it takes to
// be sure of what was written is then as one likes.
//   SLOW_DISK_US     so many microseconds, and the disk itself is not asked
//   SLOW_DISK_GATE   a file: for as long as somebody has it locked
#include <chrono>
#include <cstdlib>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>

namespace {

int synced(long call, int file)
{
    if (const char* gate = std::getenv("SLOW_DISK_GATE")) {
        const int lock = ::open(gate, O_RDONLY | O_CLOEXEC);
        ::flock(lock, LOCK_SH);
        ::close(lock);
    }
    if (const char* time = std::getenv("SLOW_DISK_US")) {
        const std::chrono::microseconds wait{std::atoi(time)};
        if (wait.count() > 0) std::this_thread::sleep_for(wait);
        return 0;
    }
    return static_cast<int>(::syscall(call, file));
}

} // namespace

extern "C" {
int fsync(int file)
{
    return synced(SYS_fsync, file);
}
int fdatasync(int file)
{
    return synced(SYS_fdatasync, file);
}
}
