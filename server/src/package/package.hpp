// What a hearing leaves behind for everybody: the files by which others can check it without us.
#pragma once

#include "trust/bytes.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace rostrum::package {

/// Bytes by path within the package, with `/`.
using Files = std::map<std::string, std::string>;

inline constexpr std::string_view manifest_file = "manifest.txt";
inline constexpr std::string_view events_file = "events.jsonl";
inline constexpr std::string_view checkpoint_file = "checkpoint.txt";
inline constexpr std::string_view verifier_file = "vkey";
inline constexpr std::string_view results_file = "results.json";
/// The one file that may be taken out again.
inline constexpr std::string_view names_file = "names.csv";
inline constexpr std::string_view readme_file = "README.txt";
inline constexpr std::string_view program_file = "verify.py";

enum class Standing : std::uint8_t {
    holds,
    noted, ///< Holds, with something that a reader should know.
    fails,
};

/// One thing that was checked, in plain words.
struct Finding {
    std::string item; ///< `log`, `draw d1` …
    Standing standing{Standing::fails};
    std::string zh;
    std::string en;
};

using Findings = std::vector<Finding>;

inline Finding holds(std::string item, std::string zh, std::string en)
{
    return {std::move(item), Standing::holds, std::move(zh), std::move(en)};
}

inline Finding noted(std::string item, std::string zh, std::string en)
{
    return {std::move(item), Standing::noted, std::move(zh), std::move(en)};
}

inline Finding fails(std::string item, std::string zh, std::string en)
{
    return {std::move(item), Standing::fails, std::move(zh), std::move(en)};
}

} // namespace rostrum::package
