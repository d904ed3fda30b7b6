// The dossier of a hearing's campaign from a file: looked at, then brought in whole by the command
// that describes a campaign.
#include "intake/dossier.hpp"
#include "intake/limits.hpp"
#include "net/api.hpp"
#include "net/file_import.hpp"
#include "net/limits.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <memory>
#include <optional>
#include <span>
#include <utility>

namespace rostrum::net {
namespace {

namespace json = boost::json;

/// One import on its way from thread to thread; only one of them has it at a time.
struct DossierImport {
    HttpRequest request;
    std::string hearing;
    Respond respond;
    intake::Choices choices;
    std::optional<intake::DossierPart> part;
    intake::DossierBasis basis; ///< As it was when the request came.
    intake::DossierPlan plan;
};
using DossierImportPtr = std::shared_ptr<DossierImport>;

json::object dossier_line_json(const intake::DossierLine& line)
{
    return {{"row", line.row},
            {"sheet", line.sheet},
            {"part", intake::name_of(line.part)},
            {"change", line.change == intake::Change::added ? "added" : "updated"},
            {"name", line.name},
            {"about", line.about}};
}

HttpResponse dossier_preview(const intake::DossierPlan& plan)
{
    auto answer = counts_json(plan);
    answer["fingerprint"] = plan.fingerprint();
    json::array tables;
    for (const auto& table : plan.tables)
        tables.push_back(json::object{{"part", intake::name_of(table.part)},
                                      {"rows", table.rows.size()},
                                      {"file", file_json(table.reading)}});
    answer["tables"] = std::move(tables);
    put_notes(answer, plan.errors, plan.warnings);
    json::array lines;
    for (const auto& line : plan.lines) {
        if (line.change == intake::Change::left) continue;
        if (lines.size() == intake::limits::preview_lines_max) break;
        lines.push_back(dossier_line_json(line));
    }
    answer["lines"] = std::move(lines);
    return json_response(200, json::serialize(answer));
}

void answer_done(const DossierImport& import)
{
    import.respond(json_response(200, json::serialize(counts_json(import.plan))));
}

/// On the hall thread.
void bring_in(const Api& api, const DossierImportPtr& import)
{
    const auto actor = import->request.identity->actor();
    const auto* state = api->halls.hearing({import->hearing});
    // Somebody else has described the campaign meanwhile: nothing of that is overwritten.
    if (state == nullptr || state->campaign != import->basis.campaign)
        return import->respond(problem(409, "preview_is_outdated", "look at a new preview"));
    core::DescribeCampaign command{import->plan.campaign};
    if (is_preview(import->request)) {
        if (const auto refusal = api->halls.would_refuse({import->hearing}, actor, command))
            return import->respond(refused(*refusal));
        return import->respond(dossier_preview(import->plan));
    }
    api->halls.submit({import->hearing, fresh_command_id(api->hub), actor, std::move(command),
                       [import](const hall::Answer& answer) {
                           if (std::holds_alternative<hall::Acknowledged>(answer))
                               return answer_done(*import);
                           import->respond(response_for(answer, 200));
                       }});
}

/// On the door's thread, which may take its time.
void read_dossier(const Api& api, const DossierImportPtr& import)
{
    auto plan =
        intake::plan_dossier(import->request.body, import->choices, import->part, import->basis);
    if (!plan) return import->respond(wrong_rows(std::span{&plan.error(), 1}));
    import->plan = std::move(*plan);
    if (!import->plan.errors.empty()) {
        if (is_preview(import->request)) return import->respond(dossier_preview(import->plan));
        return import->respond(wrong_rows(import->plan.errors.told()));
    }
    if (!expects(import->request, import->plan.fingerprint()))
        return import->respond(problem(409, "preview_is_outdated", "look at a new preview"));
    api->hub.ask([api, import](hall::Front&) { bring_in(api, import); });
}

void import_dossier(const Api& api, HttpRequest request, const std::string& hearing,
                    const Respond& respond)
{
    auto choices = choices_of(request);
    if (!choices) return respond(choices.error());
    const auto import = std::make_shared<DossierImport>();
    if (const auto asked = request.query.find("part"); asked != request.query.end()) {
        import->part = intake::dossier_part_named(asked->second);
        if (!import->part && !asked->second.empty())
            return respond(problem(400, "wrong_shape", "part is units, metrics or projects"));
    }
    import->request = std::move(request);
    import->hearing = hearing;
    import->respond = respond;
    import->choices = std::move(*choices);
    with_hearing(api, hearing, respond, [api, import](const core::Hearing& state) {
        import->basis = {state.campaign, state.title};
        api->door.post([api, import](DoorKeeper&) { read_dossier(api, import); });
    });
}

} // namespace

void add_dossier_routes(Router& router, const Api& api)
{
    router.add({"POST", "/api/v1/hearings/{id}/dossier", Who::preparer, Accepts::table,
                limits::http_import_bytes_max,
                [api](HttpRequest request, const std::string& hearing, const Respond& respond) {
                    import_dossier(api, std::move(request), hearing, respond);
                }});
}

} // namespace rostrum::net
