// Documents in the formats of an office, made on a thread of their own.
#include "net/api.hpp"
#include "papers/report_form.hpp"
#include "papers/workbook.hpp"

#include <spdlog/spdlog.h>

#include <map>
#include <string>
#include <utility>

namespace rostrum::net {
namespace {

constexpr const char* docx_type =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

void give_hearing_workbook(const Api& api, const std::string& hearing, const Respond& respond)
{
    with_hearing(api, hearing, respond, [api, respond](const core::Hearing& state) {
        make_apart(api, respond, [state] {
            return download(xlsx_type, state.hearing.value + ".xlsx",
                            papers::hearing_workbook(state));
        });
    });
}

void give_series_workbook(const Api& api, const Respond& respond)
{
    api->hub.ask([api, respond](hall::Front&) {
        std::map<core::HearingId, core::Hearing> hearings;
        for (const auto& [id, hearing] : api->halls.hearings()) hearings.emplace(id, *hearing);
        make_apart(api, respond, [series = api->halls.series(), hearings = std::move(hearings)] {
            return download(xlsx_type, "series.xlsx", papers::series_workbook(series, hearings));
        });
    });
}

void give_report_form(const Api& api, const std::string& hearing, const std::string& duty,
                      const Respond& respond)
{
    with_hearing(api, hearing, respond, [api, duty, respond](const core::Hearing& state) {
        if (!state.duties.reports.contains({duty})) return respond(problem(404, "unknown_duty"));
        make_apart(api, respond, [state, duty] {
            const auto& report = state.duties.reports.at({duty});
            return download(docx_type, papers::report_form_name(state, report),
                            papers::report_form(state, report));
        });
    });
}

void give_package(const Api& api, const std::string& hearing, const Respond& respond)
{
    with_hearing(api, hearing, respond, [api, hearing, respond](const core::Hearing&) {
        make_apart(api, respond, [api, hearing] {
            auto zip = api->package_of(hearing);
            if (zip) return download("application/zip", hearing + "-package.zip", std::move(*zip));
            spdlog::error("the package of {} cannot be made: {}", hearing, zip.error());
            return problem(503, "storage_failed", "use rostrum export --package");
        });
    });
}

} // namespace

void add_document_routes(Router& router, const Api& api)
{
    const auto add = [&](std::string path, Who who, Route::Handle handle) {
        router.add({"GET", std::move(path), who, Accepts::nothing, 0, std::move(handle)});
    };
    add("/api/v1/hearings/{id}/workbook", Who::desk,
        [api](const HttpRequest&, const std::string& hearing, const Respond& respond) {
            give_hearing_workbook(api, hearing, respond);
        });
    add("/api/v1/series/workbook", Who::secretariat,
        [api](const HttpRequest&, const std::string&, const Respond& respond) {
            give_series_workbook(api, respond);
        });
    add("/api/v1/hearings/{id}/duties/{part}/form", Who::staff,
        [api](const HttpRequest& request, const std::string& hearing, const Respond& respond) {
            give_report_form(api, hearing, request.part, respond);
        });
    add("/api/v1/hearings/{id}/package", Who::secretariat,
        [api](const HttpRequest&, const std::string& hearing, const Respond& respond) {
            give_package(api, hearing, respond);
        });
}

} // namespace rostrum::net
