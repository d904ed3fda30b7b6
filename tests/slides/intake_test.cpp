// From bytes to a deck in the store, examined in this process.
#include "slides/intake.hpp"

#include "slides/folder.hpp"
#include "slides/limits.hpp"
#include "trust/bytes.hpp"

#include "support/catch.hpp"
#include "support/full_disk.hpp"
#include "support/pdf.hpp"

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>

using namespace rostrum;
using namespace rostrum::slides;

namespace {

Intake intake_in(const TestFolder& folder)
{
    return {folder.path(), [](const auto& file, const auto& /*stop*/) { return examine(file); }};
}

std::string sha256_of(std::string_view bytes)
{
    return trust::hex(trust::sha256(bytes));
}

/// The search path is this folder and what a shell needs, for as long as this lives.
class OnlyPath {
public:
    explicit OnlyPath(const TestFolder& folder)
    {
        ::setenv("PATH", (folder.path().string() + ":/usr/bin:/bin").c_str(), 1);
    }
    ~OnlyPath() { ::setenv("PATH", before_.c_str(), 1); }
    OnlyPath(const OnlyPath&) = delete;
    OnlyPath& operator=(const OnlyPath&) = delete;

private:
    std::string before_{std::getenv("PATH")};
};

std::set<std::string> names_in(const std::filesystem::path& folder)
{
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        names.insert(entry.path().filename().string());
    return names;
}

const std::string presentation{"PK\x03\x04 a presentation"};

} // namespace

TEST_CASE("a deck is kept under the hash of its bytes, and the same again is the same", "[slides]")
{
    const TestFolder folder;
    const auto intake = intake_in(folder);
    const auto bytes = tst::pdf_of(3);
    const auto deck = intake.take(bytes, {}).value();
    CHECK(deck.sha256 == sha256_of(bytes));
    CHECK(deck.pages == 3);
    CHECK(intake.store().read(deck.sha256) == bytes);
    CHECK(intake.take(bytes, {}).value().sha256 == deck.sha256);
    CHECK_FALSE(std::filesystem::exists(folder.path() / "slides-incoming"));
}

