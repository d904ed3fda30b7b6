#include "ledger/faulty_disk.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rostrum::ledger {

namespace fs = std::filesystem;

namespace {

/// Of the one disk there is; SQLite calls back without saying whose it is.
struct State {
    DiskFault fault;
    std::size_t calls{0};
    std::set<std::string> struck;
    sqlite3_vfs* real{nullptr};
    std::map<std::string, std::vector<char>> synced; ///< By path.
    std::function<void()> when_waiting;
};
State state;

/// SQLite allots this, and behind it the real file.
struct File {
    sqlite3_file base;
    const char* path; ///< Lives as long as the file; empty: temporary.
};

sqlite3_file* real(sqlite3_file* file)
{
    return reinterpret_cast<sqlite3_file*>(reinterpret_cast<File*>(file) + 1);
}

const sqlite3_io_methods& methods(sqlite3_file* file)
{
    return *real(file)->pMethods;
}

std::string name_of(sqlite3_file* file)
{
    const auto* path = reinterpret_cast<File*>(file)->path;
    return path == nullptr ? std::string{} : fs::path{path}.filename().string();
}

bool fails(DiskCall call, sqlite3_file* file)
{
    const auto& fault = state.fault;
    if (fault.at == 0 || call != fault.call) return false;
    auto name = name_of(file);
    if (!name.starts_with(fault.file)) return false;
    ++state.calls;
    const bool now = state.calls == fault.at || (fault.stays && state.calls > fault.at);
    if (now) state.struck.insert(std::move(name));
    return now;
}

int error(int otherwise)
{
    return state.fault.is_full ? SQLITE_FULL : otherwise;
}

int close(sqlite3_file* file)
{
    return methods(file).xClose(real(file));
}

int read(sqlite3_file* file, void* to, int count, sqlite3_int64 at)
{
    return methods(file).xRead(real(file), to, count, at);
}

int write(sqlite3_file* file, const void* from, int count, sqlite3_int64 at)
{
    if (!fails(DiskCall::write, file)) return methods(file).xWrite(real(file), from, count, at);
    if (state.fault.writes_half) methods(file).xWrite(real(file), from, count / 2, at);
    return error(SQLITE_IOERR_WRITE);
}

int truncate(sqlite3_file* file, sqlite3_int64 size)
{
    if (fails(DiskCall::truncate, file)) return error(SQLITE_IOERR_TRUNCATE);
    return methods(file).xTruncate(real(file), size);
}

int sync(sqlite3_file* file, int /*flags*/)
{
    if (fails(DiskCall::sync, file)) return error(SQLITE_IOERR_FSYNC);
    // What lies under it need not be synced: that would take most of a run's time.
    const auto* path = reinterpret_cast<File*>(file)->path;
    if (path == nullptr) return SQLITE_OK;
    sqlite3_int64 size = 0;
    methods(file).xFileSize(real(file), &size);
    auto& bytes = state.synced[path];
    bytes.resize(static_cast<std::size_t>(size));
    return methods(file).xRead(real(file), bytes.data(), static_cast<int>(size), 0);
}

int file_size(sqlite3_file* file, sqlite3_int64* size)
{
    return methods(file).xFileSize(real(file), size);
}

int lock(sqlite3_file* file, int level)
{
    return methods(file).xLock(real(file), level);
}

int unlock(sqlite3_file* file, int level)
{
    return methods(file).xUnlock(real(file), level);
}

int check_reserved_lock(sqlite3_file* file, int* result)
{
    return methods(file).xCheckReservedLock(real(file), result);
}

int file_control(sqlite3_file* file, int operation, void* argument)
{
    return methods(file).xFileControl(real(file), operation, argument);
}

int sector_size(sqlite3_file* file)
{
    return methods(file).xSectorSize(real(file));
}

int device_characteristics(sqlite3_file* file)
{
    return methods(file).xDeviceCharacteristics(real(file));
}

int shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** mapped)
{
    return methods(file).xShmMap(real(file), page, size, extend, mapped);
}

