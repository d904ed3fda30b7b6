// Uploaded slides, each under the SHA-256 of its bytes: the same deck twice is one file, and a file
// never changes.
#pragma once

#include <cstddef>
#include <expected>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rostrum::slides {

/// What became of a copy of all decks.
struct Copied {
    std::size_t decks{0};
    /// A sentence for the operator of each file that is none, or no more what its name says.
    /// Whether anybody misses it, the logs know.
    std::vector<std::string> left_out;
};

class Store {
public:
    /// The folder is made with the first deck.
    explicit Store(std::filesystem::path folder) : folder_{std::move(folder)} {}

    /// Within a data folder.
    [[nodiscard]] static Store in(const std::filesystem::path& data)
    {
        return Store{data / "slides"};
    }

    /// Durable when it returns. Gives the SHA-256, or a sentence for the operator.
    [[nodiscard]] std::expected<std::string, std::string> keep(std::string_view bytes) const;
    /// Nothing when there is no such deck, or it is not what it was.
    [[nodiscard]] std::optional<std::string> read(const std::string& sha256) const;
    [[nodiscard]] bool has(const std::string& sha256) const;

    /// Copies every deck that the other does not have yet, each checked against its name. Decks may
    /// be added meanwhile: what a log taken before speaks of is copied.
    [[nodiscard]] std::expected<Copied, std::string> copy_to(const Store& other) const;
    /// Throws away what a process was writing when it was killed. Only while no other writes here.
    void forget_unfinished() const;

private:
    [[nodiscard]] std::filesystem::path file_of(const std::string& sha256) const;

    std::filesystem::path folder_;
};

} // namespace rostrum::slides
