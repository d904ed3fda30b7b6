// What a hearing leaves behind, to be downloaded.
#include "net/api.hpp"
#include "net/identity.hpp"
#include "net/limits.hpp"
#include "papers/duty_list.hpp"
#include "papers/result_sheet.hpp"
#include "papers/threshold_report.hpp"

#include <memory>
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

HttpResponse csv_download(const core::Hearing& hearing, const char* what, std::string csv)
{
    return download("text/csv; charset=utf-8", hearing.hearing.value + '-' + what + ".csv",
                    std::move(csv));
}

HttpResponse result(const core::Hearing& hearing, Format format, core::Role role)
{
    const auto sheet = papers::result_sheet(hearing);
    if (!sheet) return problem(409, "ballot_is_not_closed");
    if (!sheet->published() && !has_desk(role)) return problem(409, "result_is_not_published");
    if (format == Format::json) return json_response(200, papers::result_json(*sheet));
    return csv_download(hearing, "result", papers::result_csv(*sheet));
}

HttpResponse report(const core::Hearing& hearing, Format format, core::Role /*role*/)
{
    if (format == Format::json) return json_response(200, papers::report_json(hearing));
    return csv_download(hearing, "report", papers::report_csv(hearing));
}

HttpResponse duties(const core::Hearing& hearing, Format format, core::Role /*role*/)
{
    if (format == Format::json) return json_response(200, papers::duties_json(hearing));
    return csv_download(hearing, "duties", papers::duties_csv(hearing));
}

/// Reads a whole log, page by page, on the hall thread.
class LogReading : public std::enable_shared_from_this<LogReading> {
public:
    LogReading(Api api, std::string stream, Respond respond)
        : api_(std::move(api)), stream_(std::move(stream)), respond_(std::move(respond))
    {
    }

    void go_on()
    {
        api_->ledger.read(
            stream_, next_, limits::log_page_events, 0,
            [self = shared_from_this()](const std::expected<hall::Page, hall::Failure>& page) {
                if (page) return self->take(*page);
                self->respond_(problem(503, "storage_failed"));
            });
    }

private:
    void take(const hall::Page& page)
    {
        for (const auto& line : page.lines) {
            text_ += line;
            text_ += '\n';
        }
        next_ += page.lines.size();
        if (text_.size() > limits::log_download_bytes_max) {
            return respond_(problem(503, "log_is_too_long", "use rostrum export"));
        }
        if (!page.lines.empty()) return go_on();
        respond_(download("application/jsonl", stream_ + "-events.jsonl", std::move(text_)));
    }

    Api api_;
    std::string stream_;
    Respond respond_;
    hall::Seq next_{0};
    std::string text_;
};

void give_log(const Api& api, const std::string& hearing, const Respond& respond)
{
    with_hearing(api, hearing, respond, [api, hearing, respond](const core::Hearing&) {
        std::make_shared<LogReading>(api, hearing, respond)->go_on();
    });
}

using Paper = HttpResponse (*)(const core::Hearing&, Format, core::Role);

void give_paper(const Api& api, const HttpRequest& request, const std::string& hearing, Paper paper,
                const Respond& respond)
{
    const auto format = format_of(request);
    if (!format) return respond(problem(400, "unknown_format", "json or csv"));
    with_hearing(api, hearing, respond,
                 [api, format = *format, role = request.identity->role, paper,
                  respond](const core::Hearing& state) {
                     make_apart(api, respond, [state, paper, format, role] {
                         return paper(state, format, role);
                     });
                 });
}

} // namespace

void add_paper_routes(Router& router, const Api& api)
{
    const auto add = [&](std::string path, Who who, Paper paper) {
        router.add({"GET", std::move(path), who, Accepts::nothing, 0,
                    [api, paper](const HttpRequest& request, const std::string& hearing,
                                 const Respond& respond) {
                        give_paper(api, request, hearing, paper, respond);
                    }});
    };
    add("/api/v1/hearings/{id}/result", Who::session, &result);
    add("/api/v1/hearings/{id}/report", Who::staff, &report);
    add("/api/v1/hearings/{id}/duties", Who::staff, &duties);
    router.add({"GET", "/api/v1/hearings/{id}/events", Who::secretariat, Accepts::nothing, 0,
                [api](const HttpRequest&, const std::string& hearing, const Respond& respond) {
                    give_log(api, hearing, respond);
                }});
}

} // namespace rostrum::net
