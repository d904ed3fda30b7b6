// How long the names of people are kept, and what was erased of them. There is no way over the
// network to erase any.
#include "access/name_erasure.hpp"
#include "net/api.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <span>

namespace rostrum::net {
namespace {

namespace json = boost::json;

json::object outlook_json(const NameKeeper::Outlook& outlook)
{
    json::object object{{"people", outlook.people}};
    if (outlook.kept) object["kept_ms"] = outlook.kept->ms;
    if (outlook.due) object["due"] = outlook.due->ms;
    json::array waits;
    for (const auto& hearing : outlook.end.waits_for) waits.emplace_back(hearing.value);
    object["waits_for"] = std::move(waits);
    return object;
}

json::array erasures_json(std::span<const access::Erasure> erasures)
{
    json::array list;
    for (const auto& erasure : erasures) {
        json::object one{{"at", erasure.at.ms}, {"names", erasure.names}};
        if (erasure.hearing) one["hearing"] = erasure.hearing->value;
        list.push_back(std::move(one));
    }
    return list;
}

void give_outlook(const Api& api, const Respond& respond)
{
    api->hub.ask([api, respond](hall::Front&) {
        api->door.post(
            [respond, object = outlook_json(api->names.outlook())](DoorKeeper& keeper) mutable {
                const auto erasures = access::erasures(keeper.store);
                if (!erasures) return respond(store_failed(erasures.error().message));
                object["erasures"] = erasures_json(*erasures);
                respond(json_response(200, json::serialize(object)));
            });
    });
}

} // namespace

void add_name_routes(Router& router, const Api& api)
{
    router.add({"GET", "/api/v1/series/names", Who::secretariat, Accepts::nothing, 0,
                [api](const HttpRequest&, const std::string&, const Respond& respond) {
                    give_outlook(api, respond);
                }});
}

} // namespace rostrum::net
