// What a hearing leaves behind, to be downloaded.
#include "net/api.hpp"
#include "net/log_reading.hpp"
#include "net/printing.hpp"
#include "papers/duty_list.hpp"
#include "papers/pdf_report.hpp"
#include "papers/pdf_result.hpp"
#include "papers/result_sheet.hpp"
#include "papers/threshold_report.hpp"
#include "session/connection.hpp"

#include <optional>
#include <string>
#include <utility>

namespace rostrum::net {
namespace {

enum class Format : std::uint8_t { json, csv };

std::optional<Format> format_of(const HttpRequest& request)
{
    const auto found = request.query.find("format");
    if (found == request.query.end() || found->second == "json") return Format::json;
    if (found->second == "csv") return Format::csv;
    return std::nullopt;
}

bool asks_for_pdf(const HttpRequest& request)
{
    const auto found = request.query.find("format");
    return found != request.query.end() && found->second == "pdf";
}

HttpResponse csv_download(const core::Hearing& hearing, const char* what, std::string csv)
{
    return download("text/csv; charset=utf-8", hearing.hearing.value + '-' + what + ".csv",
                    std::move(csv));
}

/// Why somebody does not get the result, if so. Anybody may ask, so it is told before anything is
/// copied or read for them.
std::optional<HttpResponse> withhold_result(const core::Hearing& hearing, core::Role role)
{
    const auto sheet = papers::result_sheet(hearing);
    if (!sheet) return problem(409, "ballot_is_not_closed");
    if (!sheet->published() && !session::has_desk(role))
        return problem(409, "result_is_not_published");
    return std::nullopt;
}

std::optional<HttpResponse> withhold_nothing(const core::Hearing& /*hearing*/, core::Role /*role*/)
{
    return std::nullopt;
}

HttpResponse result(const core::Hearing& hearing, Format format)
{
    const auto sheet = papers::result_sheet(hearing).value(); // There is one: it was not withheld.
    if (format == Format::json) return json_response(200, papers::result_json(sheet));
    return csv_download(hearing, "result", papers::result_csv(sheet));
}

HttpResponse report(const core::Hearing& hearing, Format format)
{
    if (format == Format::json) return json_response(200, papers::report_json(hearing));
    return csv_download(hearing, "report", papers::report_csv(hearing));
}

HttpResponse duties(const core::Hearing& hearing, Format format)
{
    if (format == Format::json) return json_response(200, papers::duties_json(hearing));
    return csv_download(hearing, "duties", papers::duties_csv(hearing));
}

void give_log(const Api& api, const std::string& hearing, const Respond& respond)
{
    with_hearing(api, hearing, respond, [api, hearing, respond](const core::Hearing&) {
        read_log(api, hearing, [hearing, respond](const auto& lines) {
            if (!lines) return respond(lines.error());
            std::string text;
            for (const auto& line : *lines) text += line + '\n';
            respond(download("application/jsonl", hearing + "-events.jsonl", std::move(text)));
        });
    });
}

HttpResponse print_result(const papers::Record& record)
{
    return pdf_download(record.hearing.hearing.value, "result", papers::result_pdf(record).value());
}

/// `unit`: of one unit only.
void print_paper(const Api& api, const HttpRequest& request, const std::string& hearing,
                 const std::string& what, const Respond& respond)
{
    if (what == "result") {
        const auto withhold = [role = request.identity->role](const core::Hearing& state) {
            return withhold_result(state, role);
        };
        return give_print(api, hearing, respond, {.withhold = withhold, .draw = &print_result});
    }
    std::optional<core::UnitId> unit;
    if (const auto asked = request.query.find("unit"); asked != request.query.end())
        unit = core::UnitId{asked->second};
    const auto draw = [unit](const papers::Record& record) {
        auto pdf = papers::report_pdf(record, unit);
        if (!pdf) return problem(409, "no_report_is_owed");
        return pdf_download(record.hearing.hearing.value, "report", std::move(*pdf));
    };
    give_print(api, hearing, respond, {.draw = draw});
}

struct Paper {
    HttpResponse (*make)(const core::Hearing&, Format);
    std::optional<HttpResponse> (*withhold)(const core::Hearing&, core::Role);
};

void give_paper(const Api& api, const HttpRequest& request, const std::string& hearing, Paper paper,
                const Respond& respond)
{
    const auto format = format_of(request);
    if (!format) return respond(problem(400, "unknown_format", "json or csv"));
    with_hearing(api, hearing, respond,
                 [api, format = *format, role = request.identity->role, paper,
                  respond](const core::Hearing& state) {
                     const auto withheld = paper.withhold(state, role);
                     if (withheld) return respond(*withheld);
                     auto place = place_for_document(api, respond);
                     if (!place) return;
                     make_at(api, std::move(place), respond,
                             [state, make = paper.make, format] { return make(state, format); });
                 });
}

} // namespace

void add_paper_routes(Router& router, const Api& api)
{
    const auto add = [&](const std::string& what, Who who, Paper paper, bool prints) {
        router.add({"GET", "/api/v1/hearings/{id}/" + what, who, Accepts::nothing, 0,
                    [api, what, paper, prints](const HttpRequest& request,
                                               const std::string& hearing, const Respond& respond) {
                        if (prints && asks_for_pdf(request))
                            return print_paper(api, request, hearing, what, respond);
                        give_paper(api, request, hearing, paper, respond);
                    }});
    };
    add("result", Who::session, {&result, &withhold_result}, /*prints=*/true);
    add("report", Who::staff, {&report, &withhold_nothing}, /*prints=*/true);
    add("duties", Who::staff, {&duties, &withhold_nothing}, /*prints=*/false);
    router.add({"GET", "/api/v1/hearings/{id}/events", Who::secretariat, Accepts::nothing, 0,
                [api](const HttpRequest&, const std::string& hearing, const Respond& respond) {
                    give_log(api, hearing, respond);
                }});
}

} // namespace rostrum::net
