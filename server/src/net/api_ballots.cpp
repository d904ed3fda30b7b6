// The files of a secret ballot, byte for byte, for whoever wants to count it again.
#include "net/api.hpp"
#include "net/qr_svg.hpp"
#include "trust/bytes.hpp"

#include <spdlog/spdlog.h>

#include <utility>

namespace rostrum::net {
namespace {

void give_ballot_file(const Api& api, const HttpRequest& request, const std::string& hearing,
                      const char* name, const Respond& respond)
{
    api->hub.ask(
        [hearing, ballot = core::BallotId{request.part}, name, respond](hall::Front& front) {
            front.ballot_file(hearing, ballot, name,
                              [respond](const std::expected<hall::Message, hall::Trouble>& file) {
                                  if (!file) return respond(troubled(file.error()));
                                  if (!*file) return respond(problem(404, "not_found"));
                                  respond({200, "text/plain; charset=us-ascii", **file, {}});
                              });
        });
}

/// The hash of the ballot's key for the big screen: two phones that see another were given another
/// key, and would be told apart by it.
void give_key_code(const Api& api, const HttpRequest& request, const std::string& hearing,
                   const Respond& respond)
{
    with_hearing(api, hearing, respond,
                 [ballot_id = core::BallotId{request.part}, respond](const core::Hearing& state) {
                     const auto* ballot = core::find(state.ballots, ballot_id);
                     if (ballot == nullptr || ballot->key.empty())
                         return respond(problem(404, "not_found"));
                     auto picture =
                         qr_svg(trust::hex(trust::sha256(std::string_view{ballot->key})));
                     if (picture) return respond({200, "image/svg+xml", std::move(*picture), {}});
                     spdlog::error("no code of the ballot's key: {}", picture.error());
                     respond(problem(500, "internal_error"));
                 });
}

} // namespace

void add_ballot_routes(Router& router, const Api& api)
{
    for (const char* name : {"roll", "issued", "ballots", "ballot"}) {
        router.add({"GET", std::string{"/api/v1/hearings/{id}/ballots/{part}/"} + name + ".txt",
                    Who::session, Accepts::nothing, 0,
                    [api, name](const HttpRequest& request, const std::string& hearing,
                                const Respond& respond) {
                        give_ballot_file(api, request, hearing, name, respond);
                    }});
    }
    router.add({"GET", "/api/v1/hearings/{id}/ballots/{part}/key.svg", Who::session,
                Accepts::nothing, 0,
                [api](const HttpRequest& request, const std::string& hearing,
                      const Respond& respond) { give_key_code(api, request, hearing, respond); }});
}

} // namespace rostrum::net
