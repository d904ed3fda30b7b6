#include "net/printing.hpp"

#include "net/log_reading.hpp"
#include "papers/pdf_faces.hpp"

#include <spdlog/spdlog.h>

#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace rostrum::net {
namespace {

/// All but the course, which is read from the log elsewhere. On the hall thread.
papers::Record begin_record(const Api& api, const core::Hearing& state)
{
    papers::Record record;
    record.series = papers::series_name(api->halls.series());
    record.hearing = state;
    const auto& names = api->halls.names();
    for (const auto& [id, participant] : state.roster.participants)
        if (const auto named = names.find(id); named != names.end()) record.names.insert(*named);
    if (const auto* last = api->halls.checkpoints().last(state.hearing.value)) {
        record.checkpoint = last->note;
        record.verifier = last->verifier;
    }
    return record;
}

/// On the thread for papers.
HttpResponse print_apart(papers::Record& record, const std::vector<std::string>& lines,
                         const Print& print)
{
    if (!papers::can_print_chinese())
        return problem(503, "fonts_are_missing", "install a Chinese font: fonts-noto-cjk");
    auto course = papers::course_of(lines);
    if (!course) {
        spdlog::error("{} cannot be printed: {}", record.hearing.hearing.value, course.error());
        return problem(503, "storage_failed");
    }
    record.course = std::move(*course);
    return print.draw(record);
}

} // namespace

void give_print(const Api& api, const std::string& hearing, const Respond& respond, Print print)
{
    with_hearing(api, hearing, respond, [api, respond, print](const core::Hearing& state) {
        const auto withheld = print.withhold ? print.withhold(state) : std::nullopt;
        if (withheld) return respond(*withheld);
        const auto place = place_for_document(api, respond);
        if (!place) return;
        const auto record = std::make_shared<papers::Record>(begin_record(api, state));
        read_log(api, state.hearing.value, [api, respond, place, print, record](auto lines) {
            if (!lines) return respond(lines.error());
            make_at(api, place, respond, [record, print, lines = std::move(*lines)] {
                return print_apart(*record, lines, print);
            });
        });
    });
}

HttpResponse pdf_download(const std::string& hearing, const char* what, std::string pdf)
{
    return download("application/pdf", hearing + '-' + what + ".pdf", std::move(pdf));
}

} // namespace rostrum::net
