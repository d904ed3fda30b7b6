#include "papers/handed_in.hpp"
#include "papers/zip_file.hpp"

#include "support/catch.hpp"

using namespace rostrum;
using papers::FileFault;
using papers::FileKind;

TEST_CASE("a file's type is told by its bytes, whatever it is called", "[handed_in]")
{
    CHECK(papers::kind_of("%PDF-1.7\n...").value() == FileKind::pdf);
    CHECK(papers::kind_of(papers::zip_of({{"word/document.xml", "<w/>"}})).value() ==
          FileKind::docx);
    CHECK(papers::kind_of(papers::zip_of({{"xl/workbook.xml", "<x/>"}})).error() ==
          FileFault::unknown_file_type);
    CHECK(papers::kind_of("MZ...").error() == FileFault::unknown_file_type);
    CHECK(papers::kind_of("PK\x03\x04 cut off").error() == FileFault::unknown_file_type);
    CHECK(papers::kind_of("").error() == FileFault::unknown_file_type);
}

TEST_CASE("a document that brings a program is refused", "[handed_in]")
{
    const auto bytes =
        papers::zip_of({{"word/document.xml", "<w/>"}, {"word/VBAPROJECT.bin", "x"}});
    CHECK(papers::kind_of(bytes).error() == FileFault::file_has_macros);
}

TEST_CASE("a file is given back under a harmless name that says what it is", "[handed_in]")
{
    CHECK(papers::handed_in_name("报告.pdf", FileKind::pdf) == "报告.pdf");
    CHECK(papers::handed_in_name("run.exe", FileKind::pdf) == "run.exe.pdf");
    CHECK(papers::handed_in_name("../x.docx", FileKind::docx) == "_x.docx");
    CHECK(papers::handed_in_name("..", FileKind::pdf) == "file.pdf");
    CHECK(papers::handed_in_name(".pdf", FileKind::pdf) == "file.pdf");
    CHECK(papers::kind_of_name("报告.pdf") == FileKind::pdf);
    CHECK(papers::kind_of_name("x.docx") == FileKind::docx);
}
