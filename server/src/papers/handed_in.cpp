#include "papers/handed_in.hpp"

#include "papers/file_name.hpp"

#include <zip.h>

#include <memory>

namespace rostrum::papers {
namespace {

constexpr std::string_view pdf_begin = "%PDF-";
constexpr const char* docx_part = "word/document.xml";
constexpr const char* macro_part = "word/vbaProject.bin";

const char* ending_of(FileKind kind)
{
    return kind == FileKind::pdf ? ".pdf" : ".docx";
}

std::expected<FileKind, FileFault> kind_of_archive(std::string_view bytes)
{
    zip_error_t error;
    zip_error_init(&error);
    auto* source = zip_source_buffer_create(bytes.data(), bytes.size(), /*freep=*/0, &error);
    if (source == nullptr) return std::unexpected{FileFault::unknown_file_type};
    const std::unique_ptr<zip_t, void (*)(zip_t*)> archive{
        zip_open_from_source(source, ZIP_RDONLY, &error), zip_discard};
    if (!archive) {
        zip_source_free(source);
        return std::unexpected{FileFault::unknown_file_type};
    }
    if (zip_name_locate(archive.get(), docx_part, 0) < 0)
        return std::unexpected{FileFault::unknown_file_type};
    if (zip_name_locate(archive.get(), macro_part, ZIP_FL_NOCASE) >= 0)
        return std::unexpected{FileFault::file_has_macros};
    return FileKind::docx;
}

} // namespace

const char* name_of(FileFault fault)
{
    switch (fault) {
    case FileFault::unknown_file_type: return "unknown_file_type";
    case FileFault::file_has_macros: return "file_has_macros";
    }
    return "";
}

std::expected<FileKind, FileFault> kind_of(std::string_view bytes)
{
    if (bytes.starts_with(pdf_begin)) return FileKind::pdf;
    return kind_of_archive(bytes);
}

const char* media_type_of(FileKind kind)
{
    return kind == FileKind::pdf
               ? "application/pdf"
               : "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
}

std::string handed_in_name(std::string_view name, FileKind kind)
{
    const std::string_view ending = ending_of(kind);
    if (name.ends_with(ending)) name.remove_suffix(ending.size());
    // Of a name of dots alone something is left to stand before the ending.
    return safe_file_name(safe_file_name(name) + std::string{ending});
}

FileKind kind_of_name(std::string_view name)
{
    return name.ends_with(ending_of(FileKind::pdf)) ? FileKind::pdf : FileKind::docx;
}

} // namespace rostrum::papers
