// The built pages, read once at start: what is served is what was there then.
#pragma once

#include <expected>
#include <filesystem>
#include <map>
#include <string>

namespace rostrum::net {

struct StaticFile {
    std::string content_type;
    std::string bytes;
    std::string etag;
    bool immutable{false}; ///< Named by its content's hash: may be kept for ever.
};

class StaticFiles {
public:
    /// Every file below `folder`. Fails with a sentence for the operator.
    static std::expected<StaticFiles, std::string> load(const std::filesystem::path& folder);

    /// `/` and `/j` are the attendee's page; `/screen` is `screen.html`, and so on.
    [[nodiscard]] const StaticFile* find(const std::string& path) const;

private:
    std::map<std::string, StaticFile> files_;
};

} // namespace rostrum::net
