// SQLite's way to the disk, with faults in it: the n-th write, sync or truncation fails. While one
// of these lives, every database that is opened goes through it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <set>
#include <string>

namespace rostrum::ledger {

enum class DiskCall : std::uint8_t { write, sync, truncate };

struct DiskFault {
    DiskCall call{DiskCall::write};
    std::size_t at{0};       ///< From 1; 0: never.
    bool stays{false};       ///< Every such call fails from then on.
    bool is_full{false};     ///< For want of room; otherwise for no reason.
    bool writes_half{false}; ///< A write that fails leaves its first half behind.
    std::string file{};      ///< Of files alone whose names begin so; empty: of all.
};

class FaultyDisk {
public:
    FaultyDisk();
    FaultyDisk(const FaultyDisk&) = delete;
    FaultyDisk& operator=(const FaultyDisk&) = delete;
    ~FaultyDisk();

    /// Counts from here.
    void set(const DiskFault& fault);
    void mend() { set({}); }
    /// The names of the files in which the fault has come to pass.
    [[nodiscard]] std::set<std::string> struck() const;

    /// As soon as somebody waits for a lock, on their thread, once.
    void when_waiting(std::function<void()> then);

    /// What a kill of the process leaves of a folder: everything it had written.
    static void copy_after_kill(const std::filesystem::path& from, const std::filesystem::path& to);
    /// What is sure to be left when the power goes: of each file, what it was at its last sync.
    void copy_after_power_cut(const std::filesystem::path& from,
                              const std::filesystem::path& to) const;
};

} // namespace rostrum::ledger
