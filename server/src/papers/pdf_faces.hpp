// The typefaces of official papers (GB/T 9704—2012). Most machines lack the official ones, whose
// licences do not let us bring them, so each face is a list of families: the first installed is
// taken.
#pragma once

#include <cstdint>
#include <string>

namespace rostrum::papers {

enum class Face : std::uint8_t {
    song,      ///< 宋体: page numbers.
    fang_song, ///< 仿宋: the text.
    kai,       ///< 楷体: headings of the second level.
    hei,       ///< 黑体: headings of the first level, labels.
    title,     ///< 小标宋: titles.
};

/// A family that is installed, with the weight in which it stands for the face.
struct FaceFamily {
    std::string family;
    bool bold{false};
};

/// Looked up once per thread; fonts installed later show after a restart.
[[nodiscard]] const FaceFamily& family_of(Face face);

/// Whether any font of this machine has Chinese characters. Without one a paper would be empty
/// boxes: say so instead (`fonts_are_missing`).
[[nodiscard]] bool can_print_chinese();

} // namespace rostrum::papers
