// Instructions of a server, whose medians repeat where times do not.
#pragma once

#include "cli/scratch_folder.hpp"

#include <cstdint>
#include <string>
#include <sys/types.h>

namespace rostrum::bench {

/// Whatever server is started from now on runs in valgrind's callgrind, some fifty times slower,
/// which counts what the server executes itself; what the kernel does for it is not seen.
class Callgrind {
public:
    /// Throws when valgrind is missing.
    Callgrind();

    /// From now on.
    void begin(pid_t server) const;
    /// Instructions of all threads since it began. Begins anew.
    [[nodiscard]] std::uint64_t end(pid_t server) const;

private:
    void control(const std::string& order, pid_t server) const;
    /// By the last control.
    [[nodiscard]] std::string said() const;

    cli::ScratchFolder folder_{"rostrum-callgrind"};
};

} // namespace rostrum::bench
