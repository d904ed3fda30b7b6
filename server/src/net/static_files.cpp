#include "net/static_files.hpp"

#include <fstream>
#include <functional>
#include <iterator>
#include <string_view>
#include <utility>

namespace rostrum::net {
namespace {

std::string type_of(const std::string& extension)
{
    static const std::map<std::string, std::string> types{
        {".html", "text/html; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".mjs", "text/javascript; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".json", "application/json"},
        {".webmanifest", "application/manifest+json"},
        {".svg", "image/svg+xml"},
        {".png", "image/png"},
        {".ico", "image/x-icon"},
        {".woff2", "font/woff2"},
        {".txt", "text/plain; charset=utf-8"},
    };
    const auto found = types.find(extension);
    return found == types.end() ? "application/octet-stream" : found->second;
}

constexpr std::string_view gzip_extension = ".gz";

EncodedFile encoded(std::string bytes, std::string_view coding)
{
    const auto hash = std::to_string(std::hash<std::string>{}(bytes));
    return {std::move(bytes), '"' + hash + std::string{coding} + '"'};
}

} // namespace

std::expected<StaticFiles, std::string> StaticFiles::load(const std::filesystem::path& folder)
{
    std::error_code error;
    if (!std::filesystem::is_regular_file(folder / "index.html", error)) {
        return std::unexpected("the folder of pages has no index.html: " + folder.string());
    }
    StaticFiles files;
    std::map<std::string, std::string> gzipped; // By the path of what they are of.
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, error)) {
        if (!entry.is_regular_file()) continue;
        std::ifstream stream(entry.path(), std::ios::binary);
        std::string bytes(std::istreambuf_iterator<char>(stream), {});
        if (!stream) return std::unexpected("cannot read " + entry.path().string());

        const auto path = "/" + std::filesystem::relative(entry.path(), folder).generic_string();
        const auto extension = entry.path().extension().string();
        if (extension == gzip_extension) {
            gzipped[path.substr(0, path.size() - extension.size())] = std::move(bytes);
            continue;
        }
        auto plain = encoded(std::move(bytes), {});
        files.files_[path] = {type_of(extension), std::move(plain), std::nullopt,
                              path.starts_with("/assets/"), path == "/screen.html"};
    }
    if (error) return std::unexpected("cannot read the folder of pages: " + error.message());
    for (auto& [path, bytes] : gzipped) {
        const auto found = files.files_.find(path);
        if (found != files.files_.end()) found->second.gzip = encoded(std::move(bytes), "-gzip");
    }
    return files;
}

const StaticFile* StaticFiles::find(const std::string& path) const
{
    const auto page = path == "/" || path == "/j"           ? std::string{"/index.html"}
                      : path.find('.') == std::string::npos ? path + ".html"
                                                            : path;
    const auto found = files_.find(page);
    return found == files_.end() ? nullptr : &found->second;
}

} // namespace rostrum::net
