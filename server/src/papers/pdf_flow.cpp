#include "papers/pdf_flow.hpp"

#include <algorithm>
#include <numeric>

namespace rostrum::papers {
namespace {

constexpr double table_line = 16;
constexpr double cell_padding = 4;
constexpr double hairline = 0.5;
constexpr double small_line = 15;
/// A page that was made longer by less than this is not a longer page.
constexpr double tolerance = 0.01;

std::vector<double> widths_of(const std::vector<Column>& columns)
{
    const double all = std::accumulate(columns.begin(), columns.end(), 0.0,
                                       [](double sum, const Column& c) { return sum + c.share; });
    std::vector<double> widths;
    for (const auto& column : columns) widths.push_back(area_width * column.share / all);
    return widths;
}

int most_lines(const std::vector<Text>& cells)
{
    int lines = 1;
    for (const auto& cell : cells) lines = std::max(lines, cell.line_count());
    return lines;
}

std::vector<Text> cells_of(const PdfCanvas& canvas, const std::vector<Column>& columns,
                           const TableRow& row, const std::vector<double>& widths, bool head)
{
    std::vector<Text> cells;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const TextForm form{.size = size_5,
                            .width = widths[i] - 2 * cell_padding,
                            .align = head ? Align::centre : columns[i].align};
        cells.push_back(canvas.text(i < row.size() ? row[i] : std::string{},
                                    head ? Face::hei : Face::fang_song, form));
    }
    return cells;
}

} // namespace

void PdfFlow::need(double height)
{
    if (y_ + height > area_bottom + tolerance) end_page();
}

void PdfFlow::write(const Runs& runs, const TextForm& form, double height, double inset)
{
    const auto text = canvas_->text(runs, form);
    for (int i = 0; i < text.line_count(); ++i) {
        need(height);
        canvas_->draw_line(text, i, area_left + inset, y_ + height / 2 + 0.38 * form.size);
        y_ += height;
    }
}

void PdfFlow::title(const std::string& text)
{
    constexpr double height = 33;
    write({{text, Face::title}}, {.size = size_2, .width = area_width, .align = Align::centre},
          height);
}

void PdfFlow::heading(const std::string& text)
{
    need(3 * line_height);
    write({{text, Face::hei}}, {.width = area_width, .indent = 2 * size_3}, line_height);
}

void PdfFlow::small_heading(const std::string& text)
{
    need(2 * line_height);
    write({{text, Face::kai}}, {.width = area_width, .indent = 2 * size_3}, line_height);
}

void PdfFlow::paragraph(const Runs& runs)
{
    write(runs, {.width = area_width, .indent = 2 * size_3, .align = Align::justified},
          line_height);
}

void PdfFlow::paragraph(const std::string& text)
{
    paragraph(Runs{{text, Face::fang_song}});
}

void PdfFlow::addressee(const std::string& text)
{
    write({{text, Face::fang_song}}, {.width = area_width}, line_height);
}

void PdfFlow::from_right(const std::string& text, double characters)
{
    write({{text, Face::fang_song}},
          {.width = area_width - characters * size_3, .align = Align::right}, line_height);
}

void PdfFlow::small_print(const std::string& text)
{
    write({{text, Face::song}}, {.size = size_small_5, .width = area_width, .ink = Ink::grey},
          small_line);
}

void PdfFlow::draw_row(const std::vector<Text>& cells, const std::vector<double>& widths, int from,
                       int count)
{
    const double height = count * table_line + cell_padding;
    double x = area_left;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        canvas_->frame({x, y_, widths[i], height}, hairline);
        const int own = cells[i].line_count();
        // A cell shorter than its row stands in the middle, unless the row goes over two pages.
        const double above = from == 0 && own < count ? (count - own) * table_line / 2 : 0;
        for (int line = from; line < std::min(own, from + count); ++line) {
            const double middle = y_ + cell_padding / 2 + above + (line - from + 0.5) * table_line;
            canvas_->draw_line(cells[i], line, x + cell_padding, middle + 0.38 * size_5);
        }
        x += widths[i];
    }
    y_ += height;
}

void PdfFlow::table(const std::vector<Column>& columns, const std::vector<TableRow>& rows)
{
    const auto widths = widths_of(columns);
    TableRow titles;
    for (const auto& column : columns) titles.push_back(column.title);
    const auto draw_head = [&] {
        const auto head = cells_of(*canvas_, columns, titles, widths, /*head=*/true);
        draw_row(head, widths, 0, most_lines(head));
    };
    need(4 * table_line);
    draw_head();
    for (const auto& row : rows) {
        const auto cells = cells_of(*canvas_, columns, row, widths, /*head=*/false);
        const int lines = most_lines(cells);
        for (int from = 0; from < lines;) {
            auto room = static_cast<int>((area_bottom - y_ - cell_padding) / table_line);
            // No single line of many is left alone at the foot of a page.
            if (room < std::min(lines - from, 2)) {
                end_page();
                draw_head();
                room = static_cast<int>((area_bottom - y_ - cell_padding) / table_line);
            }
            const int count = std::min(lines - from, room);
            draw_row(cells, widths, from, count);
            from += count;
        }
    }
}

void PdfFlow::signature_line(const std::vector<std::string>& labels)
{
    constexpr double height = 34;
    need(height);
    const double width = area_width / static_cast<double>(labels.size());
    const double baseline = y_ + height - 9;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const auto text = canvas_->text(labels[i], Face::fang_song, {.size = size_4});
        const double x = area_left + static_cast<double>(i) * width;
        canvas_->draw_line(text, 0, x, baseline);
        canvas_->rule(x + text.width() + 4, baseline + 3, x + width - 12, baseline + 3, hairline);
    }
    y_ += height;
}

void PdfFlow::number_page()
{
    const auto text =
        canvas_->text("— " + std::to_string(page_) + " —", Face::song, {.size = size_4});
    const double x =
        page_ % 2 == 1 ? area_left + area_width - size_4 - text.width() : area_left + size_4;
    canvas_->draw_line(text, 0, x, area_bottom + mm(7) + 0.38 * size_4);
}

void PdfFlow::end_page()
{
    number_page();
    canvas_->end_page();
    ++page_;
    y_ = area_top;
}

void PdfFlow::end_document()
{
    end_page();
    page_ = 1;
}

} // namespace rostrum::papers
