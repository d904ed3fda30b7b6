#include "slides/document.hpp"

#include "core/limits.hpp"

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFExc.hh>
#include <qpdf/QPDFObjectHandle.hh>

#include <algorithm>
#include <cstddef>
#include <exception>
#include <new>

namespace rostrum::slides {
namespace {

constexpr std::string_view pdf_mark = "%PDF-";
constexpr std::string_view zip_mark = "PK\x03\x04";
constexpr std::string_view ole_mark = "\xD0\xCF\x11\xE0";

/// Of an OpenDocument presentation, whose first entry is its type, not compressed.
constexpr std::string_view odp_mark = "mimetypeapplication/vnd.oasis.opendocument.presentation";
constexpr std::size_t zip_name_at = 30;

constexpr auto pages_max = static_cast<long long>(core::limits::slides_max);

/// What the file says of itself, so that nobody walks a million pages to learn that they are many.
bool claims_too_many(QPDF& pdf)
{
    auto count = pdf.getRoot().getKey("/Pages").getKey("/Count");
    return count.isInteger() && count.getIntValue() > pages_max;
}

std::expected<std::int64_t, Fault> count_sound(const std::filesystem::path& file)
{
    QPDF pdf;
    pdf.setSuppressWarnings(true);
    pdf.setAttemptRecovery(false);
    pdf.processFile(file.c_str());
    if (claims_too_many(pdf)) return std::unexpected(Fault::too_many_pages);
    const auto pages = pdf.getAllPages().size();
    if (pages == 0) return std::unexpected(Fault::pdf_is_damaged);
    if (pages > core::limits::slides_max) return std::unexpected(Fault::too_many_pages);
    return static_cast<std::int64_t>(pages);
}

} // namespace

Kind kind_of(std::string_view bytes)
{
    if (bytes.starts_with(pdf_mark)) return Kind::pdf;
    if (bytes.starts_with(zip_mark) || bytes.starts_with(ole_mark)) return Kind::office;
    return Kind::other;
}

std::string_view extension_of(std::string_view bytes)
{
    if (bytes.starts_with(ole_mark)) return ".ppt";
    if (!bytes.starts_with(zip_mark)) return ".pdf";
    return bytes.substr(std::min(zip_name_at, bytes.size())).starts_with(odp_mark) ? ".odp"
                                                                                   : ".pptx";
}

std::expected<std::int64_t, Fault> count_pages(const std::filesystem::path& pdf)
{
    try {
        return count_sound(pdf);
    }
    catch (const QPDFExc& error) {
        return std::unexpected(error.getErrorCode() == qpdf_e_password ? Fault::pdf_needs_password
                                                                       : Fault::pdf_is_damaged);
    }
    catch (const std::bad_alloc&) {
        return std::unexpected(Fault::slides_are_too_demanding);
    }
    catch (const std::exception&) { // The library throws its own kinds and the standard's.
        return std::unexpected(Fault::pdf_is_damaged);
    }
}

} // namespace rostrum::slides