int shm_lock(sqlite3_file* file, int offset, int count, int flags)
{
    return methods(file).xShmLock(real(file), offset, count, flags);
}

void shm_barrier(sqlite3_file* file)
{
    methods(file).xShmBarrier(real(file));
}

int shm_unmap(sqlite3_file* file, int remove)
{
    return methods(file).xShmUnmap(real(file), remove);
}

// Of the second version: without memory mapping, past which nothing could be made to fail.
const sqlite3_io_methods faulty_methods{
    .iVersion = 2,
    .xClose = close,
    .xRead = read,
    .xWrite = write,
    .xTruncate = truncate,
    .xSync = sync,
    .xFileSize = file_size,
    .xLock = lock,
    .xUnlock = unlock,
    .xCheckReservedLock = check_reserved_lock,
    .xFileControl = file_control,
    .xSectorSize = sector_size,
    .xDeviceCharacteristics = device_characteristics,
    .xShmMap = shm_map,
    .xShmLock = shm_lock,
    .xShmBarrier = shm_barrier,
    .xShmUnmap = shm_unmap,
    .xFetch = nullptr,
    .xUnfetch = nullptr,
};

int open(sqlite3_vfs* /*vfs*/, const char* path, sqlite3_file* file, int flags, int* out)
{
    file->pMethods = nullptr;
    const int result = state.real->xOpen(state.real, path, real(file), flags, out);
    if (real(file)->pMethods != nullptr) file->pMethods = &faulty_methods;
    reinterpret_cast<File*>(file)->path = path;
    return result;
}

int remove(sqlite3_vfs* /*vfs*/, const char* path, int sync_folder)
{
    state.synced.erase(path);
    return state.real->xDelete(state.real, path, sync_folder);
}

/// Of whoever finds a database locked and waits for it.
int sleep(sqlite3_vfs* /*vfs*/, int microseconds)
{
    if (const auto then = std::exchange(state.when_waiting, nullptr)) then();
    return state.real->xSleep(state.real, microseconds);
}

sqlite3_vfs faulty_vfs{};

void write_file(const fs::path& path, const std::vector<char>& bytes)
{
    std::ofstream file{path, std::ios::binary};
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!file.flush()) std::abort();
}

} // namespace

FaultyDisk::FaultyDisk()
{
    state = {};
    state.real = sqlite3_vfs_find(nullptr);
    faulty_vfs = *state.real;
    faulty_vfs.zName = "faulty";
    faulty_vfs.szOsFile = static_cast<int>(sizeof(File)) + state.real->szOsFile;
    faulty_vfs.xOpen = open;
    faulty_vfs.xDelete = remove;
    faulty_vfs.xSleep = sleep;
    sqlite3_vfs_register(&faulty_vfs, /*makeDflt=*/1);
}

FaultyDisk::~FaultyDisk()
{
    sqlite3_vfs_unregister(&faulty_vfs);
    sqlite3_vfs_register(state.real, /*makeDflt=*/1);
}

void FaultyDisk::set(const DiskFault& fault)
{
    state.fault = fault;
    state.calls = 0;
    state.struck.clear();
}

std::set<std::string> FaultyDisk::struck() const
{
    return state.struck;
}

void FaultyDisk::when_waiting(std::function<void()> then)
{
    state.when_waiting = std::move(then);
}

void FaultyDisk::copy_after_kill(const fs::path& from, const fs::path& to)
{
    fs::create_directories(to);
    for (const auto& entry : fs::directory_iterator{from}) {
        // The index of the write-ahead log lies in memory that all processes share.
        if (entry.is_regular_file() && entry.path().extension() != ".db-shm")
            fs::copy_file(entry.path(), to / entry.path().filename());
    }
}

void FaultyDisk::copy_after_power_cut(const fs::path& from, const fs::path& to) const
{
    fs::create_directories(to);
    for (const auto& [path, bytes] : state.synced) {
        const fs::path file{path};
        if (file.parent_path() == from) write_file(to / file.filename(), bytes);
    }
}

} // namespace rostrum::ledger
