#include "trust/checkpoint.hpp"

#include "trust/limits.hpp"
#include "trust/text_file.hpp"

#include <algorithm>
#include <array>
#include <cassert>

namespace rostrum::trust {
namespace {

constexpr unsigned char ed25519_kind = 0x01;
/// Begins a signature's line: an em dash and a space.
constexpr std::string_view signature_mark = "\xe2\x80\x94 ";
constexpr std::size_t key_id_bytes = 4;
using KeyId = std::array<unsigned char, key_id_bytes>;

void add(Bytes& bytes, ByteView more)
{
    bytes.insert(bytes.end(), more.begin(), more.end());
}

/// The kind of key, then the key.
Bytes typed_key(const Bytes32& key)
{
    Bytes bytes{ed25519_kind};
    add(bytes, key);
    return bytes;
}

KeyId key_id(const NoteVerifier& verifier)
{
    Bytes bytes;
    add(bytes, as_bytes(verifier.name));
    bytes.push_back('\n');
    add(bytes, typed_key(verifier.key));
    const auto digest = sha256(bytes);
    KeyId id{};
    std::copy_n(digest.begin(), id.size(), id.begin());
    return id;
}

struct SignatureLine {
    std::string_view name;
    KeyId id{};
    Bytes signature;
};

/// One line without its end, or nothing when it is none.
std::optional<SignatureLine> read_signature(std::string_view line)
{
    if (!line.starts_with(signature_mark)) return std::nullopt;
    line.remove_prefix(signature_mark.size());
    const auto blank = line.find(' ');
    if (blank == std::string_view::npos) return std::nullopt;
    const auto bytes = unbase64(line.substr(blank + 1));
    if (!is_note_name(line.substr(0, blank)) || !bytes || bytes->size() <= key_id_bytes)
        return std::nullopt;
    SignatureLine read{.name = line.substr(0, blank), .id = {}, .signature = {}};
    std::copy_n(bytes->begin(), key_id_bytes, read.id.begin());
    read.signature.assign(bytes->begin() + key_id_bytes, bytes->end());
    return read;
}

struct NoteParts {
    std::string_view text; ///< With its last line feed.
    std::vector<SignatureLine> signatures;
};

std::optional<NoteParts> split_note(std::string_view note)
{
    const auto gap = note.rfind("\n\n");
    if (gap == std::string_view::npos || !note.ends_with('\n')) return std::nullopt;
    NoteParts parts{.text = note.substr(0, gap + 1), .signatures = {}};
    auto rest = note.substr(gap + 2);
    while (!rest.empty()) {
        const auto end = rest.find('\n');
        auto signature = read_signature(rest.substr(0, end));
        if (!signature || parts.signatures.size() == limits::note_signatures_max)
            return std::nullopt;
        parts.signatures.push_back(std::move(*signature));
        rest.remove_prefix(end + 1);
    }
    if (parts.signatures.empty()) return std::nullopt;
    return parts;
}

bool is_signed_by(const SignatureLine& line, std::string_view text, const NoteVerifier& verifier)
{
    Bytes64 signature{};
    if (line.signature.size() != signature.size()) return false;
    std::ranges::copy(line.signature, signature.begin());
    return verifies(verifier.key, text, signature);
}

} // namespace

bool is_note_name(std::string_view name)
{
    return !name.empty() && std::ranges::all_of(name, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte > 0x20 && byte < 0x7f && c != '+';
    });
}

std::string write(const NoteVerifier& verifier)
{
    assert(is_note_name(verifier.name));
    return verifier.name + '+' + hex(key_id(verifier)) + '+' + base64(typed_key(verifier.key));
}

std::optional<NoteVerifier> read_verifier(std::string_view line)
{
    const auto first = line.find('+');
    if (first == std::string_view::npos) return std::nullopt;
    const auto second = line.find('+', first + 1);
    if (second == std::string_view::npos) return std::nullopt;
    const auto bytes = unbase64(line.substr(second + 1));
    NoteVerifier verifier{.name = std::string{line.substr(0, first)}, .key = {}};
    if (!is_note_name(verifier.name) || !bytes || bytes->size() != verifier.key.size() + 1 ||
        bytes->front() != ed25519_kind)
        return std::nullopt;
    std::copy(bytes->begin() + 1, bytes->end(), verifier.key.begin());
    if (write(verifier) != line) return std::nullopt; // The hash is another key's.
    return verifier;
}

std::string sign_note(std::string_view text, std::string_view name, const SigningKey& key)
{
    assert(text.ends_with('\n'));
    const auto id = key_id({.name = std::string{name}, .key = key.public_key()});
    Bytes signature{id.begin(), id.end()};
    add(signature, key.sign(text));
    return std::string{text} + '\n' + std::string{signature_mark} + std::string{name} + ' ' +
           base64(signature) + '\n';
}

std::expected<std::string_view, NoteFault> open_note(std::string_view note,
                                                     const NoteVerifier& verifier)
{
    const auto parts = split_note(note);
    if (!parts) return std::unexpected{NoteFault::malformed};
    bool is_signed = false;
    for (const auto& line : parts->signatures) {
        if (line.name != verifier.name || line.id != key_id(verifier)) continue;
        if (!is_signed_by(line, parts->text, verifier))
            return std::unexpected{NoteFault::signature_is_wrong};
        is_signed = true;
    }
    if (!is_signed) return std::unexpected{NoteFault::not_signed_by_key};
    return parts->text;
}

std::string sign_checkpoint(const TreeHead& head, std::string_view origin, const SigningKey& key)
{
    return sign_note(std::string{origin} + '\n' + std::to_string(head.size) + '\n' +
                         base64(head.root) + '\n',
                     origin, key);
}

std::expected<TreeHead, NoteFault> read_checkpoint(std::string_view note,
                                                   const NoteVerifier& verifier)
{
    const auto text = open_note(note, verifier);
    if (!text) return std::unexpected{text.error()};
    const auto first = text->find('\n');
    if (text->substr(0, first) != verifier.name) return std::unexpected{NoteFault::of_another_log};
    const auto second = text->find('\n', first + 1);
    if (second == std::string_view::npos || second + 1 >= text->size())
        return std::unexpected{NoteFault::not_a_checkpoint};
    const auto size =
        read_number(text->substr(first + 1, second - first - 1), 0, limits::log_size_max);
    const auto root = unbase64(text->substr(second + 1, text->size() - second - 2));
    const bool has_one_signature = split_note(note)->signatures.size() == 1;
    if (!size || !root || root->size() != hash_bytes || !has_one_signature)
        return std::unexpected{NoteFault::not_a_checkpoint};
    TreeHead head{.size = *size, .root = {}};
    std::ranges::copy(*root, head.root.begin());
    return head;
}

std::string_view in_words(NoteFault fault)
{
    switch (fault) {
    case NoteFault::malformed: return "it is not a signed note";
    case NoteFault::not_signed_by_key: return "it bears no signature by the log's key";
    case NoteFault::signature_is_wrong: return "its signature does not hold";
    case NoteFault::not_a_checkpoint: return "it is not a checkpoint";
    case NoteFault::of_another_log: return "it is of another log";
    }
    return {};
}

} // namespace rostrum::trust
