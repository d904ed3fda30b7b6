#include "intake/workbook.hpp"

#include "intake/limits.hpp"
#include "intake/number_format.hpp"
#include "intake/workbook_builder.hpp"

#include "support/catch.hpp"

#include <random>
#include <string>
#include <vector>

using namespace rostrum::intake;

namespace {

std::string fault_of(const std::string& bytes)
{
    const auto workbook = read_workbook(bytes);
    return workbook ? "" : name_of(workbook.error().fault);
}

Sheet sheet_of(const std::string& bytes)
{
    auto workbook = read_workbook(bytes);
    REQUIRE(workbook);
    REQUIRE_FALSE(workbook->sheets.empty());
    return std::move(workbook->sheets.front());
}

std::vector<std::string> texts(const Row& row)
{
    std::vector<std::string> list;
    for (const auto& cell : row.cells) list.push_back(cell.text);
    return list;
}

using Texts = std::vector<std::string>;

Parts with_part(Parts parts, const std::string& name, const std::string& text)
{
    for (auto& [known, content] : parts)
        if (known == name) content = text;
    return parts;
}

std::string bomb(std::size_t bytes)
{
    return "<worksheet><sheetData>" + std::string(bytes, ' ') + "</sheetData></worksheet>";
}

} // namespace

TEST_CASE("CSV is read in UTF-8 with and without a mark, GB18030 and UTF-16", "[workbook]")
{
    // 姓名,单位 and 王,甲
    const std::string gb = "\xD0\xD5\xC3\xFB,\xB5\xA5\xCE\xBB\n\xCD\xF5,\xBC\xD7\n";
    const std::string utf8 = "姓名,单位\n王,甲\n";
    const std::string utf16{
        "\xFF\xFE\xD3\x59\x0D\x54\x09\x00\x55\x53\x4D\x4F\x0A\x00\x8B\x73\x09\x00\x32\x75", 20};
    struct Case {
        std::string bytes;
        std::string encoding;
    };
    for (const auto& [bytes, encoding] : {Case{utf8, "UTF-8"}, Case{"\xEF\xBB\xBF" + utf8, "UTF-8"},
                                          Case{gb, "GB18030"}, Case{utf16, "UTF-16"}}) {
        const auto workbook = read_workbook(bytes).value();
        CHECK(workbook.encoding == encoding);
        REQUIRE(workbook.sheets.at(0).rows.size() == 2);
        CHECK(texts(workbook.sheets.at(0).rows[0]) == Texts{"姓名", "单位"});
        CHECK(texts(workbook.sheets.at(0).rows[1]) == Texts{"王", "甲"});
    }
}

TEST_CASE("a damaged text is refused at its line, and never read as another encoding", "[workbook]")
{
    const auto damaged = read_workbook("姓名,单位\n王一,甲街道\n李\xE4\xBA,乙街道\n");
    REQUIRE_FALSE(damaged);
    CHECK(damaged.error() == Note{Fault::bad_encoding, 3});
    CHECK(fault_of("\xEF\xBB\xBFname\n\xFF\n") == "bad_encoding");
    CHECK(fault_of("\xFF\xFF\xFF\xFF\n") == "bad_encoding");
}

TEST_CASE("cells are parted by comma, semicolon or tab, whichever a table has on its lines",
          "[workbook]")
{
    CHECK(texts(sheet_of("姓名;单位;座位\n王;甲,乙,丙;1\n").rows[1]) ==
          Texts{"王", "甲,乙,丙", "1"});
    CHECK(texts(sheet_of("姓名\t单位\n王\t甲;乙\n").rows[1]) == Texts{"王", "甲;乙"});
    CHECK(texts(sheet_of("说明：a;b;c;d\n姓名,单位\n王,甲\n").rows[2]) == Texts{"王", "甲"});
    CHECK(texts(sheet_of("姓名,单位\n\"王;;;\",\"甲;;;\"\n").rows[1]) == Texts{"王;;;", "甲;;;"});
}

