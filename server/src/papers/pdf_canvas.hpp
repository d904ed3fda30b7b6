// Pages of a PDF: text, rules and areas at places given in points from the top left corner. The
// same calls give the same bytes: nothing of the moment or the machine goes in, except its fonts.
#pragma once

#include "core/time.hpp"
#include "papers/pdf_faces.hpp"
#include "papers/pdf_owned.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rostrum::papers {

/// Points in millimetres.
constexpr double mm(double millimetres)
{
    return millimetres * 72.0 / 25.4;
}

// The traditional sizes of characters, in points. Of 三号, 28 fill a line of 156 mm.
inline constexpr double size_2 = 21;    ///< 二号
inline constexpr double size_3 = 15.75; ///< 三号
inline constexpr double size_4 = 14;    ///< 四号
inline constexpr double size_5 = 10.5;  ///< 五号
inline constexpr double size_small_5 = 9;

enum class Ink : std::uint8_t { black, grey, pale, red };
enum class Align : std::uint8_t { left, justified, centre, right };

/// A part of a text in one face.
struct Run {
    std::string text;
    Face face{Face::fang_song};
};
using Runs = std::vector<Run>;

struct TextForm {
    double size{size_3};
    double width{0};  ///< Of the lines; 0: one line as long as it is.
    double indent{0}; ///< Of the first line.
    Align align{Align::left};
    Ink ink{Ink::black};
    bool one_line{false}; ///< What does not fit the width is cut, with an ellipsis.
};

/// A text broken into lines.
class Text {
public:
    Text(PangoContext* context, const Runs& runs, const TextForm& form);

    [[nodiscard]] int line_count() const;
    /// Of the longest line.
    [[nodiscard]] double width() const;

private:
    friend class PdfCanvas;

    TextForm form_;
    Owned<PangoLayout> layout_;
};

struct Box {
    double x{0};
    double y{0};
    double width{0};
    double height{0};
};

/// A4.
struct PageSize {
    double width{mm(210)};
    double height{mm(297)};
};

class PdfCanvas {
public:
    /// `at`: the date the document bears; its day of making is nobody's business.
    PdfCanvas(const std::string& title, core::Instant at, PageSize page = {});

    [[nodiscard]] const PageSize& page() const { return page_; }
    /// Ends this page; the next begins with what is drawn next.
    void end_page();

    [[nodiscard]] Text text(const Runs& runs, const TextForm& form) const;
    [[nodiscard]] Text text(std::string_view words, Face face, const TextForm& form) const;
    /// One line, in smaller letters when it would be wider, down to half; then cut.
    [[nodiscard]] Text fitted(std::string_view words, Face face, TextForm form) const;
    /// One line with its baseline there. The text outlives nothing: draw each line once.
    void draw_line(const Text& text, int line, double x, double baseline);
    /// All its lines below each other, the first with its top at `y`. Returns where it ends.
    double draw(const Text& text, double x, double y, double leading);

    void rule(double x1, double y1, double x2, double y2, double thickness, Ink ink = Ink::black);
    void dashed_rule(double x1, double y1, double x2, double y2);
    void frame(const Box& box, double thickness, Ink ink = Ink::black);
    void fill(const Box& box, Ink ink = Ink::black);
    /// Dark modules, row by row, into a square.
    void modules(const std::vector<std::vector<bool>>& dark, double x, double y, double side);
    /// A place in the reader's table of contents that leads here.
    void outline(const std::string& title);

    /// The whole file; throws where anything of it could not be drawn. Nothing can be drawn
    /// afterwards.
    [[nodiscard]] std::string finish();

private:
    void ink(Ink ink);

    PageSize page_;
    std::string bytes_;
    Owned<cairo_surface_t> surface_;
    Owned<cairo_t> drawing_;
    Owned<PangoContext> context_;
    int page_number_{1};
};

} // namespace rostrum::papers
