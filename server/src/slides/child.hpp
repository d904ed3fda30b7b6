// Another program, started so that it can do no harm: it holds none of our files, and has an end.
#pragma once

#include <chrono>
#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

namespace rostrum::slides {

struct ChildEnd {
    enum class Way : std::uint8_t { done, failed, killed, too_late };
    Way way{Way::failed};
    std::string output; ///< What it wrote to standard output: its beginning.
};

/// Whose end it is of what a child started itself.
enum class Group : std::uint8_t {
    own,    ///< Everything it started ends with it.
    shared, ///< That goes on until the end of who starts it here.
};

/// The program by its path, or by its name in the search path. Blocks; a stop is as if its time
/// were over.
[[nodiscard]] ChildEnd run_child(const std::vector<std::string>& command,
                                 std::chrono::milliseconds time_max, Group group,
                                 const std::stop_token& stop = {});

} // namespace rostrum::slides
