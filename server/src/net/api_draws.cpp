// The files of a draw, byte for byte, for whoever wants to repeat it.
#include "net/api.hpp"
#include "net/qr_svg.hpp"
#include "protocol/draw_files.hpp"

#include <spdlog/spdlog.h>

#include <utility>

namespace rostrum::net {
namespace {

void give_draw_file(const Api& api, const HttpRequest& request, const std::string& hearing,
                    const char* name, const Respond& respond)
{
    with_hearing(api, hearing, respond,
                 [draw_id = core::DrawId{request.part}, name, respond](const core::Hearing& state) {
                     const auto* draw = core::find(state.draws, draw_id);
                     auto file = draw == nullptr ? std::nullopt : protocol::draw_file(*draw, name);
                     if (!file) return respond(problem(404, "not_found"));
                     respond({200, "text/plain; charset=us-ascii", std::move(*file), {}});
                 });
}

/// The freeze hash for the big screen: whoever photographs it can compare all 64 digits.
void give_freeze_code(const Api& api, const HttpRequest& request, const std::string& hearing,
                      const Respond& respond)
{
    with_hearing(api, hearing, respond,
                 [draw_id = core::DrawId{request.part}, respond](const core::Hearing& state) {
                     const auto* draw = core::find(state.draws, draw_id);
                     if (draw == nullptr || !draw->seals) return respond(problem(404, "not_found"));
                     auto picture = qr_svg(draw->seals->sha256);
                     if (picture) return respond({200, "image/svg+xml", std::move(*picture), {}});
                     spdlog::error("no freeze code: {}", picture.error());
                     respond(problem(500, "internal_error"));
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
                        give_draw_file(api, request, hearing, name, respond);
                    }});
    }
    router.add(
        {"GET", "/api/v1/hearings/{id}/draws/{part}/freeze.svg", Who::session, Accepts::nothing, 0,
         [api](const HttpRequest& request, const std::string& hearing, const Respond& respond) {
             give_freeze_code(api, request, hearing, respond);
         }});
}

} // namespace rostrum::net
