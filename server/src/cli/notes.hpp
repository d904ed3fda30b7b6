// What is said of a file, on the command line.
#pragma once

#include "intake/fault.hpp"

#include <string>

namespace rostrum::cli {

/// In both languages: whoever sits at the command line may read either. `unit`: what a place is
/// counted in, `row` or `line`.
void print_notes(const std::string& kind, const intake::Notes& notes, const char* unit = "row");

/// Prints them as errors and ends with a sentence.
[[noreturn]] void refuse(const intake::Notes& errors, const char* unit = "row");

} // namespace rostrum::cli
