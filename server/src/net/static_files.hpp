// The built pages, read once at start: what is served is what was there then.
#pragma once

#include <expected>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace rostrum::net {

/// A file's bytes under one coding. Two codings of one file never have the same tag.
struct EncodedFile {
    std::string bytes;
    std::string etag;
};

struct StaticFile {
    std::string content_type;
    EncodedFile plain;
    std::optional<EncodedFile> gzip; ///< Where the build found it worth while.
    bool immutable{false};           ///< Named by its content's hash: may be kept for ever.
    bool framed{false};              ///< The screen, of which the desk has a preview.
};

class StaticFiles {
public:
    /// Every file below `folder`; `x.gz` is no file of its own, but `x` compressed.
    /// Fails with a sentence for the operator.
    static std::expected<StaticFiles, std::string> load(const std::filesystem::path& folder);

    /// `/` and `/j` are the attendee's page; `/screen` is `screen.html`, and so on.
    [[nodiscard]] const StaticFile* find(const std::string& path) const;

private:
    std::map<std::string, StaticFile> files_;
};

} // namespace rostrum::net
