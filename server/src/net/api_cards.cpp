// Seat cards: issued, and issued anew; and drawn for the printer within the same answer.
#include "net/api.hpp"
#include "net/letting_in.hpp"
#include "net/limits.hpp"
#include "net/printed_cards.hpp"
#include "papers/pdf_faces.hpp"
#include "trust/bytes.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <spdlog/spdlog.h>

#include <map>
#include <memory>
#include <utility>
#include <vector>

namespace rostrum::net {
namespace {

namespace json = boost::json;

struct Holder {
    papers::PrintedCard card; ///< Without its address and its code.
    std::string category;     ///< Its key.
};
using Holders = std::map<core::ParticipantId, Holder>;

/// Nothing: everybody who has no card yet.
using Wanted = std::optional<std::vector<core::ParticipantId>>;

std::expected<Wanted, HttpResponse> read_wanted(const json::object& object)
{
    const auto* list = object.if_contains("participants");
    if (list == nullptr) return Wanted{};
    const auto wrong = [] { return std::unexpected(problem(400, "wrong_shape", "/participants")); };
    if (!list->is_array()) return wrong();
    if (list->get_array().size() > limits::cards_per_request_max) {
        return std::unexpected(problem(422, "too_many_participants"));
    }
    std::vector<core::ParticipantId> participants;
    for (const auto& one : list->get_array()) {
        if (!one.is_string()) return wrong();
        participants.push_back({std::string{one.get_string()}});
    }
    return Wanted{std::move(participants)};
}

/// Of the PDF; nothing when none is asked for.
std::expected<std::optional<papers::CardSize>, HttpResponse> read_size(const json::object& object)
{
    if (!object.contains("size")) return std::nullopt;
    const auto size = papers::card_size(text_member(object, "size").value_or(""));
    if (!size) return std::unexpected(problem(400, "wrong_shape", "/size"));
    return size;
}

Holders holders_of(const core::Hearing& hearing, const protocol::NameBook& names)
{
    Holders holders;
    for (const auto& [id, participant] : hearing.roster.participants)
        holders[id] = {card_of(hearing, names, id), participant.entry.category.value};
    return holders;
}

/// One request for cards on its way: from the door to the thread for codes, and back.
struct Making {
    Holders holders;
    bool all_without{false}; ///< Asked for everybody who has no card, not for these by name.
    std::vector<core::ParticipantId> wanted;
    std::vector<access::CardOrder> orders;
    std::map<core::ParticipantId, std::string> codes;
    std::optional<papers::CardSheet> sheet; ///< When a PDF is asked for.
};

json::object card_json(const Api& api, const Making& making, const access::IssuedCard& card)
{
    const auto& holder = making.holders.at(card.handle);
    return {{"participant", card.handle.value},
            {"name", holder.card.name},
            {"seat", holder.card.seat},
            {"category", holder.category},
            {"url", card_url(api->public_url, card.token)},
            {"code", access::printed_code(making.codes.at(card.handle))}};
}

/// On the thread for papers. When it cannot be drawn, the answer is without a PDF rather than
/// without the cards, for these are shown only once.
void draw_cards(const Making& making, json::object answer, const Respond& respond)
{
    std::vector<papers::PrintedCard> cards;
    for (const auto& one : answer.at("cards").as_array()) {
        const auto text = [&one](const char* member) {
            return std::string{one.at(member).as_string()};
        };
        auto& card = cards.emplace_back(making.holders.at({text("participant")}).card);
        card.url = text("url");
        card.code = text("code");
    }
    if (!papers::can_print_chinese()) {
        spdlog::warn("seat cards are not drawn: no Chinese font is installed");
    }
    else if (const auto pdf = papers::cards_pdf(*making.sheet, cards)) {
        answer["pdf"] = trust::base64(trust::as_bytes(*pdf));
    }
    else {
        spdlog::error("seat cards are not drawn: {}", pdf.error());
    }
    respond(json_response(200, json::serialize(answer)));
}

/// A server that stops begins no cards: they are shown only once, and who asked may be gone.
HttpResponse no_cards_any_more()
{
    return problem(503, "busy", "the server stops; no card was issued");
}

/// On the door's thread, when every code has been hashed.
void issue(const Api& api, DoorKeeper& keeper, const std::shared_ptr<Making>& shared,
           const Respond& respond)
{
    if (api->door.is_stopping()) return respond(no_cards_any_more());
    auto& making = *shared;
    const auto existing = keeper.cards.list();
    if (!existing) return respond(store_failed(existing.error().message));
    // Whoever was given a card meanwhile keeps it.
    if (making.all_without)
        std::erase_if(making.orders,
                      [&](const auto& order) { return existing->contains(order.handle); });
    const auto issued = keeper.cards.issue(making.orders, api->hub.now());
    if (!issued) return respond(store_failed(issued.error().message));

    api->hub.end_sessions(texts_of(issued->ended), /*revoked=*/true);
    api->cards_issued(existing->size() + issued->cards.size());

    json::array cards;
    for (const auto& card : issued->cards) cards.push_back(card_json(api, making, card));
    json::object answer{{"cards", std::move(cards)}};
    if (!making.sheet) return respond(json_response(200, json::serialize(answer)));
    // What was let in at the thread for codes is not turned away here.
    api->papers.go_on(
        [shared, answer = std::move(answer), respond] { draw_cards(*shared, answer, respond); });
}

/// On the thread for codes: one code at a time, so that a whole hall's cards hold up nobody who
/// types one.
void make_next_code(const Api& api, const std::shared_ptr<Making>& making, const Respond& respond)
{
    if (api->door.is_stopping()) return respond(no_cards_any_more());
    if (making->orders.size() == making->wanted.size()) {
        return api->door.post(
            [api, making, respond](DoorKeeper& keeper) { issue(api, keeper, making, respond); });
    }
    const auto& handle = making->wanted[making->orders.size()];
    auto code = access::make_code(api->door.entropy());
    auto hash = api->door.code_hasher().hash(code);
    if (!hash) return respond(problem(503, "busy", "no memory to hash a code"));
    making->codes[handle] = std::move(code);
    making->orders.push_back({handle, std::move(*hash)});
    api->door.codes().go_on([api, making, respond] { make_next_code(api, making, respond); });
}

/// On the door's thread.
void begin_making(const Api& api, DoorKeeper& keeper, Making making, const Respond& respond)
{
    if (api->door.is_stopping()) return respond(no_cards_any_more());
    if (making.all_without) {
        const auto existing = keeper.cards.list();
        if (!existing) return respond(store_failed(existing.error().message));
        for (const auto& [id, holder] : making.holders)
            if (!existing->contains(id)) making.wanted.push_back(id);
    }
    const auto shared = std::make_shared<Making>(std::move(making));
    const bool queued =
        api->door.codes().post([api, shared, respond] { make_next_code(api, shared, respond); });
    if (!queued) respond(problem(503, "busy", "too many codes at once"));
}

void issue_cards(const Api& api, const HttpRequest& request, const std::string& hearing,
                 const Respond& respond)
{
    const auto object = read_object(request, {"participants", "size"});
    if (!object) return respond(object.error());
    const auto wanted = read_wanted(*object);
    if (!wanted) return respond(wanted.error());
    const auto size = read_size(*object);
    if (!size) return respond(size.error());
    with_hearing(api, hearing, respond,
                 [api, respond, wanted = *wanted, size = *size,
                  who = *request.identity](const core::Hearing& state) {
                     Making making;
                     if (size) making.sheet = card_sheet(api->halls, state, *size);
                     making.holders = holders_of(state, api->halls.names());
                     making.all_without = !wanted.has_value();
                     making.wanted = wanted.value_or(std::vector<core::ParticipantId>{});
                     for (const auto& id : making.wanted)
                         if (!making.holders.contains(id))
                             return respond(problem(409, "not_on_roster", id.value));
                     const auto begin = [api, respond, making](DoorKeeper& keeper) {
                         begin_making(api, keeper, making, respond);
                     };
                     // Only who is named may lose a card by it.
                     if (making.all_without) return api->door.post(begin);
                     with_step_up(api, who, respond, begin);
                 });
}

} // namespace

void add_card_routes(Router& router, const Api& api)
{
    router.add({"POST", "/api/v1/hearings/{id}/cards", Who::secretariat, Accepts::json,
                limits::http_body_bytes_max,
                [api](const HttpRequest& request, const std::string& hearing,
                      const Respond& respond) { issue_cards(api, request, hearing, respond); }});
}

} // namespace rostrum::net
