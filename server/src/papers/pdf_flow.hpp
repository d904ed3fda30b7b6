// Text that flows over pages as GB/T 9704—2012 lays them out: A4, 37 mm above and 28 mm left of an
// area of 156 × 225 mm, 22 lines of 28 characters, page numbers on the outer side.
#pragma once

#include "papers/pdf_canvas.hpp"

#include <string>
#include <vector>

namespace rostrum::papers {

inline constexpr double area_left = mm(28);
inline constexpr double area_top = mm(37);
inline constexpr double area_width = mm(156);
inline constexpr double area_height = mm(225);
inline constexpr double area_bottom = area_top + area_height;
inline constexpr double line_height = area_height / 22;

struct Column {
    std::string title;
    double share{1}; ///< Of the width, relative to the other columns.
    Align align{Align::left};
};
using TableRow = std::vector<std::string>;

class PdfFlow {
public:
    explicit PdfFlow(PdfCanvas& canvas) : canvas_(&canvas) {}

    [[nodiscard]] double y() const { return y_; }
    /// Goes on there, on this page.
    void go_to(double y) { y_ = y; }
    void skip(double lines) { y_ += lines * line_height; }
    /// Goes on with a new page unless so much fits.
    void need(double height);

    /// 2号小标宋, centred.
    void title(const std::string& text);
    /// 一、黑体
    void heading(const std::string& text);
    /// （一）楷体
    void small_heading(const std::string& text);
    /// 3号仿宋, justified, the first line set in by two characters.
    void paragraph(const Runs& runs);
    void paragraph(const std::string& text);
    /// Without the set-in first line: the addressee.
    void addressee(const std::string& text);
    /// Ends so many characters before the right edge: signature and date.
    void from_right(const std::string& text, double characters);
    /// As a paragraph, in smaller letters: what is for checking rather than for reading.
    void small_print(const std::string& text);
    /// Rows go over to the next page by lines; the head is repeated there.
    void table(const std::vector<Column>& columns, const std::vector<TableRow>& rows);
    /// A line to be signed by hand: `监票人：________`.
    void signature_line(const std::vector<std::string>& labels);

    /// Numbers the page and goes to the next, if there is more to come.
    void end_page();
    /// Ends the document; another may begin, with page 1.
    void end_document();

private:
    void write(const Runs& runs, const TextForm& form, double height, double inset = 0);
    void draw_row(const std::vector<Text>& cells, const std::vector<double>& widths, int from,
                  int count);
    void number_page();

    PdfCanvas* canvas_;
    double y_{area_top};
    int page_{1};
};

} // namespace rostrum::papers
