// One server per data folder. Two would each believe that its epochs are the only ones.
#pragma once

#include "ledger/open_error.hpp"

#include <expected>
#include <filesystem>
#include <utility>

namespace rostrum::ledger {

/// Held as long as it lives. The kernel gives it back when the process dies, however it dies.
class FolderLock {
public:
    [[nodiscard]] static std::expected<FolderLock, OpenError>
    take(const std::filesystem::path& folder);

    FolderLock(FolderLock&& other) noexcept : file_{std::exchange(other.file_, -1)} {}
    FolderLock& operator=(FolderLock&&) = delete;
    ~FolderLock();

private:
    explicit FolderLock(int file) : file_{file} {}

    int file_;
};

} // namespace rostrum::ledger
