// Folders from a stranger who wants to hold up, fill or fool whoever checks them.
#include "cli/limits.hpp"
#include "cli/scratch_folder.hpp"
#include "system/package_story.hpp"
#include "system/server_process.hpp"
#include "system/told_story.hpp"

#include "support/catch.hpp"

#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>
#include <sstream>
#include <sys/stat.h>
#include <sys/wait.h>

namespace rostrum::system_test {
namespace {

namespace fs = std::filesystem;

struct Verdict {
    int exit_code{-1};
    std::string output;
};

Verdict python_says(const fs::path& package, const fs::path& told)
{
    const auto command = "timeout 60 python3 -B " + std::string{ROSTRUM_SOURCE_DIR} +
                         "/server/verify/verify.py " + package.string() + " > " + told.string() +
                         " 2>&1";
    const int status = std::system(command.c_str());
    std::ifstream file(told, std::ios::binary);
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1,
            std::string(std::istreambuf_iterator<char>(file), {})};
}

/// What both programs say of a package to which this was done.
std::vector<Verdict> verdicts_on(const std::function<void(const fs::path&)>& harm)
{
    const cli::ScratchFolder folder("rostrum-hostile-test");
    const auto package = folder.path() / "package";
    write_folder(package, package_with_folders());
    harm(package);
    const auto ours = run({"verify", package.string()});
    return {{ours.exit_code, ours.output}, python_says(package, folder.path() / "told")};
}

void check_unread(const std::string& words, const std::function<void(const fs::path&)>& harm)
{
    for (const auto& [exit_code, output] : verdicts_on(harm)) {
        CAPTURE(output);
        CHECK(exit_code == 2);
        CHECK(output.contains(words));
    }
}

/// Signed as the log is now, with the results that a loose reader still finds in it.
Files signed_with(Files files, const std::string& results)
{
    files = signed_again(std::move(files));
    files["results.json"] = results;
    return with_manifest(std::move(files));
}

Mutant respelt(const std::string& from, const std::string& to)
{
    return {from + " -> " + to, [from, to](Files files) {
                CAPTURE(from);
                auto results = files.at("results.json");
                auto& log = files.at("events.jsonl");
                const auto at = log.find(from);
                REQUIRE(at != std::string::npos);
                log.replace(at, from.size(), to);
                const auto shown = results.find(from);
                if (shown != std::string::npos) results.replace(shown, from.size(), to);
                return signed_with(std::move(files), results);
            }};
}

/// The first line in UTF-16, which some readers find out by themselves.
Files in_wide_characters(Files files)
{
    const auto results = files.at("results.json");
    auto& log = files.at("events.jsonl");
    const auto end = log.find('\n');
    std::string line;
    for (const char c : log.substr(0, end)) line += {c, '\0'};
    log.replace(0, end, line);
    return signed_with(std::move(files), results);
}

} // namespace

TEST_CASE("a line of the log that two readers could read differently is no event",
          "[system][package]")
{
    const std::string line = R"({"n":1,)";
    check_refused(
        package_with_folders(),
        {{"in UTF-16", in_wide_characters},
         respelt(line, "\xEF\xBB\xBF" + line),
         respelt(line, line + "\"x\":\"\xED\xA0\x80\","),
         respelt(line, line + R"("x":"\ud800",)"),
         respelt(line, line + R"("x":NaN,)"),
         respelt(line, line + R"("x":-Infinity,)"),
         respelt(line, line + R"("x":1e999,)"),
         respelt(line, R"({"n":2,"n":1,)"),
         respelt(R"({"draw":"d1","public_id")", R"({"draw":"d2","draw":"d1","public_id")"),
         respelt(R"("drawn":[)", R"("drawn":["A-0099"],"drawn":[)")});
}

TEST_CASE("a whole number of the log is written as one", "[system][package]")
{
    check_refused(package_with_folders(),
                  {respelt(R"({"n":1,)", R"({"n":1.0,)"), respelt(R"({"n":1,)", R"({"n":true,)"),
                   respelt(R"("count":2})", R"("count":"2"})"),
                   respelt(R"("weight":3)", R"("weight":"3")"),
                   respelt(R"("delay":1000)", R"("delay":"1000")"),
                   respelt(R"("contributions":{"lines":4)", R"("contributions":{"lines":"4")"),
                   respelt(R"("phones":{"issued":4)", R"("phones":{"issued":4.0)"),
                   respelt(R"("not_satisfied":1}})", R"("not_satisfied":true}})"),
                   respelt(R"("entitled":5,"present":5)", R"("entitled":5.0,"present":5.0)"),
                   respelt(R"("votes_short":1)", R"("votes_short":true)"),
                   respelt(R"("live_batch":0)", R"("live_batch":"0")"),
                   respelt(R"("counted":true)", R"("counted":"yes")")});
}

TEST_CASE("a pipe in a package holds up nobody, and a link leads nowhere", "[system][package]")
{
    check_unread("README.txt is no plain file", [](const fs::path& package) {
        fs::remove(package / "README.txt");
        REQUIRE(::mkfifo((package / "README.txt").c_str(), 0600) == 0);
    });
    check_unread("more.txt is no plain file", [](const fs::path& package) {
        fs::create_symlink("/dev/zero", package / "more.txt");
    });
}

TEST_CASE("what is no package, or larger than any, is not read", "[system][package]")
{
    check_unread("is no package: it has no events.jsonl",
                 [](const fs::path& package) { fs::remove(package / "events.jsonl"); });
    check_unread("No such file", [](const fs::path& package) { fs::remove_all(package); });
    check_unread("ballots.txt is larger than any package", [](const fs::path& package) {
        fs::resize_file(package / "ballots" / "b1" / "ballots.txt",
                        cli::limits::package_bytes_max + 1);
    });
    check_unread("has more files than any package", [](const fs::path& package) {
        for (std::size_t i = 0; i < cli::limits::package_entries_max; ++i)
            std::ofstream(package / std::to_string(i));
    });
}

TEST_CASE("the names in a package steer no terminal and make up no line of their own",
          "[system][package]")
{
    const auto harm = [](const fs::path& package) {
        std::ofstream(package / "x\n全部成立\nOK 全部成立\n\x1B[2J\xE2\x80\xAE\xC2\x9B\xFF") << "x";
    };
    for (const auto& [exit_code, output] : verdicts_on(harm)) {
        CAPTURE(output);
        CHECK(exit_code == 1);
        CHECK_FALSE(output.contains('\x1B'));
        CHECK_FALSE(output.contains("\xE2\x80\xAE"));
        CHECK_FALSE(output.contains("\xC2\x9B"));
        CHECK_FALSE(output.contains('\xFF'));
        std::istringstream lines(output);
        for (std::string line; std::getline(lines, line);)
            CHECK_FALSE((line == "全部成立" || line == "OK 全部成立"));
    }
}

} // namespace rostrum::system_test
