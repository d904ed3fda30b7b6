// Seat cards (席卡) as a PDF to be printed and cut. They hold secrets that are shown once: they are
// drawn within the answer to whoever issues the cards, and kept nowhere.
#pragma once

#include "core/time.hpp"

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rostrum::papers {

enum class CardSize : std::uint8_t {
    a6,    ///< 105 × 148 mm, four on a sheet: to stand on a desk.
    a7,    ///< 105 × 74 mm, eight on a sheet.
    badge, ///< 90 × 54 mm, ten on a sheet: for a badge's cover.
};

[[nodiscard]] std::optional<CardSize> card_size(std::string_view name);

struct PrintedCard {
    std::string participant;
    std::string name;
    std::string organisation;
    std::string seat;
    std::string category;
    std::string url;
    std::string code;
};

/// What all cards of a sheet have in common.
struct CardSheet {
    std::string series;
    std::string hearing;
    std::string verifier; ///< Of the hearing's log, for whoever checks it later; may be empty.
    core::Instant at;
    CardSize size{CardSize::a7};
};

/// On A4, with marks to cut by. The error is for the log: an address too long for a QR code.
[[nodiscard]] std::expected<std::string, std::string>
cards_pdf(const CardSheet& sheet, const std::vector<PrintedCard>& cards);

} // namespace rostrum::papers
