#include "net/printed_cards.hpp"

#include "papers/record.hpp"
#include "papers/result_parts.hpp"

namespace rostrum::net {

papers::PrintedCard card_of(const core::Hearing& hearing, const protocol::NameBook& names,
                            const core::ParticipantId& participant)
{
    papers::PrintedCard card;
    card.participant = participant.value;
    const auto& entry = hearing.roster.participants.at(participant).entry;
    card.category = papers::category_label(hearing, entry.category);
    const auto named = names.find(participant);
    if (named == names.end()) return card;
    card.name = named->second.name;
    card.organisation = named->second.organisation;
    card.seat = named->second.seat;
    return card;
}

papers::CardSheet card_sheet(hall::Halls& halls, const core::Hearing& hearing,
                             papers::CardSize size)
{
    const auto* last = halls.checkpoints().last(hearing.hearing.value);
    return {.series = papers::series_name(halls.series()),
            .hearing = hearing.title,
            .verifier = last == nullptr ? "" : last->verifier,
            .at = hearing.starts_at,
            .size = size};
}

std::string card_url(std::string_view public_url, std::string_view token)
{
    return std::string{public_url} + "/j#" + std::string{token};
}

} // namespace rostrum::net
