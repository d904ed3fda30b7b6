// The series, its hearings, and commands to one of them.
#include "net/api.hpp"
#include "net/identity.hpp"
#include "net/limits.hpp"
#include "net/qr_svg.hpp"
#include "net/step_up.hpp"
#include "protocol/command_codec.hpp"
#include "protocol/message.hpp"
#include "protocol/series_codec.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/value_from.hpp>
#include <spdlog/spdlog.h>

#include <charconv>
#include <optional>
#include <system_error>
#include <utility>

namespace rostrum::net {
namespace {

namespace json = boost::json;

/// The `view` message as a WebSocket would get it, so that a client can go on from its version.
void give_view(const Api& api, hall::Topic topic, const Respond& respond)
{
    api->hub.ask([topic = std::move(topic), respond](hall::Front& front) {
        front.subscribe(topic, [respond](std::expected<hall::Snapshot, hall::Trouble> snapshot) {
            if (!snapshot) return respond(response_for(snapshot.error(), 200));
            respond(json_response(200, *snapshot->view));
        });
    });
}

void plan(const Api& api, const HttpRequest& request, core::SeriesCommand command,
          const Respond& respond)
{
    api->hub.ask([api, actor = request.identity->actor(), command = std::move(command),
                  respond](hall::Front&) mutable {
        api->halls.plan(
            {fresh_command_id(api->hub), actor, std::move(command),
             [respond](const hall::Answer& answer) { respond(response_for(answer, 201)); }});
    });
}

HttpResponse not_decoded(const protocol::DecodeError& error)
{
    return problem(400, error.code, error.path);
}

void create_series(const Api& api, const HttpRequest& request, const Respond& respond)
{
    auto object = read_object(request, {"title", "city", "rules"});
    if (!object) return respond(object.error());
    if (!object->contains("rules")) {
        (*object)["rules"] = protocol::encode_rules(core::default_rules());
    }
    auto command = protocol::decode_series_command(core::CreateSeries::name, *object);
    if (!command) return respond(not_decoded(command.error()));
    plan(api, request, std::move(*command), respond);
}

void plan_hearing(const Api& api, const HttpRequest& request, const Respond& respond)
{
    auto object =
        read_object(request, {"id", "title", "venue", "day", "order", "starts_at", "is_new"});
    if (!object) return respond(object.error());
    const auto* found = object->if_contains("id");
    if (found == nullptr) return respond(missing_field("id"));
    auto id = *found; // A copy: the next line may move all members elsewhere.
    (*object)["hearing"] = std::move(id);
    object->erase("id");
    json::object body;
    const auto* is_new = object->if_contains("is_new");
    body["is_new"] = is_new != nullptr ? *is_new : json::value(false);
    object->erase("is_new");
    body["plan"] = std::move(*object);
    auto command = protocol::decode_series_command(core::PlanHearing::name, body);
    if (!command) return respond(not_decoded(command.error()));
    plan(api, request, std::move(*command), respond);
}

/// A number of the query string; nothing unless it is one.
std::optional<std::uint64_t> number_in(const HttpRequest& request, const std::string& name)
{
    const auto found = request.query.find(name);
    if (found == request.query.end()) return std::nullopt;
    const auto& text = found->second;
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

void give_checkpoint(const Api& api, const std::string& hearing, const Respond& respond)
{
    with_hearing(api, hearing, respond, [api, hearing, respond](const core::Hearing&) {
        const auto* last = api->halls.checkpoints().last(hearing);
        if (last == nullptr) return respond(problem(404, "no_checkpoint"));
        respond(json_response(200, json::serialize(json::object{{"vkey", last->verifier},
                                                                {"checkpoint", last->note}})));
    });
}

HttpResponse proof_response(const std::expected<hall::Checkpoints::Proof, hall::Failure>& proof)
{
    if (!proof && proof.error() == hall::Failure::regressed)
        return problem(409, "log_is_not_that_long");
    if (!proof && proof.error() == hall::Failure::timeout)
        return problem(503, "busy", "too many proofs at once");
    if (!proof) return problem(503, "storage_failed", "send it again later");
    return json_response(200, json::serialize(json::object{{"proof", json::value_from(*proof)}}));
}

void give_consistency(const Api& api, const HttpRequest& request, const std::string& hearing,
                      const Respond& respond)
{
    const auto from = number_in(request, "from");
    const auto to = number_in(request, "to");
    if (!from || !to) return respond(problem(400, "wrong_shape", "from and to are numbers"));
    with_hearing(api, hearing, respond,
                 [api, hearing, from = *from, to = *to, respond](const core::Hearing&) {
                     api->halls.checkpoints().prove(
                         hearing, from, to,
                         [respond](const auto& proof) { respond(proof_response(proof)); });
                 });
}

void submit_command(const Api& api, const HttpRequest& request, const std::string& hearing,
                    const Respond& respond)
{
    const auto object = read_object(request, {"id", "name", "body"});
    if (!object) return respond(object.error());
    const auto id = text_member(*object, "id");
    if (!id) return respond(missing_field("id"));
    if (!protocol::is_command_id(*id)) return respond(problem(400, "wrong_shape", "/id"));
    const auto name = text_member(*object, "name");
    if (!name) return respond(missing_field("name"));
    const auto* body = object->if_contains("body");
    if (body == nullptr) return respond(missing_field("body"));
    auto command = protocol::decode_command(*name, *body);
    if (!command) return respond(not_decoded(command.error()));

    const hall::Submission submission{
        hearing, *id, request.identity->actor(), std::move(*command),
        [respond](const hall::Answer& answer) { respond(response_for(answer, 200)); }};
    const auto submit = [api, submission] {
        api->hub.ask([submission](hall::Front& front) { front.submit(submission); });
    };
    if (!is_dangerous(submission.command)) return submit();
    with_step_up(api, *request.identity, respond, [submit](DoorKeeper&) { submit(); });
}

HttpResponse join_code(const Api& api)
{
    auto picture = qr_svg(api->public_url + "/");
    if (!picture) {
        spdlog::error("no join code: {}", picture.error());
        return problem(500, "internal_error");
    }
    return {200, "image/svg+xml", std::move(*picture), {}};
}

} // namespace

void add_series_routes(Router& router, const Api& api)
{
    router.add({"GET", "/api/v1/series", Who::desk, Accepts::nothing, 0,
                [api](const HttpRequest&, const std::string&, const Respond& respond) {
                    give_view(api, {hall::series_stream, protocol::Audience::secretariat}, respond);
                }});
    router.add({"POST", "/api/v1/series", Who::secretariat, Accepts::json,
                limits::http_body_bytes_max,
                [api](const HttpRequest& request, const std::string&, const Respond& respond) {
                    create_series(api, request, respond);
                }});
    router.add({"POST", "/api/v1/hearings", Who::secretariat, Accepts::json,
                limits::http_body_bytes_max,
                [api](const HttpRequest& request, const std::string&, const Respond& respond) {
                    plan_hearing(api, request, respond);
                }});
    router.add({"GET", "/api/v1/join.svg", Who::anyone, Accepts::nothing, 0,
                [api](const HttpRequest&, const std::string&, const Respond& respond) {
                    respond(join_code(api));
                }});
}

void add_hearing_routes(Router& router, const Api& api)
{
    router.add(
        {"GET", "/api/v1/hearings/{id}", Who::session, Accepts::nothing, 0,
         [api](const HttpRequest& request, const std::string& hearing, const Respond& respond) {
             give_view(api, {hearing, audience_of(request.identity->role)}, respond);
         }});
    router.add({"GET", "/api/v1/hearings/{id}/checkpoint", Who::session, Accepts::nothing, 0,
                [api](const HttpRequest&, const std::string& hearing, const Respond& respond) {
                    give_checkpoint(api, hearing, respond);
                }});
    router.add(
        {"GET", "/api/v1/hearings/{id}/consistency", Who::session, Accepts::nothing, 0,
         [api](const HttpRequest& request, const std::string& hearing, const Respond& respond) {
             give_consistency(api, request, hearing, respond);
         }});
    router.add({"POST", "/api/v1/hearings/{id}/commands", Who::staff, Accepts::json,
                limits::http_command_bytes_max,
                [api](const HttpRequest& request, const std::string& hearing,
                      const Respond& respond) { submit_command(api, request, hearing, respond); }});
}

} // namespace rostrum::net
