#include "papers/pdf_faces.hpp"

#include "papers/pdf_owned.hpp"

#include <array>
#include <set>
#include <span>
#include <string_view>

namespace rostrum::papers {
namespace {

/// A family, and whether its bold stands for the face. Official names first, in both spellings that
/// a font file may carry, then free fonts.
struct Candidate {
    const char* family;
    bool bold{false};
};

constexpr std::array song_families{Candidate{"SimSun"},         Candidate{"宋体"},
                                   Candidate{"STSong"},         Candidate{"华文宋体"},
                                   Candidate{"FZShuSong-Z01S"}, Candidate{"Noto Serif CJK SC"}};
constexpr std::array fang_song_families{Candidate{"FangSong_GB2312"},  Candidate{"仿宋_GB2312"},
                                        Candidate{"FangSong"},         Candidate{"仿宋"},
                                        Candidate{"STFangsong"},       Candidate{"华文仿宋"},
                                        Candidate{"FZFangSong-Z02S"},  Candidate{"Zhuque Fangsong"},
                                        Candidate{"Noto Serif CJK SC"}};
constexpr std::array kai_families{Candidate{"KaiTi_GB2312"}, Candidate{"楷体_GB2312"},
                                  Candidate{"KaiTi"},        Candidate{"楷体"},
                                  Candidate{"STKaiti"},      Candidate{"华文楷体"},
                                  Candidate{"LXGW WenKai"},  Candidate{"Noto Serif CJK SC"}};
constexpr std::array hei_families{Candidate{"SimHei"}, Candidate{"黑体"}, Candidate{"STHeiti"},
                                  Candidate{"华文黑体"}, Candidate{"Noto Sans CJK SC", true}};
constexpr std::array title_families{Candidate{"FZXiaoBiaoSong-B05S"},
                                    Candidate{"方正小标宋简体"},
                                    Candidate{"FZXiaoBiaoSong-B05"},
                                    Candidate{"方正小标宋_GBK"},
                                    Candidate{"STZhongsong"},
                                    Candidate{"华文中宋"},
                                    Candidate{"Noto Serif CJK SC", true}};

std::set<std::string, std::less<>> installed_families()
{
    PangoFontFamily** families = nullptr;
    int count = 0;
    pango_font_map_list_families(pango_cairo_font_map_get_default(), &families, &count);
    std::set<std::string, std::less<>> names;
    for (auto* family : std::span(families, static_cast<std::size_t>(count)))
        names.emplace(pango_font_family_get_name(family));
    g_free(families);
    return names;
}

FaceFamily first_installed(const std::set<std::string, std::less<>>& installed,
                           std::span<const Candidate> candidates)
{
    for (const auto& candidate : candidates)
        if (installed.contains(candidate.family)) return {candidate.family, candidate.bold};
    return {"serif", candidates.back().bold}; // Whatever the machine has.
}

std::array<FaceFamily, 5> chosen_families()
{
    const auto installed = installed_families();
    return {first_installed(installed, song_families),
            first_installed(installed, fang_song_families),
            first_installed(installed, kai_families), first_installed(installed, hei_families),
            first_installed(installed, title_families)};
}

} // namespace

const FaceFamily& family_of(Face face)
{
    // Pango keeps its map of fonts per thread as well.
    thread_local const auto families = chosen_families();
    return families.at(static_cast<std::size_t>(face));
}

bool can_print_chinese()
{
    const Owned<PangoContext> context{
        pango_font_map_create_context(pango_cairo_font_map_get_default())};
    const Owned<PangoLayout> layout{pango_layout_new(context.get())};
    pango_layout_set_text(layout.get(), "质询", -1);
    return pango_layout_get_unknown_glyphs_count(layout.get()) == 0;
}

} // namespace rostrum::papers

#if defined(__SANITIZE_ADDRESS__)
/// Fontconfig and Cairo keep their caches until the process ends, where the sanitizer does not find
/// them.
extern "C" const char* __lsan_default_suppressions() // NOLINT: the name is the sanitizer's.
{
    return "leak:libfontconfig\nleak:libcairo\nleak:libpango\n";
}
extern "C" const char* __lsan_default_options() // NOLINT: likewise.
{
    return "print_suppressions=0"; // Nothing beside what the program itself says.
}
#endif
