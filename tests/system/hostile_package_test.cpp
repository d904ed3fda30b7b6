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

} // namespace

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
