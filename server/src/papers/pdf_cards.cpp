#include "papers/pdf_cards.hpp"

#include "papers/pdf_canvas.hpp"
#include "papers/qr_modules.hpp"

#include <algorithm>

namespace rostrum::papers {
namespace {

/// How cards lie on a sheet.
struct Grid {
    double width;
    double height;
    int columns;
    int rows;
};

Grid grid_of(CardSize size)
{
    switch (size) {
    case CardSize::a6: return {mm(105), mm(148), 2, 2};
    case CardSize::a7: return {mm(105), mm(74), 2, 4};
    case CardSize::badge: return {mm(90), mm(54), 2, 5};
    }
    return {};
}

/// Draws text below text within a column.
class Lines {
public:
    Lines(PdfCanvas& canvas, const Box& column, Align align)
        : canvas_(&canvas), column_(column), align_(align)
    {
    }

    void add(const std::string& text, Face face, double size, Ink ink = Ink::black)
    {
        if (text.empty()) return;
        const auto line = canvas_->fitted(
            text, face, {.size = size, .width = column_.width, .align = align_, .ink = ink});
        const double height = size * 1.45;
        canvas_->draw_line(line, 0, column_.x, column_.y + height / 2 + 0.38 * size);
        column_.y += height;
    }

private:
    PdfCanvas* canvas_;
    Box column_;
    Align align_;
};

void draw_qr(PdfCanvas& canvas, const QrModules& modules, const Box& square)
{
    const auto count = static_cast<double>(modules.size());
    const double zone = square.width * qr_quiet_zone / (count + 2 * qr_quiet_zone);
    canvas.modules(modules, square.x + zone, square.y + zone, square.width - 2 * zone);
}

std::string place_of(const PrintedCard& card)
{
    if (card.seat.empty()) return card.category;
    return card.category.empty() ? card.seat : card.category + "　" + card.seat;
}

void add_words(Lines& lines, const CardSheet& sheet, const PrintedCard& card, double unit)
{
    lines.add(sheet.series, Face::song, unit * 0.8, Ink::grey);
    lines.add(sheet.hearing, Face::song, unit * 0.8, Ink::grey);
    lines.add(card.name.empty() ? card.participant : card.name, Face::hei, unit * 2.2);
    lines.add(place_of(card), Face::song, unit * 1.1);
    lines.add(card.organisation, Face::song, unit * 0.9, Ink::grey);
    lines.add("编号 " + card.participant, Face::hei, unit * 1.2);
    lines.add("入场码 " + card.code, Face::hei, unit * 1.2);
}

/// The QR code beside the words; on an upright card below them.
void draw_card(PdfCanvas& canvas, const CardSheet& sheet, const PrintedCard& card,
               const QrModules& modules, const Box& box)
{
    const bool upright = box.height > box.width;
    // A sheet of A6 or A7 reaches its edges, where printers leave up to 5 mm white.
    const double pad = mm(upright ? 8 : 6);
    const double foot = mm(upright ? 12 : 11);
    const double inner = box.width - 2 * pad;
    if (upright) {
        const double side = mm(66);
        Lines lines(canvas, {box.x + pad, box.y + pad, inner, 0}, Align::centre);
        add_words(lines, sheet, card, 11);
        draw_qr(canvas, modules,
                {box.x + (box.width - side) / 2, box.y + box.height - foot - side, side, side});
    }
    else {
        const double side = std::min(box.height - pad - foot, inner * 0.46);
        const double unit = box.height / mm(74) * 11.5;
        draw_qr(canvas, modules, {box.x + pad / 2, box.y + pad / 2, side, side});
        Lines lines(canvas, {box.x + pad + side, box.y + pad, box.width - side - 2 * pad, 0},
                    Align::left);
        add_words(lines, sheet, card, unit);
    }
    Lines below(canvas, {box.x + pad, box.y + box.height - foot, inner, 0}, Align::left);
    below.add("扫码或者输入编号和入场码入场。一卡一机，请勿转借。", Face::song, 6.5, Ink::grey);
    if (!sheet.verifier.empty())
        below.add("记录公钥 " + sheet.verifier, Face::song, 5.5, Ink::grey);
}

/// Short lines at the margins of the sheet and crosses between the cards.
void draw_cutting_marks(PdfCanvas& canvas, const Grid& grid, double left, double top)
{
    constexpr double arm = mm(2.5);
    for (int row = 0; row <= grid.rows; ++row) {
        for (int column = 0; column <= grid.columns; ++column) {
            const double x = left + column * grid.width;
            const double y = top + row * grid.height;
            canvas.rule(x - arm, y, x + arm, y, 0.3, Ink::grey);
            canvas.rule(x, y - arm, x, y + arm, 0.3, Ink::grey);
        }
    }
}

} // namespace

std::optional<CardSize> card_size(std::string_view name)
{
    if (name == "a6") return CardSize::a6;
    if (name == "a7") return CardSize::a7;
    if (name == "badge") return CardSize::badge;
    return std::nullopt;
}

std::expected<std::string, std::string> cards_pdf(const CardSheet& sheet,
                                                  const std::vector<PrintedCard>& cards)
{
    PdfCanvas canvas("席卡　" + sheet.hearing, sheet.at);
    const auto grid = grid_of(sheet.size);
    const double left = (canvas.page().width - grid.columns * grid.width) / 2;
    const double top = (canvas.page().height - grid.rows * grid.height) / 2;
    const auto per_sheet = static_cast<std::size_t>(grid.columns * grid.rows);
    for (std::size_t i = 0; i < cards.size(); ++i) {
        const auto modules = qr_modules(cards[i].url);
        if (!modules) return std::unexpected(modules.error());
        const auto place = static_cast<int>(i % per_sheet);
        draw_card(canvas, sheet, cards[i], *modules,
                  {left + place % grid.columns * grid.width,
                   top + static_cast<double>(place / grid.columns) * grid.height, grid.width,
                   grid.height});
        if ((i + 1) % per_sheet != 0 && i + 1 != cards.size()) continue;
        draw_cutting_marks(canvas, grid, left, top);
        canvas.end_page();
    }
    return canvas.finish();
}

} // namespace rostrum::papers
