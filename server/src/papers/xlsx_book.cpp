#include "papers/xlsx_book.hpp"

#include "core/text.hpp"
#include "papers/beijing_time.hpp"
#include "papers/limits.hpp"
#include "papers/normal_text.hpp"

#include <xlsxwriter.h>

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <stdexcept>
#include <type_traits>

namespace rostrum::papers {
namespace {

[[noreturn]] void fail(const std::string& what)
{
    throw std::runtime_error("a workbook cannot be made: " + what);
}

/// The writer wants the name of a file. This one is in memory only, and gone with the object.
class MemoryFile {
public:
    MemoryFile() : number_{::memfd_create("workbook", MFD_CLOEXEC)}
    {
        if (number_ < 0) fail("no memory");
    }
    ~MemoryFile() { ::close(number_); }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;

    [[nodiscard]] std::string path() const { return "/proc/self/fd/" + std::to_string(number_); }

    [[nodiscard]] std::string bytes() const
    {
        std::string all;
        std::array<char, 64 * std::size_t{1024}> block{};
        for (;;) {
            const auto count =
                ::pread(number_, block.data(), block.size(), static_cast<off_t>(all.size()));
            if (count < 0) fail("its bytes cannot be read");
            if (count == 0) return all;
            all.append(block.data(), static_cast<std::size_t>(count));
        }
    }

private:
    int number_;
};

/// Cut to what one cell holds, at the end of a character.
std::string cell_text(std::string_view words)
{
    auto text = printable(words);
    if (text.size() <= limits::xlsx_cell_bytes_max) return text;
    auto end = limits::xlsx_cell_bytes_max;
    while (core::continues_character(text[end])) --end;
    text.resize(end);
    return text + "…";
}

struct Formats {
    lxw_format* head;
    lxw_format* text;
    lxw_format* count;
    lxw_format* share;
    lxw_format* moment;
};

Formats add_formats(lxw_workbook* book)
{
    const auto add = [book](const char* number_format) {
        auto* format = workbook_add_format(book);
        format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
        if (number_format != nullptr) format_set_num_format(format, number_format);
        return format;
    };
    const Formats formats{add(nullptr), add("@"), add("0"), add("0.00%"), add("yyyy-mm-dd hh:mm")};
    format_set_bold(formats.head);
    format_set_bottom(formats.head, LXW_BORDER_THIN);
    format_set_text_wrap(formats.head);
    format_set_text_wrap(formats.text);
    return formats;
}

class SheetWriter {
public:
    SheetWriter(lxw_workbook* book, const Formats& formats, const XlsxSheet& sheet)
        : sheet_{sheet}, formats_{formats}, page_{workbook_add_worksheet(book, sheet.name.c_str())}
    {
        if (page_ == nullptr) fail("a sheet cannot be called " + sheet.name);
    }

    void write()
    {
        for (const auto& column : sheet_.columns) {
            worksheet_set_column(page_, column_, column_, column.width, nullptr);
            worksheet_write_string(page_, 0, column_++, cell_text(column.heading).c_str(),
                                   formats_.head);
        }
        for (const auto& row : sheet_.rows) {
            ++row_;
            column_ = 0;
            for (const auto& cell : row) {
                write_cell(cell);
                ++column_;
            }
        }
        set_up();
    }

private:
    void write_cell(const XlsxCell& cell)
    {
        const auto written = std::visit(
            [this](const auto& value) {
                using Value = std::remove_cvref_t<decltype(value)>;
                if constexpr (std::is_same_v<Value, std::string>)
                    return worksheet_write_string(page_, row_, column_, cell_text(value).c_str(),
                                                  formats_.text);
                else if constexpr (std::is_same_v<Value, std::int64_t>)
                    return number(static_cast<double>(value), formats_.count);
                else if constexpr (std::is_same_v<Value, Share>)
                    return number(static_cast<double>(value.basis_points) / 10'000, formats_.share);
                else if constexpr (std::is_same_v<Value, core::Instant>)
                    // A cell has no time zone: it shows the clock on a wall in Beijing, as papers
                    // do.
                    return worksheet_write_unixtime(page_, row_, column_,
                                                    (value + beijing).ms / 1000, formats_.moment);
                else
                    return LXW_NO_ERROR;
            },
            cell);
        if (written != LXW_NO_ERROR) fail(lxw_strerror(written));
    }

    lxw_error number(double value, lxw_format* format)
    {
        return worksheet_write_number(page_, row_, column_, value, format);
    }

    void set_up()
    {
        const auto last =
            static_cast<lxw_col_t>(std::max<std::size_t>(sheet_.columns.size(), 1) - 1);
        worksheet_freeze_panes(page_, 1, 0);
        worksheet_autofilter(page_, 0, 0, row_, last);
        worksheet_repeat_rows(page_, 0, 0);
        worksheet_set_paper(page_, /*A4*/ 9);
        worksheet_set_landscape(page_);
        worksheet_fit_to_pages(page_, 1, 0);
    }

    const XlsxSheet& sheet_;
    const Formats& formats_;
    lxw_worksheet* page_;
    lxw_row_t row_{0};
    lxw_col_t column_{0};
};

void set_properties(lxw_workbook* book, std::string_view words)
{
    lxw_doc_properties properties{};
    auto title = printable(words);
    std::string program = "Rostrum";
    properties.title = title.data();
    properties.author = program.data();
    properties.created = 315'532'800; // 1980-01-01: any fixed moment will do.
    workbook_set_properties(book, &properties);
}

} // namespace

std::string xlsx_of(const std::string& title, const std::vector<XlsxSheet>& sheets)
{
    const MemoryFile file;
    auto* book = workbook_new(file.path().c_str());
    if (book == nullptr) fail("no memory");
    try {
        set_properties(book, title);
        const auto formats = add_formats(book);
        for (const auto& sheet : sheets) SheetWriter{book, formats, sheet}.write();
    }
    catch (...) {
        lxw_workbook_free(book);
        throw;
    }
    // Gives the memory back, whatever comes of it.
    if (const auto closed = workbook_close(book); closed != LXW_NO_ERROR)
        fail(lxw_strerror(closed));
    return file.bytes();
}

} // namespace rostrum::papers
