#include "ledger/key_file.hpp"

#include "disk/durable_file.hpp"
#include "trust/checkpoint.hpp"

#include <sodium/utils.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <fstream>
#include <iterator>
#include <span>
#include <string_view>
#include <system_error>

namespace rostrum::ledger {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t key_digits = 2 * trust::Bytes32{}.size();

[[noreturn]] void fail(const fs::path& path)
{
    throw std::system_error(errno, std::generic_category(), path.string());
}

} // namespace

KeyFile::KeyFile(const fs::path& folder, const std::string& stream)
    : path_{folder / "keys" / (stream + ".key")}, first_path_{folder / "keys" / (stream + ".first")}
{
}

std::optional<trust::SigningKey> KeyFile::read() const
{
    if (!fs::exists(path_)) return std::nullopt;
    std::array<char, key_digits + 1> text{};
    std::ifstream file;
    file.rdbuf()->pubsetbuf(nullptr, 0); // No copy that nobody wipes.
    file.open(path_, std::ios::binary);
    if (!file) fail(path_);
    file.read(text.data(), text.size());
    if (file.bad()) fail(path_);
    auto seed =
        trust::unhex32(std::string_view{text.data(), static_cast<std::size_t>(file.gcount())});
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
    disk::write_durably(path_, text);
    disk::sync_folder(path_.parent_path().parent_path());
    trust::SigningKey key{seed};
    sodium_memzero(seed.data(), seed.size());
    sodium_memzero(text.data(), text.size());
    return key;
}

void KeyFile::erase(const std::string& verifier) const
{
    if (!fs::exists(path_)) return;
    if (!first_verifier()) disk::write_durably(first_path_, verifier);
    disk::overwrite(path_);
    fs::remove(path_);
    disk::sync_folder(path_.parent_path());
}

std::optional<std::string> KeyFile::first_verifier() const
{
    if (!fs::exists(first_path_)) return std::nullopt;
    std::ifstream file{first_path_, std::ios::binary};
    if (!file) fail(first_path_);
    std::string text{std::istreambuf_iterator<char>{file}, {}};
    if (file.bad()) fail(first_path_);
    if (!trust::read_verifier(text)) return std::nullopt;
    return text;
}

} // namespace rostrum::ledger
