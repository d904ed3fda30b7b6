// A folder that is gone when its owner is.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace rostrum::cli {

/// For the owner's eyes only. Whoever is killed leaves theirs behind; the next one for the same
/// purpose, in the same place, takes it away.
class ScratchFolder {
public:
    /// Secret: its files are overwritten before they are deleted.
    enum class Contents : std::uint8_t { plain, secret };

    explicit ScratchFolder(
        const std::string& purpose,
        const std::filesystem::path& parent = std::filesystem::temp_directory_path(),
        Contents contents = Contents::plain);
    ~ScratchFolder();
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
    Contents contents_;
    int lock_{-1}; ///< Lets go of the folder when this process ends, however it does.
};

} // namespace rostrum::cli
