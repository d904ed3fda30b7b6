#include "slides/document.hpp"

#include "slides/folder.hpp"

#include "support/catch.hpp"
#include "support/pdf.hpp"

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFWriter.hh>

using namespace rostrum::slides;

namespace {

std::expected<std::int64_t, Fault> pages_of(std::string_view bytes)
{
    const TestFolder folder;
    return count_pages(folder.file("deck.pdf", bytes));
}

/// A file of two pages that opens with these passwords.
std::string encrypted(const char* user, const char* owner)
{
    const TestFolder folder;
    const auto plain = folder.file("plain.pdf", tst::pdf_of(2));
    QPDF pdf;
    pdf.processFile(plain.c_str());
    QPDFWriter writer(pdf);
    writer.setOutputMemory();
    writer.setR6EncryptionParameters(user, owner, true, true, true, true, true, true, qpdf_r3p_none,
                                     true);
    writer.write();
    const auto buffer = writer.getBufferSharedPointer();
    return {reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()};
}

} // namespace

TEST_CASE("the pages of a PDF are counted", "[slides]")
{
    CHECK(pages_of(tst::pdf_of(1)) == 1);
    CHECK(pages_of(tst::pdf_of(20)) == 20);
    CHECK(pages_of(tst::pdf_of(500)) == 500);
}

TEST_CASE("more than 500 pages are too many, whatever the file says of itself", "[slides]")
{
    CHECK(pages_of(tst::pdf_of(501)) == std::unexpected(Fault::too_many_pages));
    CHECK(pages_of(tst::pdf_of(501, 3)) == std::unexpected(Fault::too_many_pages));
    CHECK(pages_of(tst::pdf_of(1, 900'000'000)) == std::unexpected(Fault::too_many_pages));
}

TEST_CASE("a PDF without pages, torn, or one in name only is damaged", "[slides]")
{
    const auto sound = tst::pdf_of(20);
    CHECK(pages_of(tst::pdf_of(0)) == std::unexpected(Fault::pdf_is_damaged));
    CHECK(pages_of(sound.substr(0, sound.size() / 2)) == std::unexpected(Fault::pdf_is_damaged));
    CHECK(pages_of(sound.substr(0, 20)) == std::unexpected(Fault::pdf_is_damaged));
    CHECK(pages_of("%PDF-1.7\n<html>no</html>") == std::unexpected(Fault::pdf_is_damaged));
}

TEST_CASE("a PDF that opens with a password only is refused, one that just forbids printing not",
          "[slides]")
{
    CHECK(pages_of(encrypted("secret", "owner")) == std::unexpected(Fault::pdf_needs_password));
    CHECK(pages_of(encrypted("", "owner")) == 2);
}

TEST_CASE("what a file is, its first bytes tell", "[slides]")
{
    CHECK(kind_of(tst::pdf_of(1)) == Kind::pdf);
    CHECK(kind_of("PK\x03\x04...") == Kind::office);
    CHECK(kind_of("\xD0\xCF\x11\xE0...") == Kind::office);
    CHECK(kind_of("<!doctype html>") == Kind::other);
    CHECK(kind_of("") == Kind::other);
}

TEST_CASE("every fault has a name of its own", "[slides]")
{
    for (auto value = 0; value <= static_cast<int>(Fault::storage_failed); ++value) {
        const auto fault = static_cast<Fault>(value);
        CHECK(fault_of(name_of(fault)) == fault);
    }
    CHECK_FALSE(fault_of("no_such_fault"));
}
