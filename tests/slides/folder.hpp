// A folder of a test's own.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace rostrum::slides {

class TestFolder {
public:
    TestFolder()
    {
        std::string name = std::filesystem::temp_directory_path() / "rostrum-slides-XXXXXX";
        if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder for the test");
        path_ = name;
    }
    ~TestFolder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TestFolder(const TestFolder&) = delete;
    TestFolder& operator=(const TestFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    [[nodiscard]] std::filesystem::path file(const std::string& name, std::string_view bytes) const
    {
        std::ofstream(path_ / name, std::ios::binary) << bytes;
        return path_ / name;
    }
    /// A program: its lines for the shell.
    void script(const std::string& name, const std::string& lines) const
    {
        const auto program = file(name, "#!/bin/sh\n" + lines);
        std::filesystem::permissions(program, std::filesystem::perms::owner_all);
    }

private:
    std::filesystem::path path_;
};

} // namespace rostrum::slides
