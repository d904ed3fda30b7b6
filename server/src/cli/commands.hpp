// The command line.
#pragma once

namespace rostrum::cli {

/// Parses, runs one subcommand, and returns its exit code: 0 done, 1 failed, 2 asked wrongly.
[[nodiscard]] int run_program(int argc, char** argv);

} // namespace rostrum::cli
