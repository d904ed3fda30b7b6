#include "cli/transfer.hpp"

#include "cli/data_copy.hpp"
#include "cli/import_command.hpp"
#include "cli/offline.hpp"
#include "cli/output_file.hpp"
#include "cli/package_command.hpp"
#include "cli/printing.hpp"
#include "cli/series_file_command.hpp"
#include "ledger/sqlite_store.hpp"
#include "papers/duty_list.hpp"
#include "papers/report_form.hpp"
#include "papers/result_sheet.hpp"
#include "papers/roster_csv.hpp"
#include "papers/threshold_report.hpp"
#include "papers/workbook.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>

namespace rostrum::cli {
namespace {

struct TransferArguments {
    std::string data;
    std::string hearing;
    std::string file;
    std::string package;
    std::string what{"result"};
    std::string duty;
    std::string format; ///< Empty: the document's first.
    bool rosters{false};
    PrintOrder print;
};

/// The lines of a hearing's log, byte for byte.
std::string log_of(const std::filesystem::path& folder, const std::string& hearing)
{
    auto store = ledger::SqliteStore::open(folder, [] { return std::int64_t{0}; });
    if (!store) throw std::runtime_error(store.error().message);
    if ((*store)->tree(hearing).size() == 0)
        throw std::runtime_error("there is no hearing " + hearing);
    std::string text;
    for (hall::Seq from = 0;;) {
        const auto page = (*store)->read(hearing, from, /*max=*/5'000, /*need=*/0);
        if (!page) throw std::runtime_error("the log cannot be read");
        if (page->lines.empty()) return text;
        for (const auto& line : page->lines) text += line + '\n';
        from += page->lines.size();
    }
}

std::string series_workbook(Runtime& runtime)
{
    core::Series series;
    std::map<core::HearingId, core::Hearing> hearings;
    runtime.on_hall([&](hall::Halls& halls) {
        series = halls.series();
        for (const auto& [id, hearing] : halls.hearings()) hearings.emplace(id, *hearing);
    });
    return papers::series_workbook(series, hearings);
}

std::string report_form(const core::Hearing& hearing, const std::string& duty)
{
    const auto found = hearing.duties.reports.find({duty});
    if (found == hearing.duties.reports.end())
        throw std::runtime_error("--duty tells of which duty, such as r1; there is no \"" + duty +
                                 '"');
    return papers::report_form(hearing, found->second);
}

std::string series_text(const TransferArguments& arguments, Runtime& runtime)
{
    if (arguments.rosters && arguments.file.empty())
        throw std::runtime_error("--rosters are written beside the file of --output");
    const auto format =
        arguments.format == "json" ? intake::TextFormat::json : intake::TextFormat::toml;
    if (!arguments.rosters) return export_series_file(runtime, format, nullptr);
    const auto folder = std::filesystem::absolute(arguments.file).parent_path();
    return export_series_file(runtime, format, &folder);
}

bool is_of_series(const std::string& what)
{
    return what == "series" || what == "series-file";
}

std::string document(const TransferArguments& arguments, const std::filesystem::path& folder)
{
    if (arguments.what == "events") return log_of(folder, arguments.hearing);
    if (arguments.format == "pdf" || is_only_printed(arguments.what)) {
        auto order = arguments.print;
        order.what = arguments.what;
        order.hearing = arguments.hearing;
        return print_document(order, folder, [&] { return open_data(folder); });
    }

    const auto runtime = open_data(folder);
    if (arguments.what == "series") return series_workbook(*runtime);
    if (arguments.what == "series-file") return series_text(arguments, *runtime);
    const auto state = hearing_state(*runtime, arguments.hearing);
    if (arguments.what == "workbook") return papers::hearing_workbook(state);
    if (arguments.what == "form") return report_form(state, arguments.duty);
    const bool csv = arguments.format == "csv";
    if (arguments.what == "report")
        return csv ? papers::report_csv(state) : papers::report_json(state);
    if (arguments.what == "duties")
        return csv ? papers::duties_csv(state) : papers::duties_json(state);
    if (arguments.what == "roster") {
        protocol::NameBook names;
        runtime->on_hall([&](hall::Halls& halls) { names = halls.names(); });
        return papers::write_roster(state, names);
    }
    const auto sheet = papers::result_sheet(state);
    if (!sheet) throw std::runtime_error("there is no result yet");
    return csv ? papers::result_csv(*sheet) : papers::result_json(*sheet);
}

int export_document(const TransferArguments& arguments)
{
    if (arguments.hearing.empty() && !is_of_series(arguments.what))
        throw std::runtime_error("--hearing tells of which hearing, such as h01");
    if (!arguments.package.empty())
        return export_package(arguments.data, arguments.hearing, arguments.package);
    // From a copy, so that it works beside a running server and changes nothing.
    const DataCopy copy("rostrum-export", arguments.data);
    const auto text = document(arguments, copy.folder());
    if (arguments.file.empty()) {
        std::cout << text << std::flush;
        if (!std::cout) throw std::runtime_error("cannot write to the standard output");
        return 0;
    }
    write_output(arguments.file, text);
    return 0;
}

} // namespace

void add_transfer_commands(CLI::App& program, std::function<int()>& action)
{
    add_import_command(program, action);
    add_check_command(program, action);
    const auto arguments = std::make_shared<TransferArguments>();
    auto* exporting = program.add_subcommand(
        "export", "Write a document of a hearing; the server may be running");
    exporting->add_option("--data", arguments->data, "folder of the data")->required();
    exporting->add_option("--hearing", arguments->hearing, "its id, such as h01");
    exporting
        ->add_option(
            "--what", arguments->what,
            "result, report, duties, roster or events; workbook (XLSX); form (DOCX), of "
            "one --duty; series: the workbook (XLSX) of all hearings; minutes, ballots "
            "on paper, comparison of all hearings (PDF); series-file: the whole round as text")
        ->check(CLI::IsMember({"result", "report", "duties", "roster", "events", "workbook", "form",
                               "series", "minutes", "ballots", "comparison", "series-file"}));
    exporting
        ->add_option("--format", arguments->format,
                     "json or csv, of the first three; pdf, of result and report; toml or json, of "
                     "series-file")
        ->check(CLI::IsMember({"json", "csv", "pdf", "toml"}));
    exporting->add_option("--unit", arguments->print.unit, "whose report is printed, such as u1");
    exporting->add_option("--first", arguments->print.first, "first serial of the paper ballots")
        ->check(CLI::Range(1, 99'999));
    exporting->add_option("--count", arguments->print.count, "how many paper ballots")
        ->check(CLI::Range(1, 2'000));
    exporting->add_option("--duty", arguments->duty, "whose form is written, such as r1");
    exporting->add_option("--package", arguments->package,
                          "folder, or file.zip, of a package by which others can check the whole "
                          "hearing");
    exporting->add_flag("--rosters", arguments->rosters,
                        "write the rosters beside the series file, and name them in it");
    exporting->add_option("--output", arguments->file, "file; otherwise standard output");
    exporting->callback(
        [&action, arguments] { action = [arguments] { return export_document(*arguments); }; });
}

} // namespace rostrum::cli
