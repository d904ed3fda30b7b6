// Papers that exist in print only: minutes, paper ballots, the comparison of the series.
#include "net/api.hpp"
#include "net/limits.hpp"
#include "net/printing.hpp"
#include "papers/pdf_ballots.hpp"
#include "papers/pdf_faces.hpp"
#include "papers/pdf_minutes.hpp"
#include "papers/pdf_series.hpp"

#include <charconv>
#include <optional>
#include <string>
#include <utility>

namespace rostrum::net {
namespace {

/// A number of the query from 1 to `max`; `otherwise` when it is not there.
std::optional<int> number_of(const HttpRequest& request, const std::string& name, int otherwise,
                             int max)
{
    const auto found = request.query.find(name);
    if (found == request.query.end()) return otherwise;
    const auto& text = found->second;
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    if (number < 1 || number > max) return std::nullopt;
    return number;
}

HttpResponse print_minutes(const papers::Record& record)
{
    return pdf_download(record.hearing.hearing.value, "minutes", papers::minutes_pdf(record));
}

void give_ballots(const Api& api, const HttpRequest& request, const std::string& hearing,
                  const Respond& respond)
{
    const auto first = number_of(request, "first", 1, limits::paper_ballot_serial_max);
    const auto count = number_of(request, "count", 30, limits::paper_ballots_per_request_max);
    if (!first) return respond(problem(400, "wrong_number", "first"));
    if (!count) return respond(problem(400, "wrong_number", "count"));
    const auto draw = [first = *first, count = *count](const papers::Record& record) {
        auto pdf = papers::ballots_pdf(record.hearing, first, count);
        if (!pdf) return problem(409, "no_rule_is_locked");
        return pdf_download(record.hearing.hearing.value, "ballots", std::move(*pdf));
    };
    give_print(api, hearing, respond, {.draw = draw});
}

void give_comparison(const Api& api, const Respond& respond)
{
    api->hub.ask([api, respond](hall::Front&) {
        make_apart(api, respond,
                   [title = papers::series_name(api->halls.series()),
                    lines = papers::comparison_lines(api->halls.series(), api->halls.hearings())] {
                       if (!papers::can_print_chinese())
                           return problem(503, "fonts_are_missing",
                                          "install a Chinese font: fonts-noto-cjk");
                       return download("application/pdf", "comparison.pdf",
                                       papers::comparison_pdf(title, lines));
                   });
    });
}

} // namespace

void add_print_routes(Router& router, const Api& api)
{
    const auto add = [&](std::string path, Who who, Route::Handle handle) {
        router.add({"GET", std::move(path), who, Accepts::nothing, 0, std::move(handle)});
    };
    add("/api/v1/hearings/{id}/minutes", Who::desk,
        [api](const HttpRequest&, const std::string& hearing, const Respond& respond) {
            give_print(api, hearing, respond, {.draw = &print_minutes});
        });
    add("/api/v1/hearings/{id}/paper-ballots", Who::desk,
        [api](const HttpRequest& request, const std::string& hearing, const Respond& respond) {
            give_ballots(api, request, hearing, respond);
        });
    add("/api/v1/series/comparison", Who::secretariat,
        [api](const HttpRequest&, const std::string&, const Respond& respond) {
            give_comparison(api, respond);
        });
}

} // namespace rostrum::net
