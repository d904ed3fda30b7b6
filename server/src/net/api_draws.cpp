// The files of a draw, byte for byte, for whoever wants to repeat it.
#include "hall/draw_scheme.hpp"
#include "net/api.hpp"

#include <utility>

namespace rostrum::net {
namespace {

void give_file(const Api& api, const HttpRequest& request, const std::string& hearing,
               const char* name, const Respond& respond)
{
    with_hearing(api, hearing, respond,
                 [draw_id = core::DrawId{request.part}, name, respond](const core::Hearing& state) {
                     const auto* draw = core::find(state.draws, draw_id);
                     auto file = draw == nullptr ? std::nullopt : hall::draw_file(*draw, name);
                     if (!file) return respond(problem(404, "not_found"));
                     respond({200, "text/plain; charset=us-ascii", std::move(*file), {}});
                 });
}

} // namespace

void add_draw_routes(Router& router, const Api& api)
{
    for (const char* name : {"pool", "contrib", "freeze", "reveal"}) {
        router.add({"GET", std::string{"/api/v1/hearings/{id}/draws/{part}/"} + name + ".txt",
                    Who::session, Accepts::nothing, 0,
                    [api, name](const HttpRequest& request, const std::string& hearing,
                                const Respond& respond) {
                        give_file(api, request, hearing, name, respond);
                    }});
    }
}

} // namespace rostrum::net
