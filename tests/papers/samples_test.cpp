// Writes docs/samples: see docs/samples/make.sh. Left out of the usual run.
#include "papers/pdf_ballots.hpp"
#include "papers/pdf_cards.hpp"
#include "papers/pdf_minutes.hpp"
#include "papers/pdf_report.hpp"
#include "papers/pdf_result.hpp"
#include "papers/pdf_series.hpp"
#include "papers/printed_hearing.hpp"

#include "support/catch.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
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

} // namespace

TEST_CASE("the samples are written into the folder that ROSTRUM_SAMPLES names", "[.samples]")
{
    const char* folder = std::getenv("ROSTRUM_SAMPLES");
    REQUIRE(folder != nullptr);
    const auto record = papers::printed_record(60, 6);
    const std::vector lines(15, papers::comparison_line(record.hearing));
    const std::vector<std::pair<std::string, std::string>> samples{
        {"report-notice.pdf", papers::report_pdf(record, core::UnitId{"u1"}).value()},
        {"result-sheet.pdf", papers::result_pdf(record).value()},
        {"minutes.pdf", papers::minutes_pdf(record)},
        {"comparison.pdf", papers::comparison_pdf(record.series, lines)},
        {"seat-cards.pdf", cards(record)},
        {"paper-ballots.pdf", papers::ballots_pdf(record.hearing, 1, 3).value()}};
    for (const auto& [name, bytes] : samples) {
        INFO(name);
        std::ofstream stream(std::filesystem::path{folder} / name, std::ios::binary);
        stream << bytes;
        stream.close();
        CHECK(stream.good());
    }
}
