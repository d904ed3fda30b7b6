#include "papers/file_name.hpp"

#include "core/text.hpp"
#include "papers/limits.hpp"
#include "papers/normal_text.hpp"

#include <algorithm>

namespace rostrum::papers {
namespace {

constexpr std::string_view refused = "/\\:*?\"<>|";

/// `.docx`; empty when what stands behind the last point is no ending.
std::string_view ending_of(std::string_view name)
{
    const auto point = name.rfind('.');
    if (point == std::string_view::npos || point == 0 || name.size() - point > 8) return {};
    return name.substr(point);
}

} // namespace

std::string safe_file_name(std::string_view name)
{
    std::string safe;
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        safe += byte < 0x20 || byte == 0x7F || refused.contains(c) ? '_' : c;
    }
    safe = printable(safe);
    const auto begin = safe.find_first_not_of(". ");
    safe.erase(0, std::min(begin, safe.size()));
    if (safe.empty()) return "file";
    if (safe.size() <= limits::file_name_bytes_max) return safe;
    const std::string ending{ending_of(safe)};
    auto end = limits::file_name_bytes_max - ending.size();
    while (end > 0 && core::continues_character(safe[end])) --end;
    return safe.substr(0, end) + ending;
}

} // namespace rostrum::papers
