// Seat cards: issued, and issued anew.
#include "net/api.hpp"
#include "net/limits.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <map>
#include <utility>
#include <vector>

namespace rostrum::net {
namespace {

namespace json = boost::json;

struct Holder {
    std::string name;
    std::string seat;
    std::string category;
};
using Holders = std::map<core::ParticipantId, Holder>;

/// Nothing: everybody who has no card yet.
using Wanted = std::optional<std::vector<core::ParticipantId>>;

std::expected<Wanted, HttpResponse> read_wanted(const HttpRequest& request)
{
    const auto object = read_object(request, {"participants"});
    if (!object) return std::unexpected(object.error());
    const auto* list = object->if_contains("participants");
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

Holders holders_of(const core::Hearing& hearing, const protocol::NameBook& names)
{
    Holders holders;
    for (const auto& [id, participant] : hearing.roster.participants) {
        const auto named = names.find(id);
        auto& holder = holders[id];
        holder.category = participant.entry.category.value;
        if (named == names.end()) continue;
        holder.name = named->second.name;
        holder.seat = named->second.seat;
    }
    return holders;
}

json::object card_json(const Api& api, const access::IssuedCard& card, const Holder& holder)
{
    return {{"participant", card.handle.value},
            {"name", holder.name},
            {"seat", holder.seat},
            {"category", holder.category},
            {"url", api->public_url + "/j#" + card.token}};
}

/// On the door's thread.
void issue(const Api& api, DoorKeeper& keeper, const Holders& holders, Wanted wanted,
           const Respond& respond)
{
    const auto existing = keeper.cards.list();
    if (!existing) return respond(store_failed(existing.error().message));
    if (!wanted) {
        wanted.emplace();
        for (const auto& [id, holder] : holders)
            if (!existing->contains(id)) wanted->push_back(id);
    }
    const auto issued = keeper.cards.issue(*wanted, api->hub.now());
    if (!issued) return respond(store_failed(issued.error().message));

    std::vector<std::string> ended;
    for (const auto& session : issued->ended) ended.push_back(session.value);
    api->hub.end_sessions(ended, /*revoked=*/true);
    api->cards_issued(existing->size() + issued->cards.size());

    json::array cards;
    for (const auto& card : issued->cards)
        cards.push_back(card_json(api, card, holders.at(card.handle)));
    respond(json_response(200, json::serialize(json::object{{"cards", std::move(cards)}})));
}

void issue_cards(const Api& api, const HttpRequest& request, const std::string& hearing,
                 const Respond& respond)
{
    const auto wanted = read_wanted(request);
    if (!wanted) return respond(wanted.error());
    with_hearing(api, hearing, respond,
                 [api, respond, wanted = *wanted](const core::Hearing& state) {
                     auto holders = holders_of(state, api->halls.names());
                     for (const auto& id : wanted.value_or(std::vector<core::ParticipantId>{}))
                         if (!holders.contains(id))
                             return respond(problem(409, "not_on_roster", id.value));
                     api->door.post(
                         [api, respond, wanted, holders = std::move(holders)](DoorKeeper& keeper) {
                             issue(api, keeper, holders, wanted, respond);
                         });
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
