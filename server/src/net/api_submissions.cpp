// The files that units hand in for their report duties: taken while the report is owed, given back
// as downloads only.
#include "net/api.hpp"
#include "net/limits.hpp"
#include "papers/handed_in.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <charconv>
#include <utility>

namespace rostrum::net {
namespace {

namespace json = boost::json;

json::object submitted_json(const hall::SubmittedFile& file)
{
    return {{"round", file.round},
            {"sha256", file.sha256},
            {"name", file.name},
            {"bytes", file.bytes},
            {"at", file.at.ms}};
}

/// On the thread for documents.
HttpResponse keep(const Api& api, const HttpRequest& request, const core::HearingId& hearing,
                  std::int64_t round)
{
    const auto kind = papers::kind_of(request.body);
    if (!kind) return problem(422, papers::name_of(kind.error()));
    const auto kept =
        api->files.keep(hearing, {request.part},
                        {.round = round,
                         .sha256 = {},
                         .name = papers::handed_in_name(request.query.at("name"), *kind),
                         .bytes = 0,
                         .at = api->hub.now()},
                        request.body);
    if (!kept) return store_failed(kept.error());
    return json_response(201, json::serialize(submitted_json(*kept)));
}

void take_file(const Api& api, HttpRequest request, const std::string& hearing,
               const Respond& respond)
{
    const auto name = request.query.find("name");
    if (name == request.query.end() || name->second.empty()) return respond(missing_field("name"));
    const auto shared = std::make_shared<const HttpRequest>(std::move(request));
    with_hearing(api, hearing, respond, [api, shared, respond](const core::Hearing& state) {
        const auto duty = state.duties.reports.find({shared->part});
        if (duty == state.duties.reports.end()) return respond(problem(404, "unknown_duty"));
        if (!core::waits_for_report(duty->second))
            return respond(refused(core::Refusal::duty_is_not_owed));
        make_apart(api, respond,
                   [api, shared, hearing = state.hearing, round = duty->second.round] {
                       return keep(api, *shared, hearing, round);
                   });
    });
}

void list_files(const Api& api, const std::string& hearing, const std::string& duty,
                const Respond& respond)
{
    make_apart(api, respond, [api, hearing, duty] {
        const auto files = api->files.list({hearing}, {duty});
        if (!files) return store_failed(files.error());
        json::array list;
        for (const auto& file : *files) list.push_back(submitted_json(file));
        return json_response(200, json::serialize(json::object{{"files", std::move(list)}}));
    });
}

std::optional<std::int64_t> round_of(const HttpRequest& request)
{
    const auto found = request.query.find("round");
    if (found == request.query.end()) return std::nullopt;
    std::int64_t round = 0;
    const auto* end = found->second.data() + found->second.size();
    const auto [last, error] = std::from_chars(found->second.data(), end, round);
    if (error != std::errc{} || last != end) return std::nullopt;
    return round;
}

void give_submission(const Api& api, const HttpRequest& request, const std::string& hearing,
                     const Respond& respond)
{
    const auto round = round_of(request);
    if (!round) return respond(problem(400, "missing_field", "round"));
    make_apart(api, respond, [api, hearing, duty = request.part, round = *round] {
        const auto files = api->files.list({hearing}, {duty});
        if (!files) return store_failed(files.error());
        const auto file = std::ranges::find(*files, round, &hall::SubmittedFile::round);
        if (file == files->end()) return problem(404, "unknown_file");
        auto bytes = api->files.read(file->sha256);
        if (!bytes) return store_failed(bytes.error());
        if (!*bytes) return problem(404, "unknown_file", "it is not what it was");
        const auto kind = papers::kind_of_name(file->name);
        return download(papers::media_type_of(kind), file->name, std::move(**bytes));
    });
}

} // namespace

void add_submission_routes(Router& router, const Api& api)
{
    const std::string path = "/api/v1/hearings/{id}/duties/{part}/";
    router.add({"POST", path + "file", Who::secretariat, Accepts::document,
                limits::http_import_bytes_max,
                [api](HttpRequest request, const std::string& hearing, const Respond& respond) {
                    take_file(api, std::move(request), hearing, respond);
                }});
    router.add(
        {"GET", path + "file", Who::desk, Accepts::nothing, 0,
         [api](const HttpRequest& request, const std::string& hearing, const Respond& respond) {
             give_submission(api, request, hearing, respond);
         }});
    router.add(
        {"GET", path + "files", Who::desk, Accepts::nothing, 0,
         [api](const HttpRequest& request, const std::string& hearing, const Respond& respond) {
             list_files(api, hearing, request.part, respond);
         }});
}

} // namespace rostrum::net
