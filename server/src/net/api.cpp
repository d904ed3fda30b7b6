#include "net/api.hpp"

#include "net/step_up.hpp"
#include "protocol/json_text.hpp"
#include "protocol/wire_names.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

namespace rostrum::net {

Router routes_of(const Api& api)
{
    Router router;
    add_session_routes(router, api);
    add_login_routes(router, api);
    add_series_routes(router, api);
    add_hearing_routes(router, api);
    add_series_file_routes(router, api);
    add_roster_routes(router, api);
    add_dossier_routes(router, api);
    add_card_routes(router, api);
    add_slide_routes(router, api);
    add_paper_routes(router, api);
    add_print_routes(router, api);
    add_document_routes(router, api);
    add_submission_routes(router, api);
    add_calendar_routes(router, api);
    add_name_routes(router, api);
    add_search_routes(router, api);
    add_draw_routes(router, api);
    add_ballot_routes(router, api);
    add_rule_trial_routes(router, api);
    add_monitor_routes(router, api);
    return router;
}

HttpResponse troubled(hall::Trouble trouble)
{
    switch (trouble) {
    case hall::Trouble::unknown_hearing: return problem(404, "unknown_hearing");
    case hall::Trouble::busy: return problem(503, "busy", "send it again later");
    case hall::Trouble::storage_failed:
        return problem(503, "storage_failed", "send it again later");
    case hall::Trouble::stopping: return problem(503, "busy", "the server stops");
    }
    return problem(503, "busy");
}

HttpResponse refused(core::Refusal refusal)
{
    return problem(refusal == core::Refusal::role_may_not ? 403 : 409, protocol::name_of(refusal));
}

std::expected<boost::json::object, HttpResponse>
read_object(const HttpRequest& request, std::initializer_list<std::string_view> members)
{
    auto value = protocol::parse_json(request.body);
    if (!value) return std::unexpected(problem(400, value.error().code, value.error().path));
    auto* object = value->if_object();
    if (object == nullptr) return std::unexpected(problem(400, "wrong_shape"));
    for (const auto& member : *object) {
        const std::string_view key{member.key()};
        if (std::ranges::find(members, key) == members.end()) {
            return std::unexpected(problem(400, "unknown_field", "/" + std::string{key}));
        }
    }
    return std::move(*object);
}

std::optional<std::string> text_member(const boost::json::object& object, std::string_view name)
{
    const auto* value = object.if_contains({name.data(), name.size()});
    const auto* text = value == nullptr ? nullptr : value->if_string();
    if (text == nullptr) return std::nullopt;
    return std::string{text->data(), text->size()};
}

HttpResponse missing_field(std::string_view name)
{
    return problem(400, "missing_field", "/" + std::string{name});
}

HttpResponse response_for(const hall::Answer& answer, unsigned status)
{
    if (const auto* done = std::get_if<hall::Acknowledged>(&answer)) {
        return json_response(status, R"({"result":)" + done->result + '}');
    }
    if (const auto* refusal = std::get_if<core::Refusal>(&answer)) return refused(*refusal);
    return troubled(std::get<hall::Trouble>(answer));
}

HttpResponse store_failed(const std::string& message)
{
    spdlog::error("the store of people failed: {}", message);
    return problem(503, "storage_failed", "send it again later");
}

std::string fresh_command_id(Hub& hub)
{
    return "http-" + std::to_string(hub.now().ms) + '-' + std::to_string(hub.next_number());
}

void with_step_up(const Api& api, const session::Identity& who, const Respond& respond,
                  std::function<void(DoorKeeper&)> then)
{
    api->door.post([api, who, respond, then = std::move(then)](DoorKeeper& keeper) {
        const auto step_up = step_up_of(keeper, who, api->hub.now());
        if (step_up == StepUp::fresh) return then(keeper);
        respond(problem(step_up == StepUp::needed ? 403 : 503, code_of(step_up)));
    });
}

void with_hearing(const Api& api, const std::string& hearing, const Respond& respond,
                  std::function<void(const core::Hearing&)> then)
{
    api->hub.ask([api, hearing, respond, then = std::move(then)](hall::Front&) {
        const auto* state = api->halls.hearing({hearing});
        if (state == nullptr) return respond(problem(404, "unknown_hearing"));
        then(*state);
    });
}

void make_apart(const Api& api, const Respond& respond, std::function<HttpResponse()> make)
{
    if (auto place = place_for_document(api, respond))
        make_at(api, std::move(place), respond, std::move(make));
}

WorkThread::Place place_for_document(const Api& api, const Respond& respond)
{
    auto place = api->papers.take_place();
    if (!place) respond(problem(503, "busy", "too many documents at once"));
    return place;
}

void make_at(const Api& api, WorkThread::Place place, const Respond& respond,
             std::function<HttpResponse()> make)
{
    api->papers.post_at(std::move(place), [respond, make = std::move(make)] { respond(make()); });
}

} // namespace rostrum::net
