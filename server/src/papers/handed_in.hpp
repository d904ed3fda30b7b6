// Files that units hand in: what they really are, whatever they are called.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace rostrum::papers {

enum class FileKind : std::uint8_t { pdf, docx };

enum class FileFault : std::uint8_t {
    unknown_file_type, ///< Neither of the kinds above, or damaged.
    file_has_macros,   ///< A program would come with it.
};

/// The code by which an answer calls it.
[[nodiscard]] const char* name_of(FileFault fault);

/// Looks at the bytes only, and unpacks nothing.
[[nodiscard]] std::expected<FileKind, FileFault> kind_of(std::string_view bytes);

[[nodiscard]] const char* media_type_of(FileKind kind);

/// The name made harmless, with the ending that its kind has.
[[nodiscard]] std::string handed_in_name(std::string_view name, FileKind kind);
/// What a name made so says of its kind.
[[nodiscard]] FileKind kind_of_name(std::string_view name);

} // namespace rostrum::papers
