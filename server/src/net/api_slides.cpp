// A hearing's slides: a deck comes in, and whoever sees the hearing reads it, piece by piece.
#include "core/permission.hpp"
#include "net/api.hpp"
#include "net/byte_range.hpp"
#include "net/http_gate.hpp"
#include "net/slide_desk.hpp"
#include "slides/limits.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <filesystem>
#include <string>
#include <utility>

namespace rostrum::net {
namespace {

namespace json = boost::json;
using slides::Fault;

HttpResponse faulty(Fault fault)
{
    const bool later = fault == Fault::busy || fault == Fault::storage_failed;
    return problem(later ? 503 : 422, slides::name_of(fault));
}

void attach(const Api& api, const session::Identity& who, const std::string& hearing,
            const core::AttachSlides& command, const Respond& respond)
{
    api->hub.ask([api, actor = who.actor(), hearing, command, respond](hall::Front& front) {
        front.submit({hearing, fresh_command_id(api->hub), actor, command,
                      [command, respond](const hall::Answer& answer) {
                          if (!std::holds_alternative<hall::Acknowledged>(answer))
                              return respond(response_for(answer, 200));
                          respond(json_response(
                              200, json::serialize(json::object{{"file", command.file},
                                                                {"sha256", command.sha256},
                                                                {"pages", command.pages}})));
                      }});
    });
}

void take_slides(const Api& api, HttpRequest request, const std::string& hearing,
                 const Respond& respond)
{
    const auto file = request.query.find("file");
    if (file == request.query.end() || file->second.empty()) return respond(missing_field("file"));
    const auto deck = std::make_shared<const std::string>(std::move(request.body));
    with_hearing(api, hearing, respond,
                 [api, who = *request.identity, hearing, name = file->second, deck,
                  respond](const core::Hearing& state) {
                     // Said again when it is recorded; here so that nobody waits for a no.
                     if (const auto refusal = core::check_permission(core::AttachSlides{}, who.role,
                                                                     state.agenda.phase))
                         return respond(refused(*refusal));
                     api->slides.take(deck, [api, who, hearing, name, respond](const auto& taken) {
                         if (!taken) return respond(faulty(taken.error()));
                         attach(api, who, hearing, {name, taken->sha256, taken->pages}, respond);
                     });
                 });
}

/// What was made of a presentation is a PDF too.
std::string pdf_name(const std::string& file)
{
    return std::filesystem::path{file}.replace_extension(".pdf").string();
}

/// The whole deck, or the piece that was asked for. `bytes`: not null.
HttpResponse piece_of(const SlideDesk::Bytes& bytes, const HttpRequest& request,
                      const std::string& file)
{
    const auto etag = '"' + request.part + '"'; // The hash of the bytes, which never change.
    auto response = download("application/pdf", file, {});
    response.headers.emplace_back("ETag", etag);
    response.headers.emplace_back("Accept-Ranges", "bytes");
    response.headers.emplace_back("Cache-Control", "private, max-age=31536000, immutable");
    if (matches_etag(request.if_none_match, etag)) {
        response.status = 304;
        return response;
    }
    const bool same = request.if_range.empty() || request.if_range == etag;
    const auto range = same ? parse_range(request.range, bytes->size()) : std::nullopt;
    const auto total = std::to_string(bytes->size());
    if (range && std::holds_alternative<OutOfFile>(*range)) {
        auto refusal = problem(416, "range_not_satisfiable");
        refusal.headers.emplace_back("Content-Range", "bytes */" + total);
        return refusal;
    }
    response.shared = {bytes, *bytes};
    if (!range) return response;
    const auto& [first, size] = std::get<ByteRange>(*range);
    response.status = 206;
    response.headers.emplace_back("Content-Range", "bytes " + std::to_string(first) + '-' +
                                                       std::to_string(first + size - 1) + '/' +
                                                       total);
    response.shared.piece = response.shared.piece.substr(first, size);
    return response;
}

void give_slides(const Api& api, const HttpRequest& request, const std::string& hearing,
                 const Respond& respond)
{
    with_hearing(api, hearing, respond, [api, request, respond](const core::Hearing& state) {
        const auto& slides = state.agenda.slides;
        if (!slides || slides->sha256 != request.part)
            return respond(problem(404, "slides_are_missing"));
        const bool posted = api->slides.find(
            slides->sha256, [request, respond, file = pdf_name(slides->file)](const auto& bytes) {
                if (!bytes) return respond(problem(404, "slides_are_missing"));
                respond(piece_of(bytes, request, file));
            });
        if (!posted) respond(problem(503, "busy"));
    });
}

} // namespace

void add_slide_routes(Router& router, const Api& api)
{
    router.add({"POST", "/api/v1/hearings/{id}/slides", Who::staff, Accepts::slides,
                slides::limits::file_bytes_max,
                [api](HttpRequest request, const std::string& hearing, const Respond& respond) {
                    take_slides(api, std::move(request), hearing, respond);
                }});
    router.add({"GET", "/api/v1/hearings/{id}/slides/{part}", Who::session, Accepts::nothing, 0,
                [api](const HttpRequest& request, const std::string& hearing,
                      const Respond& respond) { give_slides(api, request, hearing, respond); }});
}

} // namespace rostrum::net
