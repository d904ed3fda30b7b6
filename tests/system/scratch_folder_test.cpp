#include "cli/scratch_folder.hpp"

#include "support/catch.hpp"

#include <csignal>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace rostrum::system_test {
namespace {

namespace fs = std::filesystem;
using cli::ScratchFolder;

std::ptrdiff_t folders_in(const fs::path& parent)
{
    return std::distance(fs::directory_iterator(parent), fs::directory_iterator{});
}

std::string bytes_of(const fs::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// What a process leaves that is killed while it has such a folder.
void be_killed_with(const std::string& purpose, const fs::path& parent)
{
    const auto process = ::fork();
    if (process == 0) {
        const ScratchFolder folder(purpose, parent);
        std::ofstream(folder.path() / "names") << "Li Wei";
        ::kill(::getpid(), SIGKILL);
    }
    int status = 0;
    REQUIRE(::waitpid(process, &status, 0) == process);
    REQUIRE(WIFSIGNALED(status));
}

} // namespace

TEST_CASE("a scratch folder is for its owner alone, and gone with them", "[system][scratch]")
{
    const ScratchFolder parent("rostrum-scratch-test");
    std::optional<ScratchFolder> folder(std::in_place, "search", parent.path());
    std::ofstream(folder->path() / "names") << "Li Wei";
    CHECK(fs::status(folder->path()).permissions() == fs::perms::owner_all);
    folder.reset();
    CHECK(folders_in(parent.path()) == 0);
}

TEST_CASE("what is secret in a scratch folder is overwritten before it is deleted",
          "[system][scratch]")
{
    const ScratchFolder parent("rostrum-scratch-test");
    const auto still_there = parent.path() / "another-name-of-the-same-file";
    {
        const ScratchFolder folder("export", parent.path(), ScratchFolder::Contents::secret);
        fs::create_directory(folder.path() / "copy");
        const auto file = folder.path() / "copy" / "box.db";
        std::ofstream(file) << "of an open ballot";
        fs::create_hard_link(file, still_there);
    }
    CHECK(folders_in(parent.path()) == 1);
    CHECK(bytes_of(still_there) == std::string(17, '\0'));
}

TEST_CASE("what a killed process has left is taken away by the next one, and nothing else is",
          "[system][scratch]")
{
    const ScratchFolder parent("rostrum-scratch-test");
    const ScratchFolder in_use("search", parent.path());
    const ScratchFolder of_another_purpose("export", parent.path());
    fs::create_directory(parent.path() / "search-for-a-flat");
    fs::create_directory_symlink(parent.path() / "search-for-a-flat",
                                 parent.path() / "search-0123456789abcdef");
    be_killed_with("search", parent.path());
    REQUIRE(folders_in(parent.path()) == 5);

    const ScratchFolder next("search", parent.path());
    CHECK(folders_in(parent.path()) == 5);
    CHECK(fs::exists(in_use.path()));
    CHECK(fs::exists(of_another_purpose.path()));
    CHECK(fs::exists(parent.path() / "search-0123456789abcdef"));
}

TEST_CASE("a place that cannot be written to is named", "[system][scratch]")
{
    const ScratchFolder parent("rostrum-scratch-test");
    std::ofstream(parent.path() / "file") << "no folder";
    CHECK_THROWS_AS(ScratchFolder("search", parent.path() / "file"), fs::filesystem_error);
}

} // namespace rostrum::system_test
