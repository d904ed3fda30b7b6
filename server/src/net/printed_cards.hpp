// What is printed on a seat card, but for its secrets.
#pragma once

#include "hall/halls.hpp"
#include "papers/pdf_cards.hpp"

#include <string>
#include <string_view>

namespace rostrum::net {

/// Without address and code. Names only where there are any (any more).
[[nodiscard]] papers::PrintedCard card_of(const core::Hearing& hearing,
                                          const protocol::NameBook& names,
                                          const core::ParticipantId& participant);

/// On the hall thread.
[[nodiscard]] papers::CardSheet card_sheet(hall::Halls& halls, const core::Hearing& hearing,
                                           papers::CardSize size);

/// What a card's QR code opens: `https://hall.example/j#TOKEN`. The token stays in the browser.
[[nodiscard]] std::string card_url(std::string_view public_url, std::string_view token);

} // namespace rostrum::net