TEST_CASE("a file that is not taken leaves nothing behind", "[slides]")
{
    const TestFolder folder;
    const auto intake = intake_in(folder);
    CHECK(intake.take("", {}).error() == Fault::slides_are_empty);
    CHECK(intake.take("<!doctype html>", {}).error() == Fault::not_a_presentation);
    CHECK(intake.take("%PDF-1.7\ntorn", {}).error() == Fault::pdf_is_damaged);
    CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("a deck that is no more what its name says is not given out", "[slides]")
{
    const TestFolder folder;
    const auto intake = intake_in(folder);
    const auto deck = intake.take(tst::pdf_of(1), {}).value();
    const auto store = Store::in(folder.path());
    std::ofstream(folder.path() / "slides" / (deck.sha256 + ".pdf"), std::ios::app) << "more";
    CHECK_FALSE(store.read(deck.sha256));
    CHECK_FALSE(store.read("../intake"));
}

TEST_CASE("a copy holds every deck, and tells of each file that is none or has changed", "[slides]")
{
    const TestFolder folder;
    const TestFolder other;
    const auto intake = intake_in(folder);
    const auto deck = intake.take(tst::pdf_of(1), {}).value();
    const auto changed = intake.take(tst::pdf_of(2), {}).value();
    const auto slides = folder.path() / "slides";
    std::ofstream(slides / (changed.sha256 + ".pdf"), std::ios::app) << "more";
    std::ofstream(slides / "report.pdf") << tst::pdf_of(3);
    std::ofstream(slides / "thumbs.db") << "of some program";
    std::ofstream(slides / (std::string(64, 'a') + ".pdf.partial")) << "being written";

    const auto copied = intake.store().copy_to(Store::in(other.path()));
    REQUIRE(copied.has_value());
    CHECK(copied->decks == 1);
    CHECK(Store::in(other.path()).read(deck.sha256) == tst::pdf_of(1));
    CHECK_FALSE(Store::in(other.path()).has(changed.sha256));
    const std::set<std::string> left_out(copied->left_out.begin(), copied->left_out.end());
    CHECK(left_out ==
          std::set<std::string>{(slides / (changed.sha256 + ".pdf")).string() +
                                    " is not what its name says",
                                (slides / "report.pdf").string() + " is no deck of slides",
                                (slides / "thumbs.db").string() + " is no deck of slides"});
}

TEST_CASE("a deck that a full disk does not take leaves nothing of itself", "[slides]")
{
    const TestFolder folder;
    const auto intake = intake_in(folder);
    const auto kept = intake.take(tst::pdf_of(1), {}).value();
    {
        const tst::FullDisk full{4'096};
        CHECK_FALSE(intake.store().keep(std::string(10'000, 'x')).has_value());
    }
    CHECK(names_in(folder.path() / "slides") == std::set<std::string>{kept.sha256 + ".pdf"});
}

TEST_CASE("what a process left that was killed while it kept a deck is thrown away by the next",
          "[slides]")
{
    const TestFolder folder;
    const auto kept = intake_in(folder).take(tst::pdf_of(1), {}).value();
    const auto slides = folder.path() / "slides";
    std::ofstream(slides / (std::string(64, 'a') + ".pdf.partial")) << "half of it";
    static_cast<void>(intake_in(folder));
    CHECK(names_in(slides) == std::set<std::string>{kept.sha256 + ".pdf"});
}

TEST_CASE("what is made of a presentation may be as large as an uploaded PDF, and no larger",
          "[slides]")
{
    const TestFolder folder;
    std::uintmax_t size = limits::file_bytes_max;
    const Intake intake{folder.path(), [&](const auto& file, const auto& /*stop*/) {
                            auto pdf = file;
                            pdf.replace_extension(".made.pdf");
                            std::ofstream{pdf};
                            std::filesystem::resize_file(pdf, size);
                            return Examined{1, pdf};
                        }};
    CHECK(intake.take(presentation, {}).has_value());
    ++size;
    CHECK(intake.take(presentation, {}).error() == Fault::slides_are_too_demanding);
}

TEST_CASE("a presentation of which nothing was made is not kept as it is", "[slides]")
{
    const TestFolder folder;
    const Intake intake{folder.path(), [](const auto& file, const auto& /*stop*/) {
                            return Examined{1, file.parent_path() / "never-made.pdf"};
                        }};
    CHECK(intake.take(presentation, {}).error() == Fault::slides_not_converted);
    CHECK_FALSE(std::filesystem::exists(folder.path() / "slides"));
}

TEST_CASE("a presentation becomes a PDF where there is an office program", "[slides]")
{
    const TestFolder folder;
    const TestFolder tools;
    const OnlyPath path(tools);
    const auto made = tools.file("made.pdf", tst::pdf_of(4));
    // As LibreOffice is called: … --outdir FOLDER FILE.
    tools.script("soffice", "while [ $# -gt 2 ]; do shift; done\ncp '" + made.string() +
                                "' \"$1/deck.pdf\"\n");
    const auto deck = intake_in(folder).take(presentation, {}).value();
    CHECK(deck.pages == 4);
    CHECK(deck.sha256 == sha256_of(tst::pdf_of(4)));
}

TEST_CASE("an office program that makes nothing is told from one that is not there", "[slides]")
{
    const TestFolder folder;
    const TestFolder tools;
    {
        const OnlyPath path(tools);
        tools.script("soffice", "exit 0\n");
        CHECK(intake_in(folder).take(presentation, {}).error() == Fault::slides_not_converted);
    }
    const auto before = std::string{std::getenv("PATH")};
    ::setenv("PATH", tools.path().parent_path().c_str(), 1);
    CHECK(intake_in(folder).take(presentation, {}).error() == Fault::office_is_missing);
    ::setenv("PATH", before.c_str(), 1);
}
