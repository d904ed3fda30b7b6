// From an upload to a deck that can be attached: looked into apart, then kept.
#pragma once

#include "slides/examination.hpp"
#include "slides/store.hpp"

#include <cstdint>
#include <expected>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>

namespace rostrum::slides {

/// A deck that is durable.
struct Deck {
    std::string sha256;
    std::int64_t pages{0};
};

using Examine = std::function<std::expected<Examined, Fault>(const std::filesystem::path& file,
                                                             const std::stop_token& stop)>;

/// Where decks come in, in a data folder. One at a time.
class Intake {
public:
    /// Throws away what an earlier process was in the middle of.
    Intake(std::filesystem::path data, Examine examine);

    /// Blocks as long as looking into the file takes.
    [[nodiscard]] std::expected<Deck, Fault> take(std::string_view bytes,
                                                  const std::stop_token& stop) const;
    [[nodiscard]] const Store& store() const { return store_; }

private:
    [[nodiscard]] std::expected<Deck, Fault> take_apart(std::string_view bytes,
                                                        const std::stop_token& stop) const;

    Store store_;
    std::filesystem::path workplace_; ///< Empty between two decks.
    Examine examine_;
};

} // namespace rostrum::slides
