#include "cli/printing.hpp"

#include "ledger/checkpoint_store.hpp"
#include "ledger/sqlite_store.hpp"
#include "papers/pdf_ballots.hpp"
#include "papers/pdf_faces.hpp"
#include "papers/pdf_minutes.hpp"
#include "papers/pdf_report.hpp"
#include "papers/pdf_result.hpp"
#include "papers/pdf_series.hpp"
#include "papers/record.hpp"

#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

namespace rostrum::cli {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> lines_of(const fs::path& copy, const std::string& hearing)
{
    auto store = ledger::SqliteStore::open(copy, [] { return std::int64_t{0}; });
    if (!store) throw std::runtime_error(store.error().message);
    std::vector<std::string> lines;
    while (true) {
        const auto page = (*store)->read(hearing, lines.size(), /*max=*/5'000, /*need=*/0);
        if (!page) throw std::runtime_error("the log cannot be read");
        if (page->lines.empty()) return lines;
        lines.insert(lines.end(), page->lines.begin(), page->lines.end());
    }
}

/// What the folder itself says: opening the copy would sign it anew, with another key.
papers::Record read_record(const fs::path& copy, const std::string& hearing)
{
    papers::Record record;
    auto course = papers::course_of(lines_of(copy, hearing));
    if (!course) throw std::runtime_error(course.error());
    record.course = std::move(*course);
    const auto heads = ledger::read_checkpoints(copy);
    if (!heads) throw std::runtime_error(heads.error().message);
    for (const auto& head : *heads) {
        if (head.stream != hearing) continue;
        record.checkpoint = head.certificate.note;
        record.verifier = head.certificate.verifier;
    }
    return record;
}

void add_state(papers::Record& record, Runtime& runtime, const std::string& hearing)
{
    runtime.on_hall([&](hall::Halls& halls) {
        const auto* state = halls.hearing(core::HearingId{hearing});
        if (state == nullptr) throw std::runtime_error("there is no hearing " + hearing);
        record.series = papers::series_name(halls.series());
        record.hearing = *state;
        record.names = halls.names();
    });
}

std::string comparison(Runtime& runtime)
{
    std::string title;
    std::vector<papers::ComparisonLine> lines;
    runtime.on_hall([&](hall::Halls& halls) {
        title = papers::series_name(halls.series());
        lines = papers::comparison_lines(halls.series(), halls.hearings());
    });
    return papers::comparison_pdf(title, lines);
}

std::string made(std::optional<std::string> pdf, const char* why_not)
{
    if (!pdf) throw std::runtime_error(why_not);
    return std::move(*pdf);
}

} // namespace

bool is_only_printed(const std::string& what)
{
    return what == "minutes" || what == "ballots" || what == "comparison";
}

std::string print_document(const PrintOrder& order, const fs::path& copy,
                           const std::function<std::unique_ptr<Runtime>()>& open)
{
    if (!papers::can_print_chinese())
        throw std::runtime_error("no Chinese font is installed: fonts-noto-cjk has one");
    if (order.what == "comparison") return comparison(*open());
    auto record = read_record(copy, order.hearing);
    add_state(record, *open(), order.hearing);
    if (order.what == "minutes") return papers::minutes_pdf(record);
    if (order.what == "ballots") {
        return made(papers::ballots_pdf(record.hearing, order.first, order.count),
                    "no ballot rule is locked yet");
    }
    if (order.what == "report") {
        std::optional<core::UnitId> unit;
        if (!order.unit.empty()) unit = core::UnitId{order.unit};
        return made(papers::report_pdf(record, unit), "no such report is owed");
    }
    if (order.what == "result") return made(papers::result_pdf(record), "there is no result yet");
    throw std::runtime_error("there is no PDF of " + order.what);
}

} // namespace rostrum::cli
