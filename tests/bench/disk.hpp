// The disk under a server that is measured, as slow as one likes.
#pragma once

#include "support/setting.hpp"

#include <chrono>
#include <optional>
#include <string>

namespace rostrum::bench {

/// How long it takes to be sure of what was written; nothing: as long as this machine's does.
using SyncTime = std::optional<std::chrono::microseconds>;

/// Whatever is started while this is there, whether by `fork` alone or a program of its own, finds
/// such a disk.
class Disk {
public:
    explicit Disk(SyncTime time)
    {
        if (!time) return;
        preloaded_.emplace("LD_PRELOAD", ROSTRUM_SLOW_DISK);
        time_.emplace("SLOW_DISK_US", std::to_string(time->count()));
    }

private:
    std::optional<tst::Setting> preloaded_;
    std::optional<tst::Setting> time_;
};

} // namespace rostrum::bench
