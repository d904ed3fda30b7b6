// How far a log goes and what its tree's root is, signed: a C2SP signed note with a C2SP tlog
// checkpoint as its text. Whoever keeps one can prove later that the log was changed.
#pragma once

#include "trust/bytes.hpp"
#include "trust/signing.hpp"
#include "trust/tree.hpp"

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace rostrum::trust {

/// Who signs notes: a name and an Ed25519 key. Printed as `name+hash+key`.
struct NoteVerifier {
    std::string name; ///< Not empty, without blanks and `+`.
    Bytes32 key{};

    bool operator==(const NoteVerifier&) const = default;
};

[[nodiscard]] bool is_note_name(std::string_view name);

[[nodiscard]] std::string write(const NoteVerifier& verifier);
/// Only what `write` writes.
[[nodiscard]] std::optional<NoteVerifier> read_verifier(std::string_view line);

/// Signs a text, which ends with a line feed and holds no other control character.
[[nodiscard]] std::string sign_note(std::string_view text, std::string_view name,
                                    const SigningKey& key);

enum class NoteFault : std::uint8_t {
    malformed,          ///< Not a signed note at all.
    not_signed_by_key,  ///< No signature by the key asked for.
    signature_is_wrong, ///< One that claims to be.
    not_a_checkpoint,   ///< A note of something else, or in another spelling than ours.
    of_another_log,     ///< Its origin is not the key's name.
};

/// In plain English.
[[nodiscard]] std::string_view in_words(NoteFault fault);

/// The text of a note that the key has signed; signatures of others are passed over.
[[nodiscard]] std::expected<std::string_view, NoteFault> open_note(std::string_view note,
                                                                   const NoteVerifier& verifier);

/// `origin LF size LF root LF`, signed by a key of the origin's name.
[[nodiscard]] std::string sign_checkpoint(const TreeHead& head, std::string_view origin,
                                          const SigningKey& key);

/// Only as `sign_checkpoint` writes it: one signature, three lines, one spelling.
[[nodiscard]] std::expected<TreeHead, NoteFault> read_checkpoint(std::string_view note,
                                                                 const NoteVerifier& verifier);

} // namespace rostrum::trust
