#include "papers/pdf_ballots.hpp"

#include "papers/beijing_time.hpp"
#include "papers/pdf_canvas.hpp"

#include <algorithm>
#include <utility>

namespace rostrum::papers {
namespace {

constexpr int per_sheet = 3;
constexpr double slip_height = mm(99);
constexpr double stub_width = mm(58);
constexpr double sheet_pad = mm(9);

std::string serial_text(const core::Ballot& ballot, int number)
{
    const auto digits = std::to_string(number);
    return ballot.public_id + " № " + std::string(digits.size() < 4 ? 4 - digits.size() : 0, '0') +
           digits;
}

/// 存根: stays with the tellers.
void draw_stub(PdfCanvas& canvas, const core::Hearing& hearing, const core::Ballot& ballot,
               int number, double y)
{
    const double width = stub_width - 1.5 * sheet_pad;
    const auto line = [&](const std::string& text, Face face, double size, double at) {
        canvas.draw_line(canvas.fitted(text, face, {.size = size, .width = width}), 0, sheet_pad,
                         y + at);
    };
    line("存　根", Face::hei, size_4, mm(16));
    line(hearing.title, Face::song, size_5, mm(25));
    line(serial_text(ballot, number), Face::song, size_5, mm(34));
    for (const auto& [label, at] :
         {std::pair{"席卡编号", mm(52)}, {"领取人签名", mm(66)}, {"监票人", mm(80)}}) {
        line(label, Face::song, size_5, at);
        canvas.rule(sheet_pad + mm(20), y + at + 2, sheet_pad + width, y + at + 2, 0.5);
    }
}

void draw_options(PdfCanvas& canvas, const core::BallotRule& rule, const Box& area)
{
    const double height = area.height / static_cast<double>(rule.options.size());
    const double size = std::min(size_3, height * 0.62);
    const double side = size * 1.15;
    double y = area.y;
    for (const auto& option : rule.options) {
        canvas.frame({area.x, y + (height - side) / 2, side, side}, 1.2);
        const auto label =
            canvas.fitted(option.label, Face::hei, {.size = size, .width = area.width - 2 * side});
        canvas.draw_line(label, 0, area.x + 1.6 * side, y + height / 2 + 0.38 * size);
        y += height;
    }
}

void draw_ballot(PdfCanvas& canvas, const core::Hearing& hearing, const core::Ballot& ballot,
                 double y)
{
    const double left = stub_width + sheet_pad;
    const double width = canvas.page().width - left - 1.5 * sheet_pad;
    const auto line = [&](const std::string& text, Face face, double size, double at, Ink ink) {
        canvas.draw_line(
            canvas.fitted(text, face,
                          {.size = size, .width = width, .align = Align::centre, .ink = ink}),
            0, left, y + at);
    };
    line("满意度测评票", Face::title, size_2, mm(16), Ink::black);
    line(hearing.title + "　" + date_text(hearing.starts_at), Face::song, size_4, mm(25),
         Ink::black);
    draw_options(canvas, ballot.rule, {left + width * 0.3, y + mm(31), width * 0.6, mm(48)});
    line("在一个方框内画“√”。不画、画两个以上或者涂改无法辨认的，为无效票。不要写姓名。",
         Face::song, size_small_5, mm(86), Ink::black);
    line("测评 " + ballot.public_id + "　规则 " + ballot.rule_sha256.substr(0, 16), Face::song, 7,
         mm(92), Ink::grey);
}

} // namespace

std::optional<std::string> ballots_pdf(const core::Hearing& hearing, int first, int count)
{
    const auto* ballot = core::current(hearing.ballots);
    if (ballot == nullptr) return std::nullopt;
    PdfCanvas canvas("纸质测评票　" + hearing.title, hearing.starts_at);
    for (int i = 0; i < count; ++i) {
        const int place = i % per_sheet;
        const double y = place * slip_height;
        draw_stub(canvas, hearing, *ballot, first + i, y);
        draw_ballot(canvas, hearing, *ballot, y);
        canvas.dashed_rule(stub_width, y + mm(3), stub_width, y + slip_height - mm(3));
        if (place > 0) canvas.dashed_rule(0, y, canvas.page().width, y);
        if (place == per_sheet - 1 || i == count - 1) canvas.end_page();
    }
    return canvas.finish();
}

} // namespace rostrum::papers
