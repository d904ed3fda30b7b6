#include "papers/pdf_canvas.hpp"

#include "papers/normal_text.hpp"
#include "protocol/time_text.hpp"

#include <cairo/cairo-pdf.h>

#include <algorithm>
#include <cassert>
#include <span>
#include <stdexcept>

namespace rostrum::papers {
namespace {

cairo_status_t append_bytes(void* closure, const unsigned char* data, unsigned int length)
{
    auto& bytes = *static_cast<std::string*>(closure);
    bytes.append(reinterpret_cast<const char*>(data), length);
    return CAIRO_STATUS_SUCCESS;
}

/// After one failure Cairo draws nothing more and says so only when it is asked.
void require_sound(cairo_status_t status)
{
    if (status != CAIRO_STATUS_SUCCESS)
        throw std::runtime_error(std::string{"a PDF cannot be made: "} +
                                 cairo_status_to_string(status));
}

Owned<PangoFontDescription> font_of(Face face, double size)
{
    const auto& [family, bold] = family_of(face);
    Owned<PangoFontDescription> font{pango_font_description_new()};
    pango_font_description_set_family(font.get(), family.c_str());
    pango_font_description_set_weight(font.get(), bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_absolute_size(font.get(), size * PANGO_SCALE);
    return font;
}

Owned<PangoAttrList> attributes_of(const Runs& runs, double size, std::string& text)
{
    Owned<PangoAttrList> attributes{pango_attr_list_new()};
    for (const auto& run : runs) {
        auto* attribute = pango_attr_font_desc_new(font_of(run.face, size).get());
        attribute->start_index = static_cast<guint>(text.size());
        text += printable(run.text);
        attribute->end_index = static_cast<guint>(text.size());
        pango_attr_list_insert(attributes.get(), attribute);
    }
    // A hash that goes over two lines stays what it is.
    pango_attr_list_insert(attributes.get(), pango_attr_insert_hyphens_new(FALSE));
    return attributes;
}

int width_of(PangoLayoutLine* line)
{
    PangoRectangle extent;
    pango_layout_line_get_extents(line, nullptr, &extent);
    return extent.width;
}

/// Gives every character of the line the same part of what is missing to the full width.
void spread(PangoLayoutLine* line, int missing)
{
    int clusters = 0;
    for (auto* item = line->runs; item != nullptr; item = item->next)
        clusters += static_cast<PangoLayoutRun*>(item->data)->glyphs->num_glyphs;
    if (clusters < 2) return;
    const int each = missing / (clusters - 1);
    for (auto* item = line->runs; item != nullptr; item = item->next) {
        auto* glyphs = static_cast<PangoLayoutRun*>(item->data)->glyphs;
        for (auto& glyph : std::span(glyphs->glyphs, static_cast<std::size_t>(glyphs->num_glyphs)))
            glyph.geometry.width += each;
    }
}

bool ends_paragraph(PangoLayout* layout, PangoLayoutLine* line, int number)
{
    if (number + 1 >= pango_layout_get_line_count(layout)) return true;
    const auto* next = pango_layout_get_line_readonly(layout, number + 1);
    return next->is_paragraph_start != 0 || line->length == 0;
}

} // namespace

Text::Text(PangoContext* context, const Runs& runs, const TextForm& form)
    : form_(form), layout_(pango_layout_new(context))
{
    std::string text;
    const auto attributes = attributes_of(runs, form.size, text);
    pango_layout_set_text(layout_.get(), text.data(), static_cast<int>(text.size()));
    pango_layout_set_attributes(layout_.get(), attributes.get());
    pango_layout_set_wrap(layout_.get(), PANGO_WRAP_WORD_CHAR);
    if (form.width > 0)
        pango_layout_set_width(layout_.get(), static_cast<int>(form.width * PANGO_SCALE));
    if (form.one_line) pango_layout_set_ellipsize(layout_.get(), PANGO_ELLIPSIZE_END);
    pango_layout_set_indent(layout_.get(), static_cast<int>(form.indent * PANGO_SCALE));
}

int Text::line_count() const
{
    return pango_layout_get_line_count(layout_.get());
}

double Text::width() const
{
    int width = 0;
    for (int i = 0; i < line_count(); ++i)
        width = std::max(width, width_of(pango_layout_get_line_readonly(layout_.get(), i)));
    return static_cast<double>(width) / PANGO_SCALE;
}

PdfCanvas::PdfCanvas(const std::string& title, core::Instant at, PageSize page)
    : page_(page),
      surface_(
          cairo_pdf_surface_create_for_stream(&append_bytes, &bytes_, page.width, page.height)),
      drawing_(cairo_create(surface_.get())),
      context_(pango_cairo_create_context(drawing_.get()))
{
    const auto date = protocol::utc_text(at).substr(0, 19) + 'Z'; // Cairo takes no milliseconds.
    const auto set = [this](cairo_pdf_metadata_t what, const std::string& value) {
        cairo_pdf_surface_set_metadata(surface_.get(), what, value.c_str());
    };
    set(CAIRO_PDF_METADATA_TITLE, printable(title));
    set(CAIRO_PDF_METADATA_CREATOR, "Rostrum");
    set(CAIRO_PDF_METADATA_CREATE_DATE, date);
    set(CAIRO_PDF_METADATA_MOD_DATE, date);

    // Simplified forms of characters that several countries draw differently.
    pango_context_set_language(context_.get(), pango_language_from_string("zh-cn"));
    pango_context_set_round_glyph_positions(context_.get(), FALSE);
}

void PdfCanvas::end_page()
{
    cairo_show_page(drawing_.get());
    ++page_number_;
}

Text PdfCanvas::text(const Runs& runs, const TextForm& form) const
{
    return {context_.get(), runs, form};
}

Text PdfCanvas::text(std::string_view words, Face face, const TextForm& form) const
{
    return text(Runs{{std::string{words}, face}}, form);
}

Text PdfCanvas::fitted(std::string_view words, Face face, TextForm form) const
{
    constexpr double smallest = 0.5;
    constexpr double slack = 0.98; // Widths do not shrink quite as sizes do.
    const auto width = text(words, face, {.size = form.size}).width();
    if (width > form.width) form.size *= std::max(smallest, slack * form.width / width);
    form.one_line = true;
    return text(words, face, form);
}

void PdfCanvas::draw_line(const Text& text, int line, double x, double baseline)
{
    auto* layout = text.layout_.get();
    const auto& form = text.form_;
    auto* drawn = pango_layout_get_line(layout, line);
    assert(drawn != nullptr);
    const double indent = drawn->is_paragraph_start != 0 ? form.indent : 0;
    const double missing = form.width - indent - static_cast<double>(width_of(drawn)) / PANGO_SCALE;
    // A gap of more comes from a long word that went to the next line; spread, it would look worse.
    if (form.align == Align::justified && missing > 0 && missing < 2 * form.size &&
        !ends_paragraph(layout, drawn, line))
        spread(drawn, static_cast<int>(missing * PANGO_SCALE));
    double from = x + indent;
    if (form.align == Align::centre) from += missing / 2;
    if (form.align == Align::right) from += missing;
    ink(form.ink);
    cairo_move_to(drawing_.get(), from, baseline);
    pango_cairo_show_layout_line(drawing_.get(), drawn);
}

double PdfCanvas::draw(const Text& text, double x, double y, double leading)
{
    // The middle of a Chinese character lies 0.38 of its size above the baseline.
    for (int i = 0; i < text.line_count(); ++i) {
        draw_line(text, i, x, y + leading / 2 + 0.38 * text.form_.size);
        y += leading;
    }
    return y;
}

void PdfCanvas::rule(double x1, double y1, double x2, double y2, double thickness, Ink colour)
{
    ink(colour);
    cairo_set_line_width(drawing_.get(), thickness);
    cairo_move_to(drawing_.get(), x1, y1);
    cairo_line_to(drawing_.get(), x2, y2);
    cairo_stroke(drawing_.get());
}

void PdfCanvas::dashed_rule(double x1, double y1, double x2, double y2)
{
    const double dash = 3;
    cairo_set_dash(drawing_.get(), &dash, 1, 0);
    rule(x1, y1, x2, y2, 0.5, Ink::grey);
    cairo_set_dash(drawing_.get(), nullptr, 0, 0);
}

void PdfCanvas::frame(const Box& box, double thickness, Ink colour)
{
    ink(colour);
    cairo_set_line_width(drawing_.get(), thickness);
    cairo_rectangle(drawing_.get(), box.x, box.y, box.width, box.height);
    cairo_stroke(drawing_.get());
}

void PdfCanvas::fill(const Box& box, Ink colour)
{
    ink(colour);
    cairo_rectangle(drawing_.get(), box.x, box.y, box.width, box.height);
    cairo_fill(drawing_.get());
}

void PdfCanvas::modules(const std::vector<std::vector<bool>>& dark, double x, double y, double side)
{
    const double module = side / static_cast<double>(dark.size());
    ink(Ink::black);
    for (std::size_t row = 0; row < dark.size(); ++row) {
        const auto& line = dark[row];
        for (std::size_t column = 0; column < line.size(); ++column) {
            std::size_t run = 0;
            while (column + run < line.size() && line[column + run]) ++run;
            if (run == 0) continue;
            cairo_rectangle(drawing_.get(), x + static_cast<double>(column) * module,
                            y + static_cast<double>(row) * module,
                            static_cast<double>(run) * module, module);
            column += run;
        }
    }
    cairo_fill(drawing_.get()); // All at once: no seams between the modules.
}

void PdfCanvas::outline(const std::string& title)
{
    const auto target = "page=" + std::to_string(page_number_);
    cairo_pdf_surface_add_outline(surface_.get(), CAIRO_PDF_OUTLINE_ROOT, printable(title).c_str(),
                                  target.c_str(), CAIRO_PDF_OUTLINE_FLAG_OPEN);
}

std::string PdfCanvas::finish()
{
    require_sound(cairo_status(drawing_.get()));
    cairo_surface_finish(surface_.get());
    require_sound(cairo_surface_status(surface_.get()));
    return std::move(bytes_);
}

void PdfCanvas::ink(Ink colour)
{
    auto* drawing = drawing_.get();
    switch (colour) {
    case Ink::black: return cairo_set_source_rgb(drawing, 0, 0, 0);
    case Ink::grey: return cairo_set_source_rgb(drawing, 0.35, 0.35, 0.35);
    case Ink::pale: return cairo_set_source_rgb(drawing, 0.9, 0.9, 0.9);
    case Ink::red: return cairo_set_source_rgb(drawing, 0.8, 0, 0);
    }
}

} // namespace rostrum::papers
