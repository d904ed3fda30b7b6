#include "slides/store.hpp"

#include "disk/durable_file.hpp"
#include "trust/bytes.hpp"

#include <fstream>
#include <system_error>

namespace rostrum::slides {
namespace {

namespace fs = std::filesystem;

constexpr auto extension = ".pdf";

void make_folder(const fs::path& folder)
{
    if (!fs::create_directories(folder)) return;
    fs::permissions(folder, fs::perms::owner_all);
    disk::sync_folder(folder.has_parent_path() ? folder.parent_path() : fs::path{"."});
}

} // namespace

fs::path Store::file_of(const std::string& sha256) const
{
    return folder_ / (sha256 + extension);
}

std::expected<std::string, std::string> Store::keep(std::string_view bytes) const
{
    auto sha256 = trust::hex(trust::sha256(bytes));
    try {
        if (has(sha256)) return sha256;
        make_folder(folder_);
        disk::write_durably(file_of(sha256), bytes);
        return sha256;
    }
    catch (const std::system_error& error) { // Of the files or of the folder.
        return std::unexpected{std::string{error.what()}};
    }
}

std::optional<std::string> Store::read(const std::string& sha256) const
{
    if (!trust::unhex32(sha256)) return std::nullopt; // No path of somebody's making.
    std::error_code error;
    const auto size = fs::file_size(file_of(sha256), error);
    if (error) return std::nullopt;
    std::string bytes(size, '\0');
    std::ifstream stream(file_of(sha256), std::ios::binary);
    if (!stream.read(bytes.data(), static_cast<std::streamsize>(size))) return std::nullopt;
    if (trust::hex(trust::sha256(bytes)) != sha256) return std::nullopt;
    return bytes;
}

bool Store::has(const std::string& sha256) const
{
    return read(sha256).has_value();
}

std::expected<Copied, std::string> Store::copy_to(const Store& other) const
{
    Copied copied;
    try {
        if (!fs::exists(folder_)) return copied;
        for (const auto& entry : fs::directory_iterator(folder_)) {
            const auto& path = entry.path();
            if (path.extension() == disk::unfinished) continue; // Another's, being written.
            const auto sha256 = path.stem().string();
            if (path.extension() != extension || !trust::unhex32(sha256)) {
                copied.left_out.push_back(path.string() + " is no deck of slides");
                continue;
            }
            const auto bytes = read(sha256);
            if (!bytes) {
                copied.left_out.push_back(path.string() + " is not what its name says");
                continue;
            }
            if (auto kept = other.keep(*bytes); !kept) return std::unexpected{kept.error()};
            ++copied.decks;
        }
        return copied;
    }
    catch (const fs::filesystem_error& error) {
        return std::unexpected{std::string{error.what()}};
    }
}

void Store::forget_unfinished() const
{
    std::error_code error;
    const fs::directory_iterator end;
    for (fs::directory_iterator at{folder_, error}; !error && at != end; at.increment(error)) {
        std::error_code ignored; // What stays is written over by the same deck.
        if (at->path().extension() == disk::unfinished) fs::remove(at->path(), ignored);
    }
}

} // namespace rostrum::slides
