// A whole series as one text, in and out.
#include "hall/preparation.hpp"
#include "intake/series_plan.hpp"
#include "net/api.hpp"
#include "net/file_import.hpp"
#include "net/limits.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <memory>
#include <utility>

namespace rostrum::net {
namespace {

namespace json = boost::json;

json::object line_json(const intake::SeriesLine& line)
{
    json::array parts;
    if (line.plan) parts.emplace_back("plan");
    if (line.rules) parts.emplace_back("rules");
    if (line.dossier) parts.emplace_back("dossier");
    return {{"hearing", line.hearing.value},
            {"title", line.title},
            {"change", line.change == intake::Change::added ? "added" : "updated"},
            {"parts", std::move(parts)}};
}

HttpResponse preview(const intake::SeriesPlan& plan)
{
    auto answer = counts_json(plan);
    answer["is_new"] = plan.is_new;
    answer["fingerprint"] = plan.fingerprint;
    put_notes(answer, plan.errors, plan.warnings);
    json::array lines;
    for (const auto& line : plan.lines)
        if (line.change != intake::Change::left) lines.push_back(line_json(line));
    answer["lines"] = std::move(lines);
    return json_response(200, json::serialize(answer));
}

/// On the hall thread: judged as a whole, and carried out, with nothing between the two.
void follow(const Api& api, const HttpRequest& request, const intake::SeriesReading& reading,
            const Respond& respond)
{
    const auto actor = request.identity->actor();
    const intake::SeriesBasis basis{
        api->halls.series(), api->halls.hearings(),
        [&](const core::HearingId& hearing, const core::Command& command) {
            return api->halls.would_refuse(hearing, actor, command);
        }};
    auto plan = intake::plan_series(reading, basis);
    if (is_preview(request)) return respond(preview(plan));
    if (!plan.errors.empty()) return respond(wrong_rows(plan.errors.told()));
    if (!expects(request, plan.fingerprint))
        return respond(problem(409, "preview_is_outdated", "look at a new preview"));
    auto done = json::serialize(counts_json(plan));
    hall::prepare(
        api->halls, actor, std::move(plan.preparation),
        [api] { return fresh_command_id(api->hub); },
        [respond, done = std::move(done)](const hall::Answer& answer) {
            if (!std::holds_alternative<hall::Acknowledged>(answer))
                return respond(response_for(answer, 200));
            respond(json_response(200, done));
        });
}

void import_series(const Api& api, HttpRequest request, const Respond& respond)
{
    // Read on the door's thread, which may take its time.
    api->door.post([api, request = std::move(request), respond](DoorKeeper&) {
        auto reading = std::make_shared<intake::SeriesReading>(intake::read_series(request.body));
        for (std::size_t at = 0; at < reading->file.hearings.size(); ++at) {
            const auto& roster = reading->file.hearings[at].roster;
            if (roster.empty()) continue;
            reading->warnings.add({intake::Fault::roster_is_apart, reading->lines[at], 0,
                                   "hearings[" + std::to_string(at + 1) + "].roster",
                                   intake::shown(roster)});
        }
        api->hub.ask([api, request, reading, respond](hall::Front&) {
            follow(api, request, *reading, respond);
        });
    });
}

void export_series(const Api& api, const HttpRequest& request, const Respond& respond)
{
    const auto found = request.query.find("format");
    const auto format = found == request.query.end() ? "toml" : found->second;
    if (format != "toml" && format != "json")
        return respond(problem(400, "wrong_shape", "format is toml or json"));
    api->hub.ask([api, format, respond](hall::Front&) {
        auto file = intake::series_file_of(api->halls.series(), api->halls.hearings());
        make_apart(api, respond, [file = std::move(file), format] {
            const bool is_json = format == "json";
            return download(is_json ? "application/json" : "application/toml", "series." + format,
                            intake::write_series(file, is_json ? intake::TextFormat::json
                                                               : intake::TextFormat::toml));
        });
    });
}

} // namespace

void add_series_file_routes(Router& router, const Api& api)
{
    router.add({"GET", "/api/v1/series/file", Who::secretariat, Accepts::nothing, 0,
                [api](const HttpRequest& request, const std::string&, const Respond& respond) {
                    export_series(api, request, respond);
                }});
    router.add({"POST", "/api/v1/series/file", Who::secretariat, Accepts::text,
                limits::http_import_bytes_max,
                [api](HttpRequest request, const std::string&, const Respond& respond) {
                    import_series(api, std::move(request), respond);
                }});
}

} // namespace rostrum::net
