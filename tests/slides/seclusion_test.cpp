#include "slides/seclusion.hpp"

#include "slides/folder.hpp"

#include "support/catch.hpp"

#include <filesystem>
#include <fstream>
#include <sys/wait.h>
#include <unistd.h>

using namespace rostrum::slides;

namespace fs = std::filesystem;

namespace {

bool can_read(const fs::path& file)
{
    return std::ifstream{file}.get() != std::ifstream::traits_type::eof();
}

bool can_write(const fs::path& file)
{
    return std::ofstream{file}.put('x').flush().good();
}

bool can_list(const fs::path& folder)
{
    std::error_code error;
    return fs::directory_iterator{folder, error} != fs::directory_iterator{} && !error;
}

/// Nobody gets out of it again, so it is done by a process that ends.
template <typename Work>
int exit_code_of(Work work)
{
    const auto child = ::fork();
    if (child == 0) ::_exit(work());
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFEXITED(status));
    return WEXITSTATUS(status);
}

constexpr int no_landlock = 77;

} // namespace

TEST_CASE("who opens a stranger's file sees of all data only the folder that it lies in",
          "[slides]")
{
    const TestFolder data;
    const auto people = data.file("people.db", "names");
    const auto own = data.path() / "slides-incoming";
    fs::create_directories(own / "home");
    std::ofstream(own / "deck.odp") << "a stranger's";
    fs::create_symlink(people, own / "link");
    const auto code = exit_code_of([&] {
        if (!seclude(own, {})) return no_landlock;
        int wrong = 0;
        if (can_read(people) || can_read("/proc/self/root" + people.string())) wrong |= 1;
        if (can_read(own / "link")) wrong |= 2;
        if (can_list(data.path())) wrong |= 4;
        if (can_write(people) || can_write(data.path() / "new")) wrong |= 8;
        if (!can_read(own / "deck.odp") || !can_write(own / "deck.pdf")) wrong |= 16;
        if (!can_list("/usr") || !can_write("/dev/null")) wrong |= 32;
        return wrong;
    });
    if (code == no_landlock)
        WARN("this kernel has no Landlock: nothing was tested");
    else
        CHECK(code == 0);
}

TEST_CASE("a secluded process still reads the places that it is told of, and does not write there",
          "[slides]")
{
    const TestFolder own;
    const TestFolder office;
    const auto program = office.file("soffice.bin", "a program");
    const auto code = exit_code_of([&] {
        if (!seclude(own.path(), {office.path()})) return no_landlock;
        return can_read(program) && !can_write(program) ? 0 : 1;
    });
    if (code != no_landlock) CHECK(code == 0);
}
