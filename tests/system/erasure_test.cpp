// Names erased from a folder of a hearing that was really held: the record is what it was.
#include "cli/scratch_folder.hpp"
#include "package/audit.hpp"
#include "system/hall_fixture.hpp"
#include "system/package_story.hpp"
#include "system/server_process.hpp"

#include "support/catch.hpp"

namespace rostrum::system_test {
namespace {

namespace fs = std::filesystem;

bool is_in_folder(const fs::path& folder, const std::string& text)
{
    const auto files = read_folder(folder);
    return std::ranges::any_of(
        files, [&](const auto& file) { return file.second.find(text) != std::string::npos; });
}

std::string exported(const fs::path& data, const std::string& what)
{
    const auto done = run({"export", "--data", data.string(), "--hearing", "h01", "--what", what});
    CHECK(done.exit_code == 0);
    return done.output;
}

} // namespace

TEST_CASE("names are erased to the last byte, and the record still verifies as it was", "[system]")
{
    const cli::ScratchFolder folder("rostrum-erasure-test");
    const auto data = folder.path() / "data";
    play_hearing(data);
    std::vector<std::string> names;
    open_quietly(data)->on_hall([&](hall::Halls& halls) {
        for (const auto& [card, person] : halls.names()) names.push_back(person.name);
    });
    REQUIRE(names.size() == 8);
    const auto log = exported(data, "events");

    const auto looked_at = run({"erase", "--data", data.string()});
    CHECK(looked_at.exit_code == 0);
    CHECK_THAT(looked_at.output, tst::has_text("Would be erased"));
    CHECK_THAT(looked_at.output, tst::has_text("8 people"));
    CHECK_THAT(looked_at.output, tst::has_text("Nothing has been erased"));
    CHECK(is_in_folder(data, names.front()));
    CHECK_THAT(exported(data, "roster"), tst::has_text(names.front()));

    CHECK(run({"erase", "--data", data.string(), "--confirm"}).exit_code == 0);
    for (const auto& name : names) CHECK_FALSE(is_in_folder(data, name));
    CHECK(exported(data, "events") == log);
    CHECK_THAT(exported(data, "roster"), tst::has_text("A-0001"));

    const auto package = folder.path() / "package";
    REQUIRE(
        run({"export", "--data", data.string(), "--hearing", "h01", "--package", package.string()})
            .exit_code == 0);
    CHECK(run({"verify", package.string()}).exit_code == 0);
    const auto files = read_folder(package);
    CHECK(files.at("events.jsonl") == log);
    CHECK(python_verdict(files) == 0);
    for (const auto& name : names) CHECK_FALSE(is_in_folder(package, name));
}

TEST_CASE("names are not erased while a hearing needs them, nor beside a running server",
          "[system]")
{
    const cli::ScratchFolder folder("rostrum-erasure-test");
    (void)prepare(folder.path(), 3, core::Phase::inquiry);
    const std::vector<std::string> erase{"erase", "--data", folder.path().string(), "--confirm"};
    const auto too_early = run(erase);
    CHECK(too_early.exit_code == 1);
    CHECK_THAT(too_early.output, tst::has_text("h01 is under way"));
    const ServerProcess server(folder.path(), 0);
    const auto beside = run(erase);
    CHECK(beside.exit_code == 1);
    CHECK_THAT(beside.output, tst::has_text("another server is using the folder"));
}

} // namespace rostrum::system_test
