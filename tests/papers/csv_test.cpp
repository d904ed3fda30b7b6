#include "papers/csv.hpp"

#include "papers/limits.hpp"

#include "support/catch.hpp"

#include <string>
#include <vector>

using namespace rostrum::papers;

namespace {

std::vector<Cells> cells_of(std::string_view text)
{
    std::vector<Cells> all;
    auto rows = read_csv(text).value();
    for (auto& row : rows) all.push_back(std::move(row.cells));
    return all;
}

using Table = std::vector<Cells>;

} // namespace

TEST_CASE("a table is read with either line end, with or without a byte order mark", "[csv]")
{
    const Table expected{{"a", "b"}, {"1", "2"}};
    CHECK(cells_of("a,b\n1,2\n") == expected);
    CHECK(cells_of("a,b\r\n1,2\r\n") == expected);
    CHECK(cells_of("a,b\r\n1,2") == expected);
    CHECK(cells_of("\xEF\xBB\xBF"
                   "a,b\n1,2") == expected);
}

TEST_CASE("quoted cells hold commas, quotes and line breaks", "[csv]")
{
    CHECK(cells_of("\"a,b\",\"say \"\"yes\"\"\"\n\"two\r\nlines\",\n") ==
          Table{{"a,b", "say \"yes\""}, {"two\r\nlines", ""}});
    CHECK(cells_of("\"\",x") == Table{{"", "x"}});
}

TEST_CASE("rows without content are left out, and the others keep their numbers", "[csv]")
{
    const auto rows = read_csv("a,b\n\n,,\n1,2\n").value();
    REQUIRE(rows.size() == 2);
    CHECK(rows[1].number == 4);
    CHECK(read_csv("").value().empty());
}

TEST_CASE("what is no proper table is refused with its row", "[csv]")
{
    struct Case {
        std::string text;
        CsvError error;
    };
    const auto one =
        GENERATE(Case{"a\n\xD0\xD5\xC3\xFB\n", {CsvFault::bad_encoding, 2, 1}}, // GBK.
                 Case{std::string("\xFF\xFE"
                                  "a\0\n\0",
                                  6),
                      {CsvFault::bad_encoding, 1, 1}},                         // UTF-16.
                 Case{"a,\xED\xA0\x80\n", {CsvFault::bad_encoding, 1, 2}},     // A surrogate.
                 Case{"a,\xC0\xAF\n", {CsvFault::bad_encoding, 1, 2}},         // Overlong.
                 Case{"a,\xF4\x90\x80\x80\n", {CsvFault::bad_encoding, 1, 2}}, // Beyond U+10FFFF.
                 Case{"a,\xE6\x9D\n", {CsvFault::bad_encoding, 1, 2}},         // Cut off.
                 Case{"a\nb\"c\n", {CsvFault::bad_quote, 2, 1}},
                 Case{"a,\"b\" c\n", {CsvFault::bad_quote, 1, 3}},
                 Case{"a\n\"never closed\n", {CsvFault::bad_quote, 2, 1}},
                 Case{"a\rb\r", {CsvFault::bad_line_end, 1, 2}},
                 Case{std::string(limits::csv_cell_bytes_max + 1, 'x'), {CsvFault::too_long, 1, 1}},
                 Case{std::string(limits::csv_columns_max, ','),
                      {CsvFault::too_many_columns, 1, limits::csv_columns_max + 1}});
    CAPTURE(one.text.substr(0, 20));
    const auto rows = read_csv(one.text);
    REQUIRE_FALSE(rows);
    CHECK(rows.error() == one.error);
}

TEST_CASE("rows beyond the limit are refused", "[csv]")
{
    const std::string rows(limits::csv_rows_max, '\n');
    CHECK(read_csv(rows));
    CHECK(read_csv(rows + "x\n").error().fault == CsvFault::too_many_rows);
}

TEST_CASE("every cell but a whole number is written in quotes", "[csv]")
{
    CHECK(write_csv({{"a", "b,c", "d\"e", "e;f"}, {"12", "", "1.5", "一 二"}}) ==
          "\xEF\xBB\xBF"
          "\"a\",\"b,c\",\"d\"\"e\",\"e;f\"\r\n12,\"\",\"1.5\",\"一 二\"\r\n");
}

TEST_CASE("a written table opens in a spreadsheet without running a formula", "[csv]")
{
    const std::string start =
        GENERATE("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠");
    CHECK(write_csv({{start + "1"}}) == "\xEF\xBB\xBF\"'" + start + "1\"\r\n");
}

TEST_CASE("what is written is read back", "[csv]")
{
    const Table table{{"编号", "a\nb"}, {"x, y", "\""}};
    CHECK(cells_of(write_csv(table)) == table);
    CHECK(without_guard("'=x") == "=x");
    CHECK(without_guard("'＝x") == "＝x");
    CHECK(without_guard("'s Gravenhage") == "'s Gravenhage");
}

TEST_CASE("a cell comes back as it was, whether it was guarded or only looks like it", "[csv]")
{
    const std::string cell = GENERATE("=x", "'=x", "''=x", "＋1", "'＋1", "\n-", "'", "''", "'x",
                                      "", "007", "-3", "甲＝乙", "x'=");
    const auto written = cells_of(write_csv({{cell, "x"}}));
    CHECK(without_guard(written.at(0).at(0)) == cell);
}
