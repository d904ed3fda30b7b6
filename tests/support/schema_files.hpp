// The files of schema/, as the tests of this and other languages read them.
#pragma once

#include "support/catch.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace rostrum::test {

inline std::filesystem::path schema_folder()
{
    return std::filesystem::path{ROSTRUM_SOURCE_DIR} / "schema";
}

inline std::string read_text(const std::filesystem::path& path)
{
    std::ifstream file{path, std::ios::binary};
    INFO(path.string());
    REQUIRE(file.good());
    return {std::istreambuf_iterator<char>{file}, {}};
}

inline std::vector<std::string> read_lines(const std::filesystem::path& path)
{
    std::vector<std::string> lines;
    const auto text = read_text(path);
    for (auto from = text.begin(); from != text.end();) {
        const auto to = std::find(from, text.end(), '\n');
        lines.emplace_back(from, to);
        from = to == text.end() ? to : std::next(to);
    }
    return lines;
}

/// One message of schema/examples.
struct Example {
    std::string name; ///< `command.ask_question`: without the suffix.
    std::string text;

    /// Before the first dot: which schema it belongs to.
    [[nodiscard]] std::string kind() const { return name.substr(0, name.find('.')); }
};

/// `kind`: `valid` or `invalid`. Sorted by name.
inline std::vector<Example> examples(const std::string& kind)
{
    std::vector<Example> found;
    for (const auto& file :
         std::filesystem::directory_iterator{schema_folder() / "examples" / kind})
        found.push_back({file.path().stem().string(), read_text(file.path())});
    std::ranges::sort(found, {}, &Example::name);
    REQUIRE_FALSE(found.empty());
    return found;
}

} // namespace rostrum::test
