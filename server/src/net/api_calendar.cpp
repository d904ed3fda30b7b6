// The calendar of due dates: for the secretariat's session, and under a secret address for the
// programs that follow it.
#include "access/calendar_link.hpp"
#include "net/api.hpp"
#include "net/limits.hpp"
#include "papers/calendar.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <map>
#include <utility>

namespace rostrum::net {
namespace {

namespace json = boost::json;

constexpr const char* calendar_path = "/api/v1/calendar/";

void give_calendar(const Api& api, const Respond& respond)
{
    api->hub.ask([api, respond](hall::Front&) {
        std::map<core::HearingId, core::Hearing> hearings;
        for (const auto& [id, hearing] : api->halls.hearings()) hearings.emplace(id, *hearing);
        make_apart(api, respond,
                   [series = api->halls.series().title, hearings = std::move(hearings),
                    now = api->hub.now()] {
                       return download("text/calendar; charset=utf-8", "duties.ics",
                                       papers::due_dates_ics(series, hearings, now));
                   });
    });
}

void renew_address(const Api& api, const HttpRequest& request, const Respond& respond)
{
    if (const auto object = read_object(request, {}); !object) return respond(object.error());
    api->door.post([api, respond](DoorKeeper& keeper) {
        const auto token = access::renew_calendar_link(keeper.store, api->door.entropy());
        if (!token) return respond(store_failed(token.error().message));
        respond(json_response(
            201, json::serialize(json::object{{"url", api->public_url + calendar_path + *token}})));
    });
}

void follow_address(const Api& api, const std::string& token, const Respond& respond)
{
    api->door.post([api, token, respond](DoorKeeper& keeper) {
        const auto opens = access::opens_calendar(keeper.store, token);
        if (!opens) return respond(store_failed(opens.error().message));
        if (!*opens) return respond(problem(404, "unknown_link"));
        give_calendar(api, respond);
    });
}

} // namespace

void add_calendar_routes(Router& router, const Api& api)
{
    router.add({"GET", "/api/v1/series/calendar", Who::secretariat, Accepts::nothing, 0,
                [api](const HttpRequest&, const std::string&, const Respond& respond) {
                    give_calendar(api, respond);
                }});
    router.add({"POST", "/api/v1/series/calendar", Who::secretariat, Accepts::json,
                limits::http_body_bytes_max,
                [api](const HttpRequest& request, const std::string&, const Respond& respond) {
                    renew_address(api, request, respond);
                }});
    router.add({"GET", std::string{calendar_path} + "{id}", Who::anyone, Accepts::nothing, 0,
                [api](const HttpRequest&, const std::string& token, const Respond& respond) {
                    follow_address(api, token, respond);
                }});
}

} // namespace rostrum::net