TEST_CASE("a file is what it contains, and others are told by what they are", "[workbook]")
{
    CHECK(fault_of("") == "empty_file");
    CHECK(fault_of("%PDF-1.7\n") == "unknown_file");
    CHECK(fault_of(std::string{"\x89PNG\r\n\x1A\n", 8}) == "unknown_file");
    CHECK(fault_of(std::string{"a\0b", 3}) == "unknown_file");
    CHECK(fault_of("<html><table><tr><td>姓名</td></tr></table></html>") == "web_page");
    CHECK(fault_of("\xEF\xBB\xBF \n<?xml version=\"1.0\"?><Workbook/>") == "web_page");
    const std::string compound{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8};
    CHECK(fault_of(compound + std::string(600, '\0')) == "old_workbook");
    const std::string stream{"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 32};
    CHECK(fault_of(compound + std::string(600, '\0') + stream) == "workbook_is_encrypted");
    CHECK(fault_of(zipped({{"word/document.xml", "<document/>"}})) == "not_a_workbook");
    CHECK(fault_of(zipped(workbook_parts({{"一", "<sheetData/>"}}), "secret")) ==
          "workbook_is_encrypted");
}

TEST_CASE("numbers, dates, shares and formulas are read as they are shown", "[workbook]")
{
    const auto sheet = sheet_of(xlsx_of(
        R"(<row r="5"><c r="A5"><v>13812345678</v></c><c r="B5" s="1"><v>44286</v></c>)"
        R"(<c r="C5" s="2"><v>7</v></c><c r="D5" s="3"><v>0.956</v></c><c r="E5" s="4"><v>1234567.125</v></c>)"
        R"(<c r="F5"><f>1+1</f></c><c r="G5" t="e"><f>A1</f><v>#N/A</v></c><c r="H5" t="str"><f>A1</f><v>王</v></c>)"
        R"(<c r="I5"><v>0.10000000000000001</v></c><c r="J5" t="b"><v>1</v></c></row>)"));
    REQUIRE(sheet.rows.size() == 1);
    CHECK(sheet.rows[0].number == 5);
    CHECK(texts(sheet.rows[0]) == Texts{"13812345678", "2021-03-31", "0007", "95.6%",
                                        "1,234,567.13", "", "#N/A", "王", "0.1", "TRUE"});
    CHECK(sheet.rows[0].cells[1].kind == CellKind::date);
    CHECK(sheet.rows[0].cells[5].kind == CellKind::formula_without_value);
    CHECK(sheet.rows[0].cells[6].kind == CellKind::error);
}

TEST_CASE("a number is rounded as its reader would, by its decimal digits", "[workbook]")
{
    CHECK(formatted_number("0.125", "0.00", false).text == "0.13");
    CHECK(formatted_number("1.005", "0.00", false).text == "1.01");
    CHECK(formatted_number("-0.004", "0.00", false).text == "0.00");
    CHECK(formatted_number("999.999", "#,##0.00", false).text == "1,000.00");
    CHECK(formatted_number("12", "0\"万元\"", false).text == "12万元");
    CHECK(formatted_number("12.5", "0.##", false).text == "12.5");
    CHECK(formatted_number("12.5", "_¥*　0.0_元", false).text == "12.5");
    CHECK(formatted_number("12", "0.0_", false).text == "12.0");
    CHECK(formatted_number("0", "General", false).text == "0");
    CHECK(formatted_number("0.5", "0", false).text == "1");
    CHECK(formatted_number("0.05", "0", false).text == "0");
    CHECK(formatted_number("3", "# ?/?", false).text == "3");
    CHECK(formatted_number("1", "yyyy\"年\"m\"月\"", true).text == "1904-01-02");
    CHECK(plain_number("1478.98") == "1478.98");
    CHECK(plain_number("1E3") == "1000");
    CHECK(plain_number("abc") == "abc");
}

TEST_CASE("what is merged over rows counts for each, and a title over columns once", "[workbook]")
{
    const auto sheet = sheet_of(
        xlsx_of(row(1, {"名单"}) + row(2, {"一", "甲单位"}) + row(3, {"二"}) + row(4, {"三", "丙"}),
                R"(<mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="B2:B3"/></mergeCells>)"));
    CHECK(texts(sheet.rows[0]) == Texts{"名单"});
    CHECK(texts(sheet.rows[2]) == Texts{"二", "甲单位"});
    CHECK(texts(sheet.rows[3]) == Texts{"三", "丙"});
}

TEST_CASE("hidden rows, columns and sheets are known as hidden", "[workbook]")
{
    const auto bytes = zipped(
        workbook_parts({{"旧", "<sheetData>" + row(1, {"x"}) + "</sheetData>", "hidden"},
                        {"新", R"(<cols><col min="2" max="3" hidden="1"/></cols><sheetData>)" +
                                   row(1, {"x"}, R"(hidden="1")") + "</sheetData>"}}));
    const auto workbook = read_workbook(bytes).value();
    CHECK(workbook.sheets.at(0).hidden);
    CHECK(workbook.sheets.at(1).hidden_columns == std::set<std::int64_t>{2, 3});
    CHECK(workbook.sheets.at(1).rows.at(0).hidden);
}

TEST_CASE("shared and rich texts are read whole, without how they are pronounced", "[workbook]")
{
    auto parts = workbook_parts(
        {{"一", R"(<sheetData><row r="1"><c r="A1" t="s"><v>1</v></c></row></sheetData>)"}});
    for (auto& [name, text] : parts) {
        const auto end = text.find("</Relationships>");
        if (name == "xl/_rels/workbook.xml.rels")
            text.insert(
                end, R"(<Relationship Id="s" Type="x/sharedStrings" Target="sharedStrings.xml"/>)");
    }
    parts.emplace_back("xl/sharedStrings.xml",
                       "<sst><si><t>a</t></si><si><r><t>王</t></r><r><t>明_x000A_</t></r>"
                       "<rPh><t>wang</t></rPh></si></sst>");
    CHECK(texts(sheet_of(zipped(parts)).rows[0]) == Texts{"王明\n"});
}

TEST_CASE("what a workbook writes as an escape is the character it stands for, and nothing else is",
          "[workbook]")
{
    const auto [written, read] = GENERATE(
        table<std::string, std::string>({{"_x000A__x0041_b", "\nAb"},
                                         {"_x005F_x0041_", "_x0041_"}, // An escaped underscore.
                                         {"__x0041_", "_A"},
                                         {"_x00", "_x00"},
                                         {"_x0041", "_x0041"},
                                         {"_xG041_", "_xG041_"},
                                         {"_x4E00_", "_x4E00_"},
                                         {"王_x_x0041_", "王_xA"}}));
    CHECK(texts(sheet_of(xlsx_of("<row r=\"1\">" + cell("A1", written) + "</row>")).rows[0]) ==
          Texts{read});
}

TEST_CASE("a workbook that means harm is refused, each by what it does", "[workbook]")
{
    const auto parts = workbook_parts({{"一", "<sheetData/>"}});
    const std::string sheet = "xl/worksheets/sheet1.xml";
    const std::string laugh =
        "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><worksheet>&b;</worksheet>";
    CHECK(fault_of(zipped(with_part(parts, sheet, laugh))) == "workbook_is_unsafe");
    CHECK(fault_of(zipped(with_part(parts, sheet, bomb(limits::workbook_bytes_max)))) ==
          "workbook_is_too_large");
    CHECK(fault_of(zipped(
              with_part(parts, sheet, "<worksheet a=\"" + std::string(1 << 20, 'x') + "\"/>"))) ==
          "workbook_is_broken");
    std::string deep = "<worksheet>";
    for (int i = 0; i < 100; ++i) deep += "<a>";
    CHECK(fault_of(zipped(with_part(parts, sheet, deep))) == "workbook_is_broken");
    CHECK(fault_of(zipped(with_part(
              parts, "_rels/.rels",
              R"(<R><Relationship Type="a/officeDocument" Target="../../etc/passwd"/></R>)"))) ==
          "not_a_workbook");
    CHECK(fault_of(xlsx_of("<row r=\"2\"><c r=\"A2\"/></row><row r=\"1\"/>")) ==
          "workbook_is_broken");
    CHECK(fault_of(xlsx_of("<row r=\"1\">" + cell("BM1", "x") + "</row>")) == "too_many_columns");
    CHECK(fault_of(xlsx_of("<row r=\"1\">" + cell("A1", std::string(5'000, 'x')) + "</row>")) ==
          "too_long");
    Parts many = parts;
    for (int i = 0; i < 2'000; ++i) many.emplace_back("media/" + std::to_string(i), "");
    CHECK(fault_of(zipped(many)) == "too_many_parts");
}

TEST_CASE("a cell that has no place, or stands in another, makes a workbook unreadable and no more",
          "[workbook]")
{
    const auto first = cell("A1", "x");
    const std::vector<std::string> rows{R"(<row r="1">)" + first +
                                            R"(</row><row r="2"><c r=""/></row>)",
                                        R"(<row r="1">)" + first + R"(<c r="A1"/></row>)",
                                        R"(<row r="1"><c r="A1"><v>1</v><row r="2"/></c></row>)",
                                        R"(<row r="1"><c r="A1"><v>1</v><c r="B1"/></c></row>)"};
    for (const auto& row : rows) {
        CAPTURE(row);
        CHECK(fault_of(xlsx_of(row)) == "workbook_is_broken");
    }
}

TEST_CASE("a sheet has so many rows, cells and merged areas, and no more", "[workbook]")
{
    std::string rows;
    for (std::size_t i = 0; i <= limits::rows_max; ++i) rows += "<row><c><v>1</v></c></row>";
    CHECK(fault_of(xlsx_of(rows)) == "too_many_rows");
    std::string wide;
    for (std::size_t i = 0; i <= limits::cells_max / 64; ++i)
        wide += "<row><c r=\"BL1\"><v>1</v></c></row>";
    CHECK(fault_of(xlsx_of(wide)) == "too_many_cells");
    std::string merges = "<mergeCells>";
    for (std::size_t i = 0; i <= limits::merges_max; ++i) merges += "<mergeCell ref=\"A1:A2\"/>";
    CHECK(fault_of(xlsx_of("", merges + "</mergeCells>")) == "too_many_merges");
}

TEST_CASE("no damage to a workbook does more than make it unreadable", "[workbook]")
{
    const auto sound = xlsx({{"姓名", "类别"}, {"王一", "市民代表"}});
    for (std::size_t length = 0; length < sound.size(); length += 7)
        (void)read_workbook(std::string_view{sound}.substr(0, length));
    std::mt19937 chance{20'211'128};
    for (int i = 0; i < 2'000; ++i) {
        auto damaged = sound;
        for (int times = 0; times < 3; ++times)
            damaged[chance() % damaged.size()] = static_cast<char>(chance());
        (void)read_workbook(damaged);
    }
    // Damage within what is packed, past the check sums.
    const std::string xml = row(1, {"姓名", "类别"}) + row(2, {"王一", "市民代表"});
    for (int i = 0; i < 500; ++i) {
        auto damaged = xml;
        for (int times = 0; times < 2; ++times)
            damaged[chance() % damaged.size()] = static_cast<char>(chance());
        (void)read_workbook(xlsx_of(damaged));
    }
    SUCCEED("nothing crashed");
}
