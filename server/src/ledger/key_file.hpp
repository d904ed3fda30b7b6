// The private keys that sign the logs, each in a file of its own that only its owner may read.
#pragma once

#include "trust/bytes.hpp"
#include "trust/signing.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace rostrum::ledger {

/// `keys/<stream>.key` in a data folder: 64 hexadecimal digits. Not part of any backup: whoever
/// holds a copy could sign another log. Every member throws std::system_error when the disk
/// refuses.
class KeyFile {
public:
    KeyFile(const std::filesystem::path& folder, const std::string& stream);

    /// Nothing when there is none, or what is there is no key.
    [[nodiscard]] std::optional<trust::SigningKey> read() const;
    /// Makes a key; it is on the disk when this returns.
    [[nodiscard]] trust::SigningKey create(const trust::Entropy& entropy) const;
    /// Overwrites and removes it. A disk may keep what was overwritten: protect it as a whole.
    /// `verifier`, its public half, stays in `keys/<stream>.first` if it is the first.
    void erase(const std::string& verifier) const;
    /// The public half of the first key that was erased here. It is in no backup either: what is
    /// restored goes on as another record, and may come to differ from this one.
    [[nodiscard]] std::optional<std::string> first_verifier() const;

private:
    std::filesystem::path path_;
    std::filesystem::path first_path_;
};

} // namespace rostrum::ledger
