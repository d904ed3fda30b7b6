#include "disk/durable_file.hpp"

#include "support/catch.hpp"
#include "support/data_folder.hpp"
#include "support/full_disk.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>

using namespace rostrum;

namespace fs = std::filesystem;

namespace {

std::string bytes_of(const fs::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

} // namespace

TEST_CASE("a file takes the place of another only with all of it", "[disk]")
{
    const tst::DataFolder folder;
    const auto file = folder.path() / "report.csv";
    disk::write_durably(file, "of yesterday");
    {
        const tst::FullDisk full{4'096};
        CHECK_THROWS_AS(disk::write_durably(file, std::string(10'000, 'x')), std::system_error);
    }
    CHECK(bytes_of(file) == "of yesterday");
    CHECK(std::distance(fs::directory_iterator(folder.path()), {}) == 1);
    disk::write_durably(file, "of today");
    CHECK(bytes_of(file) == "of today");
}

TEST_CASE("what is written is for its owner alone", "[disk]")
{
    const tst::DataFolder folder;
    const auto file = folder.path() / "names.csv";
    disk::write_durably(file, "Li Wei");
    CHECK(fs::status(file).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE("what is overwritten keeps its length and nothing else", "[disk]")
{
    const tst::DataFolder folder;
    const auto file = folder.path() / "box.db";
    const auto size = GENERATE(0UZ, 1UZ, 65'536UZ, 200'001UZ);
    disk::write_durably(file, std::string(size, 's'));
    disk::overwrite(file);
    CHECK(bytes_of(file) == std::string(size, '\0'));
}
