#include "intake/workbook.hpp"

#include "papers/normal_text.hpp"

namespace rostrum::intake {
namespace {

using namespace std::string_view_literals;

constexpr auto zip_start = "PK\x03\x04"sv;
/// Microsoft's compound file: the workbooks of 1997, and today's with a password.
constexpr auto compound_start = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv;
/// The name of the stream in which one with a password is kept, in UTF-16.
constexpr auto encrypted_stream = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"sv;
/// Other files that are chosen by mistake: PDF, pictures, RAR, 7-Zip, gzip.
constexpr std::string_view other_starts[] = {"%PDF"sv,     "\x89PNG"sv,  "\xFF\xD8\xFF"sv,
                                             "GIF8"sv,     "Rar!\x1A"sv, "7z\xBC\xAF"sv,
                                             "\x1F\x8B"sv, "PK"sv};

bool is_markup(std::string_view bytes)
{
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    return papers::trimmed(bytes.substr(0, 512)).starts_with('<');
}

} // namespace

std::expected<Workbook, Note> read_workbook(std::string_view bytes)
{
    const auto refuse = [](Fault fault) { return std::unexpected{Note{.fault = fault}}; };
    if (bytes.empty()) return refuse(Fault::empty_file);
    if (bytes.starts_with(zip_start)) return read_xlsx_file(bytes);
    if (bytes.starts_with(compound_start)) {
        const bool encrypted = bytes.find(encrypted_stream) != std::string_view::npos;
        return refuse(encrypted ? Fault::workbook_is_encrypted : Fault::old_workbook);
    }
    for (const auto start : other_starts)
        if (bytes.starts_with(start)) return refuse(Fault::unknown_file);
    if (is_markup(bytes)) return refuse(Fault::web_page);
    return read_csv_file(bytes);
}

} // namespace rostrum::intake
