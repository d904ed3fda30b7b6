// A folder that is gone when its owner is.
#pragma once

#include "cli/crypto.hpp"

#include <filesystem>
#include <string>
#include <system_error>

namespace rostrum::cli {

class ScratchFolder {
public:
    explicit ScratchFolder(const std::string& purpose, const std::filesystem::path& parent =
                                                           std::filesystem::temp_directory_path())
        : path_(parent / (purpose + '-' + sha256(random_bytes(16)).substr(0, 16)))
    {
        std::filesystem::create_directories(path_);
    }
    ~ScratchFolder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

} // namespace rostrum::cli
