#include "net/static_files.hpp"

#include "access/access_fixture.hpp"

#include "support/catch.hpp"

#include <fstream>

using namespace rostrum;

namespace {

void write(const access::DataFolder& folder, const std::string& name, const std::string& text)
{
    std::filesystem::create_directories(folder.file(name).parent_path());
    std::ofstream{folder.file(name)} << text;
}

} // namespace

TEST_CASE("pages are found by their short addresses", "[pages]")
{
    const access::DataFolder folder;
    write(folder, "index.html", "phone");
    write(folder, "screen.html", "wall");
    write(folder, "assets/app-1a2b.js", "code");
    const auto files = net::StaticFiles::load(folder.file(".")).value();
    REQUIRE(files.find("/") != nullptr);
    CHECK(files.find("/")->plain.bytes == "phone");
    CHECK(files.find("/j") == files.find("/"));
    CHECK(files.find("/screen") == files.find("/screen.html"));
    CHECK(files.find("/screen")->content_type == "text/html; charset=utf-8");
    CHECK_FALSE(files.find("/screen")->immutable);
    CHECK(files.find("/screen")->framed); // The desk has a preview of it.
    CHECK_FALSE(files.find("/")->framed);
    CHECK(files.find("/assets/app-1a2b.js")->immutable);
    CHECK(files.find("/assets/app-1a2b.js")->plain.etag != files.find("/")->plain.etag);
}

TEST_CASE("a compressed file is another coding of the file it lies beside, and no page of its own",
          "[pages]")
{
    const access::DataFolder folder;
    write(folder, "index.html", "phone");
    write(folder, "index.html.gz", "phone, small");
    write(folder, "screen.html", "wall");
    write(folder, "left-over.js.gz", "of nothing");
    const auto files = net::StaticFiles::load(folder.file(".")).value();
    REQUIRE(files.find("/")->gzip.has_value());
    CHECK(files.find("/")->gzip->bytes == "phone, small");
    CHECK(files.find("/")->plain.bytes == "phone");
    CHECK(files.find("/")->content_type == "text/html; charset=utf-8");
    CHECK_FALSE(files.find("/screen")->gzip.has_value());
    for (const auto* path : {"/index.html.gz", "/left-over.js.gz", "/left-over.js"})
        CHECK(files.find(path) == nullptr);
}

TEST_CASE("two codings of a file have different tags, even of the same bytes", "[pages]")
{
    const access::DataFolder folder;
    write(folder, "index.html", "same");
    write(folder, "index.html.gz", "same");
    const auto files = net::StaticFiles::load(folder.file(".")).value();
    CHECK(files.find("/")->gzip.value().etag != files.find("/")->plain.etag);
}

TEST_CASE("nothing outside the folder of pages is found", "[pages]")
{
    const access::DataFolder folder;
    write(folder, "pages/index.html", "phone");
    write(folder, "secret.html", "no");
    const auto files = net::StaticFiles::load(folder.file("pages")).value();
    for (const auto* path : {"/../secret.html", "/../secret", "//secret.html", "/pages/index.html",
                             "/.", "/..", "/index.html/"})
        CHECK(files.find(path) == nullptr);
}

TEST_CASE("a folder without the first page is refused with a sentence", "[pages]")
{
    const access::DataFolder folder;
    CHECK_THAT(net::StaticFiles::load(folder.file(".")).error(), tst::has_text("index.html"));
}
