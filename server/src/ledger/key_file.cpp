#include "ledger/key_file.hpp"

#include <sodium/utils.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <fcntl.h>
#include <span>
#include <string_view>
#include <system_error>
#include <unistd.h>

namespace rostrum::ledger {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t key_digits = 2 * trust::Bytes32{}.size();
constexpr auto unfinished = ".partial";

[[noreturn]] void fail(const fs::path& path)
{
    throw std::system_error(errno, std::generic_category(), path.string());
}

/// Closed when it goes.
class File {
public:
    File(const fs::path& path, int flags) : path_{path}, file_{::open(path.c_str(), flags, 0600)}
    {
        if (file_ < 0) fail(path);
    }
    ~File() { ::close(file_); }
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    void write_durably(std::string_view text) const
    {
        if (::write(file_, text.data(), text.size()) != static_cast<ssize_t>(text.size()))
            fail(path_);
        sync();
    }
    [[nodiscard]] std::size_t read(std::span<char> text) const
    {
        const auto size = ::read(file_, text.data(), text.size());
        if (size < 0) fail(path_);
        return static_cast<std::size_t>(size);
    }
    void sync() const
    {
        if (::fsync(file_) != 0) fail(path_);
    }

private:
    fs::path path_;
    int file_;
};

void sync_folder(const fs::path& folder)
{
    File{folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC}.sync();
}

} // namespace

KeyFile::KeyFile(const fs::path& folder, const std::string& stream)
    : path_{folder / "keys" / (stream + ".key")}
{
}

std::optional<trust::SigningKey> KeyFile::read() const
{
    if (!fs::exists(path_)) return std::nullopt;
    std::array<char, key_digits + 1> text{};
    const auto size = File{path_, O_RDONLY | O_CLOEXEC}.read(text);
    auto seed = trust::unhex32(std::string_view{text.data(), size});
    sodium_memzero(text.data(), text.size());
    if (!seed) return std::nullopt;
    std::optional<trust::SigningKey> key{std::in_place, *seed};
    sodium_memzero(seed->data(), seed->size());
    return key;
}

trust::SigningKey KeyFile::create(const trust::Entropy& entropy) const
{
    if (fs::create_directories(path_.parent_path()))
        fs::permissions(path_.parent_path(), fs::perms::owner_all);
    trust::Bytes32 seed{};
    entropy(std::as_writable_bytes(std::span{seed}));
    auto text = trust::hex(seed);
    auto partial = path_;
    partial += unfinished;
    fs::remove(partial);
    File{partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC}.write_durably(text);
    fs::rename(partial, path_);
    sync_folder(path_.parent_path());
    sync_folder(path_.parent_path().parent_path());
    trust::SigningKey key{seed};
    sodium_memzero(seed.data(), seed.size());
    sodium_memzero(text.data(), text.size());
    return key;
}

void KeyFile::erase() const
{
    if (!fs::exists(path_)) return;
    File{path_, O_WRONLY | O_CLOEXEC}.write_durably(std::string(key_digits, '0'));
    fs::remove(path_);
    sync_folder(path_.parent_path());
}

} // namespace rostrum::ledger
