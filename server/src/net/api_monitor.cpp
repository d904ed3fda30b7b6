// For whoever watches over the server: alive, ready, and in figures.
#include "net/api.hpp"

namespace rostrum::net {

void add_monitor_routes(Router& router, const Api& api)
{
    router.add({"GET", "/healthz", Who::monitor, Accepts::nothing, 0,
                [](const HttpRequest&, const std::string&, const Respond& respond) {
                    respond(json_response(200, R"({"status":"ok"})"));
                }});
    // Ready is who gets an answer from the door and from the hall.
    router.add({"GET", "/readyz", Who::monitor, Accepts::nothing, 0,
                [api](const HttpRequest&, const std::string&, const Respond& respond) {
                    api->door.post([api, respond](DoorKeeper&) {
                        api->hub.ask([respond](hall::Front&) {
                            respond(json_response(200, R"({"status":"ready"})"));
                        });
                    });
                }});
    router.add({"GET", "/metrics", Who::monitor, Accepts::nothing, 0,
                [api](const HttpRequest&, const std::string&, const Respond& respond) {
                    respond({200,
                             "text/plain; version=0.0.4",
                             metrics_text(api->metrics, api->hub.counts(),
                                          api->door.code_hasher().count()),
                             {}});
                }});
}

} // namespace rostrum::net
