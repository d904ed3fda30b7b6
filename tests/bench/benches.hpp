// The measurements: each a command of the program, which prints rows of a table.
#pragma once

#include <CLI/CLI.hpp>

namespace rostrum::bench {

/// One change to everybody, by servers in turn.
void add_fanout(CLI::App& program);
/// Everybody votes or supports at once, or evenly, by servers in turn.
void add_intake(CLI::App& program);
/// A whole hall comes back within seconds, while a desk goes on.
void add_storm(CLI::App& program);
/// What attackers do to the others.
void add_attack(CLI::App& program);
/// What a connection costs in memory, and whether it grows.
void add_memory(CLI::App& program);
/// What a change costs, and a start, in a hearing with so much behind it.
void add_growth(CLI::App& program);

} // namespace rostrum::bench
