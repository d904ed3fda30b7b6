// Writes docs/samples: see docs/samples/make.sh. Left out of the usual run.
#include "papers/calendar.hpp"
#include "papers/duty_list.hpp"
#include "papers/pdf_ballots.hpp"
#include "papers/pdf_cards.hpp"
#include "papers/pdf_minutes.hpp"
#include "papers/pdf_report.hpp"
#include "papers/pdf_result.hpp"
#include "papers/pdf_series.hpp"
#include "papers/printed_hearing.hpp"
#include "papers/report_form.hpp"
#include "papers/result_sheet.hpp"
#include "papers/roster_csv.hpp"
#include "papers/threshold_report.hpp"
#include "papers/workbook.hpp"

#include "support/catch.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

using namespace rostrum;

namespace {

std::string cards(const papers::Record& record)
{
    std::vector<papers::PrintedCard> cards;
    for (const auto& [id, person] : record.names) {
        if (cards.size() == 8) break;
        cards.push_back({id.value, person.name, person.organisation, person.seat, "市民代表",
                         "https://hall.example/j#SAMPLE" + id.value, "SAMP-LE00"});
    }
    const papers::CardSheet sheet{record.series, record.hearing.title, record.verifier,
                                  record.hearing.starts_at, papers::CardSize::a7};
    return papers::cards_pdf(sheet, cards).value();
}

/// Fifteen hearings, eleven of them with a result, each satisfied more than the one before.
std::string comparison(const papers::Record& record)
{
    const auto rule = core::default_ballot_rule();
    std::vector<papers::ComparisonLine> lines;
    for (int i = 1; i <= 15; ++i) {
        auto line = papers::comparison_line(record.hearing);
        line.title = "第" + std::to_string(i) + "场：海洋攻势";
        line.verdict.reset();
        line.reports_due = 0;
        if (i > 11) {
            line.phase = core::Phase::draft;
            line.present = 0;
        }
        else {
            line.tally = {
                130,
                130,
                0,
                {{rule.options[0].option, 108 + 2 * i}, {rule.options[2].option, 22 - 2 * i}}};
            line.verdict = core::judge(rule, line.tally, {150, 135});
            if (line.verdict->outcome == core::Outcome::below) line.reports_due = 2;
        }
        lines.push_back(line);
    }
    return papers::comparison_pdf(record.series, lines);
}

} // namespace

TEST_CASE("the samples are written into the folder that ROSTRUM_SAMPLES names", "[.samples]")
{
    const char* folder = std::getenv("ROSTRUM_SAMPLES");
    REQUIRE(folder != nullptr);
    const auto record = papers::printed_record();
    const auto& hearing = record.hearing;
    const std::map hearings{std::pair{hearing.hearing, hearing}};
    core::Series series;
    series.title = record.series;
    series.hearings[hearing.hearing] = {hearing.hearing,  hearing.title, "厅", 1, 1,
                                        hearing.starts_at};
    const std::vector<std::pair<std::string, std::string>> samples{
        {"report-notice.pdf", papers::report_pdf(record, core::UnitId{"u1"}).value()},
        {"result-sheet.pdf", papers::result_pdf(record).value()},
        {"minutes.pdf", papers::minutes_pdf(record)},
        {"comparison.pdf", comparison(record)},
        {"seat-cards.pdf", cards(record)},
        {"paper-ballots.pdf", papers::ballots_pdf(hearing, 1, 3).value()},
        {"report-form.docx", papers::report_form(hearing, *papers::standing_duties(hearing).at(0))},
        {"hearing.xlsx", papers::hearing_workbook(hearing)},
        {"series.xlsx", papers::series_workbook(series, hearings)},
        {"roster.csv", papers::write_roster(hearing, record.names)},
        {"result.csv", papers::result_csv(papers::result_sheet(hearing).value())},
        {"result.json", papers::result_json(papers::result_sheet(hearing).value())},
        {"duties.csv", papers::duties_csv(hearing)},
        {"duties.ics", papers::due_dates_ics(record.series, hearings, hearing.starts_at)}};
    for (const auto& [name, bytes] : samples) {
        INFO(name);
        std::ofstream stream(std::filesystem::path{folder} / name, std::ios::binary);
        stream << bytes;
        stream.close();
        CHECK(stream.good());
    }
}
