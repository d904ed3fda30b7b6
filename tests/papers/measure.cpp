// How long the papers of a large hearing take: test_papers "[.measure]". Left out of the usual run;
// of the release build, what it prints stands in docs/operations.md.
#include "papers/pdf_minutes.hpp"
#include "papers/pdf_report.hpp"
#include "papers/pdf_result.hpp"
#include "papers/printed_hearing.hpp"
#include "papers/report_form.hpp"
#include "papers/roster_csv.hpp"
#include "papers/threshold_report.hpp"
#include "papers/workbook.hpp"

#include "support/catch.hpp"

#include <chrono>
#include <functional>
#include <iostream>
#include <map>
#include <string>
#include <sys/resource.h>

using namespace rostrum;

TEST_CASE("the papers of 1,000 people and 200 questions are measured", "[.measure]")
{
    const auto record = papers::printed_record(1'000, 200);
    const auto& hearing = record.hearing;
    const std::map<std::string, std::function<std::string()>> papers{
        {"minutes.pdf", [&] { return papers::minutes_pdf(record); }},
        {"reports.pdf", [&] { return papers::report_pdf(record, std::nullopt).value(); }},
        {"result.pdf", [&] { return papers::result_pdf(record).value(); }},
        {"form.docx",
         [&] { return papers::report_form(hearing, *papers::standing_duties(hearing).at(0)); }},
        {"hearing.xlsx", [&] { return papers::hearing_workbook(hearing); }},
        {"report.csv", [&] { return papers::report_csv(hearing); }},
        {"report.json", [&] { return papers::report_json(hearing); }},
        {"roster.csv", [&] { return papers::write_roster(hearing, record.names); }}};
    for (const auto& [name, draw] : papers) {
        const auto begun = std::chrono::steady_clock::now();
        const auto bytes = draw().size();
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
        CHECK(bytes > 0);
        std::cout << name << ": " << took.count() << " s, " << bytes / 1'024 << " KiB\n";
    }
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    std::cout << "peak: " << used.ru_maxrss / 1'024 << " MiB\n";
}
