// Files that offices bring, and the configuration.
#include "fuzz/decoder.hpp"
#include "fuzz/seeds.hpp"

#include "cli/config.hpp"
#include "core/rules.hpp"
#include "core/text.hpp"
#include "intake/dossier.hpp"
#include "intake/encoding.hpp"
#include "intake/limits.hpp"
#include "intake/number_format.hpp"
#include "intake/roster.hpp"
#include "intake/series_file.hpp"
#include "intake/series_plan.hpp"
#include "intake/workbook.hpp"
#include "papers/handed_in.hpp"
#include "papers/zip_file.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace rostrum::fuzz {
namespace {

bool is_utf8(std::string_view text)
{
    while (!text.empty()) {
        const auto bytes = core::code_point_bytes(text);
        if (bytes == 0) return false;
        text.remove_prefix(bytes);
    }
    return true;
}

void attack_encoding(std::string_view bytes)
{
    const auto decoded = intake::decode_text(bytes);
    if (!decoded) return require(decoded.error() >= 1, "a fault of the encoding is on a line");
    require(is_utf8(decoded->text), "a text that was decoded is UTF-8");
    require(intake::decode_text("\xEF\xBB\xBF" + decoded->text).has_value(),
            "a text that was decoded can be decoded again");
}

void require_sound(const intake::Row& row)
{
    require(row.cells.size() <= intake::limits::columns_max, "a row is no longer than allowed");
    for (const auto& cell : row.cells) require(is_utf8(cell.text), "a cell is UTF-8");
}

void attack_table(std::string_view bytes)
{
    const auto workbook = intake::read_workbook(bytes);
    if (!workbook) return;
    require(!workbook->sheets.empty(), "a workbook has a sheet");
    for (const auto& sheet : workbook->sheets) {
        require(is_utf8(sheet.name), "a sheet's name is UTF-8");
        std::int64_t last = 0;
        for (const auto& row : sheet.rows) {
            require(row.number > last, "rows are in the order of their numbers");
            last = row.number;
            require_sound(row);
        }
    }
}

/// Stands between the parts of a workbook; no XML may hold it.
constexpr char part_mark = '\x1E';

/// A workbook of which the stranger writes the parts, and we the archive around them: through an
/// archive's check sums no chance would ever come.
std::string workbook_of(std::string_view bytes)
{
    static constexpr std::array<const char*, 4> names{"xl/worksheets/sheet1.xml", "xl/styles.xml",
                                                      "xl/sharedStrings.xml", "xl/workbook.xml"};
    const std::string kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    const auto relation = [&](const char* id, const char* what, const char* target) {
        return std::string{"<Relationship Id=\""} + id + "\" Type=\"" + kind + what +
               "\" Target=\"" + target + "\"/>";
    };
    papers::ZipParts parts{
        {"_rels/.rels", "<Relationships>" + relation("r1", "officeDocument", "xl/workbook.xml") +
                            "</Relationships>"},
        {"xl/_rels/workbook.xml.rels",
         "<Relationships>" + relation("r1", "worksheet", "worksheets/sheet1.xml") +
             relation("r2", "styles", "styles.xml") +
             relation("r3", "sharedStrings", "sharedStrings.xml") + "</Relationships>"},
        {names[1], "<styleSheet/>"},
        {names[2], "<sst/>"},
        {names[3], "<workbook><sheets><sheet name=\"1\" id=\"r1\"/></sheets></workbook>"}};
    for (const auto* name : names) {
        const auto end = std::min(bytes.find(part_mark), bytes.size());
        parts[name] = bytes.substr(0, end);
        if (end == bytes.size()) break;
        bytes.remove_prefix(end + 1);
    }
    return papers::zip_of(parts);
}

void attack_sheet(std::string_view bytes)
{
    attack_table(workbook_of(bytes));
}

/// A format in the first line, and a number as a workbook stores it.
void attack_number(std::string_view bytes)
{
    const auto [format, stored] = split_line(bytes);
    for (const bool counts_from_1904 : {false, true}) {
        const auto cell = intake::formatted_number(stored, format, counts_from_1904);
        require(is_utf8(cell.text) || !is_utf8(stored) || !is_utf8(format),
                "a number in UTF-8 is shown in UTF-8");
    }
}

void attack_roster(std::string_view bytes)
{
    intake::RosterBasis basis{core::default_rules().categories, {}, {}, {}};
    const auto plan = intake::plan_roster(bytes, {}, basis);
    if (!plan || !plan->reading.errors.empty()) return;
    for (const auto& line : plan->lines) {
        require(!line.name.name.empty(), "everybody on a roster has a name");
        basis.entries[line.entry.participant] = line.entry;
        basis.names[line.entry.participant] = line.name;
    }
    require(basis.entries.size() == plan->lines.size(), "nobody is on a roster twice");
    const auto again = intake::plan_roster(bytes, {}, basis);
    require(again && again->reading.errors.empty() && again->added == 0 && again->changed == 0,
            "a roster that was imported changes nothing the second time");
}

void attack_dossier(std::string_view bytes)
{
    const auto plan = intake::plan_dossier(bytes, {}, {}, {{}, "攻势"});
    if (!plan || !plan->errors.empty()) return;
    const auto again = intake::plan_dossier(bytes, {}, {}, {plan->campaign, "攻势"});
    require(again && again->errors.empty() && again->campaign == plan->campaign,
            "a dossier that was imported changes nothing the second time");
}

void attack_series_file(std::string_view bytes)
{
    const auto reading = intake::read_series(bytes);
    if (!reading.errors.empty()) return;
    for (const auto format : {intake::TextFormat::toml, intake::TextFormat::json}) {
        const auto again = intake::read_series(intake::write_series(reading.file, format));
        require(again.errors.empty() && again.file == reading.file,
                "a series file is read again as it was written");
    }
    const core::Series none;
    const auto plan = intake::plan_series(reading, {none, {}, {}});
    require(!plan.errors.empty() || plan.added == std::ssize(reading.file.hearings),
            "all hearings of a file are new to an empty folder");
}

void attack_config(std::string_view bytes)
{
    const auto config = cli::parse_config(bytes, "rostrum.toml");
    if (!config)
        require(config.error().starts_with("rostrum.toml:"), "a fault of a file is at its line");
    else if (const auto sound = cli::check(*config); !sound)
        require(!sound.error().empty(), "settings that contradict each other are told");
}

/// What a unit hands in: its name in the first line, and the file.
void attack_handed_in(std::string_view bytes)
{
    const auto [name, file] = split_line(bytes);
    const auto kind = papers::kind_of(file);
    if (!kind) return;
    const auto given_back = papers::handed_in_name(name, *kind);
    require(papers::kind_of_name(given_back) == *kind, "a file's name says what it is");
    require(papers::handed_in_name(given_back, *kind) == given_back,
            "a harmless name is left as it is");
}

/// CSV as people save it, in each encoding that offices' programs write.
Seeds tables()
{
    Seeds seeds = files_of("docs/samples", ".csv");
    std::ranges::move(files_of("docs/samples", ".xlsx"), std::back_inserter(seeds));
    std::ranges::move(files_of("tests/fuzz/corpus/dossier"), std::back_inserter(seeds));
    std::ranges::move(files_of("tests/fuzz/corpus/roster"), std::back_inserter(seeds));
    return seeds;
}

Seeds texts()
{
    auto seeds = tables();
    std::erase_if(seeds, [](const Seed& seed) { return seed.name.ends_with(".xlsx"); });
    return seeds;
}

Seeds handed_in_files()
{
    Seeds seeds;
    for (auto& form : files_of("docs/samples", ".docx"))
        seeds.push_back({form.name, "整改报告.docx\n" + form.bytes});
    seeds.push_back({"a folder and no ending", "../reports/1\n%PDF-1.7\n"});
    seeds.push_back({"a name of dots", "..\n%PDF-"});
    seeds.push_back({"a name of dots and endings", "...pdf.pdf.\n%PDF-"});
    seeds.push_back({"a program", "报告.docx\n" + papers::zip_of({{"word/document.xml", "<w/>"},
                                                                  {"word/vbaProject.bin", "x"}})});
    return seeds;
}

} // namespace

Decoders file_decoders()
{
    return {{"encoding", attack_encoding, texts},
            {"table", attack_table, tables},
            {"sheet", attack_sheet, nullptr},
            {"number", attack_number, nullptr},
            {"roster", attack_roster, tables},
            {"dossier", attack_dossier, tables},
            {"series_file", attack_series_file, nullptr},
            {"handed_in", attack_handed_in, handed_in_files},
            {"config", attack_config, nullptr}};
}

} // namespace rostrum::fuzz
