#include "papers/pdf_series.hpp"

#include "papers/beijing_time.hpp"
#include "papers/figures.hpp"
#include "papers/pdf_canvas.hpp"
#include "papers/result_sheet.hpp"
#include "papers/threshold_report.hpp"
#include "papers/words.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace rostrum::papers {
namespace {

constexpr PageSize landscape{mm(297), mm(210)};
constexpr double margin = mm(18);
constexpr double head_height = mm(9);
constexpr double tallest_row = mm(9);
constexpr double lowest_row = mm(4.6);
constexpr double chart_top = mm(42);
constexpr double bottom = landscape.height - mm(20);

enum class Place : std::uint8_t { number, title, date, present, returned, bar, outcome, reports };
constexpr std::array<double, 9> edges{0,       mm(10),  mm(76),  mm(100), mm(122),
                                      mm(146), mm(216), mm(236), mm(261)};

double left_of(Place place)
{
    return margin + edges.at(static_cast<std::size_t>(place));
}

double width_of(Place place)
{
    const auto at = static_cast<std::size_t>(place);
    return edges.at(at + 1) - edges.at(at);
}

/// One page or more of lines, each of the same height.
class Comparison {
public:
    Comparison(PdfCanvas& canvas, std::size_t lines)
        : canvas_(&canvas),
          row_(std::clamp((bottom - chart_top - head_height) /
                              static_cast<double>(std::max<std::size_t>(lines, 1)),
                          lowest_row, tallest_row))
    {
    }

    [[nodiscard]] bool is_full() const { return y_ + row_ > bottom + 0.01; }

    void begin_page()
    {
        y_ = chart_top;
        canvas_->fill({margin, y_, edges.back(), head_height}, Ink::pale);
        static constexpr std::array heads{"序号",      "攻势",         "日期",
                                          "到会/应到", "收回/发出",    "满意度（竖线为达标线）",
                                          "结论",      "报告 应/过/逾"};
        for (std::size_t i = 0; i < heads.size(); ++i)
            write(static_cast<Place>(i), heads.at(i), Face::hei, head_height, Align::centre);
        y_ += head_height;
    }

    void add(std::size_t number, const ComparisonLine& line)
    {
        write(Place::number, std::to_string(number), Face::song, row_, Align::centre);
        write(Place::title, line.title, Face::song, row_, Align::left);
        write(Place::date, date_text(line.starts_at), Face::song, row_, Align::centre);
        write(Place::present, pair(line.present, line.expected), Face::song, row_, Align::centre);
        if (line.verdict) {
            write(Place::returned, pair(line.tally.returned, line.tally.issued), Face::song, row_,
                  Align::centre);
            draw_bar(line);
            write(Place::outcome, outcome_text(*line.verdict), Face::hei, row_, Align::centre);
        }
        else {
            write(Place::outcome, word_of(line.phase).chinese, Face::song, row_, Align::centre);
        }
        write(Place::reports,
              std::to_string(line.reports_due) + " / " + std::to_string(line.reports_accepted) +
                  " / " + std::to_string(line.reports_overdue),
              Face::song, row_, Align::centre);
        y_ += row_;
        canvas_->rule(margin, y_, margin + edges.back(), y_, 0.4, Ink::grey);
    }

private:
    static std::string pair(std::int64_t part, std::int64_t whole)
    {
        return std::to_string(part) + "/" + std::to_string(whole);
    }

    static std::string outcome_text(const core::Verdict& verdict)
    {
        auto text = std::string{word_of(verdict.outcome).chinese};
        if (verdict.votes_short > 0) text += " 差" + std::to_string(verdict.votes_short) + "票";
        return text;
    }

    void write(Place place, std::string_view words, Face face, double height, Align align)
    {
        constexpr double padding = 3;
        const double size = std::min(size_5, height * 0.62);
        const auto text = canvas_->fitted(
            words, face, {.size = size, .width = width_of(place) - 2 * padding, .align = align});
        canvas_->draw_line(text, 0, left_of(place) + padding, y_ + height / 2 + 0.38 * size);
    }

    void draw_bar(const ComparisonLine& line)
    {
        if (line.verdict->basis_points < 0) return;
        constexpr double full_basis_points = 10'000;
        constexpr double figures = mm(18);
        const double left = left_of(Place::bar) + mm(2);
        const double length = width_of(Place::bar) - mm(4) - figures;
        const double height = row_ * 0.5;
        const double above = y_ + (row_ - height) / 2;
        const auto part = static_cast<double>(line.verdict->basis_points) / full_basis_points;
        canvas_->frame({left, above, length, height}, 0.4, Ink::grey);
        canvas_->fill({left, above, length * part, height},
                      line.verdict->outcome == core::Outcome::met ? Ink::grey : Ink::red);
        const double threshold = left + length * static_cast<double>(line.threshold.numerator) /
                                            static_cast<double>(line.threshold.denominator);
        canvas_->rule(threshold, y_ + row_ * 0.1, threshold, y_ + row_ * 0.9, 1.6);
        const double size = std::min(size_5, row_ * 0.62);
        const auto text = canvas_->text(percent_text(line.verdict->basis_points), Face::song,
                                        {.size = size, .width = figures, .align = Align::right});
        canvas_->draw_line(text, 0, left + length, y_ + row_ / 2 + 0.38 * size);
    }

    PdfCanvas* canvas_;
    double row_;
    double y_{chart_top};
};

std::string summary_of(const std::vector<ComparisonLine>& lines)
{
    const auto with = [&](core::Outcome outcome) {
        return std::to_string(std::ranges::count_if(lines, [&](const ComparisonLine& line) {
            return line.verdict && line.verdict->outcome == outcome;
        }));
    };
    const auto published = std::ranges::count_if(
        lines, [](const ComparisonLine& line) { return line.verdict.has_value(); });
    return "共" + std::to_string(lines.size()) + "场，已公布结果" + std::to_string(published) +
           "场：达标" + with(core::Outcome::met) + "场，未达标" + with(core::Outcome::below) +
           "场，无结果" + with(core::Outcome::no_result) + "场，无效" +
           with(core::Outcome::invalid) + "场。";
}

void write_title(PdfCanvas& canvas, const std::string& series, const std::string& summary)
{
    const double width = landscape.width - 2 * margin;
    const auto title = canvas.fitted(series + "对比表", Face::title,
                                     {.size = size_2, .width = width, .align = Align::centre});
    canvas.draw_line(title, 0, margin, mm(25));
    const auto below = canvas.fitted(summary, Face::fang_song,
                                     {.size = size_4, .width = width, .align = Align::centre});
    canvas.draw_line(below, 0, margin, mm(35));
}

} // namespace

ComparisonLine comparison_line(const core::Hearing& hearing)
{
    ComparisonLine line;
    line.title = hearing.title;
    line.starts_at = hearing.starts_at;
    line.phase = hearing.agenda.phase;
    line.expected = static_cast<std::int64_t>(hearing.roster.participants.size());
    line.present = hearing.roster.present;
    if (const auto sheet = result_sheet(hearing); sheet && sheet->published()) {
        line.verdict = sheet->verdict;
        line.tally = sheet->tally;
        line.threshold = sheet->ballot->rule.threshold;
    }
    for (const auto* duty : standing_duties(hearing)) {
        ++line.reports_due;
        if (duty->state == core::DutyState::accepted) ++line.reports_accepted;
        if (duty->overdue && core::waits_for_report(*duty)) ++line.reports_overdue;
    }
    return line;
}

std::vector<ComparisonLine>
comparison_lines(const core::Series& series,
                 const std::map<core::HearingId, const core::Hearing*>& hearings)
{
    std::vector<const core::PlannedHearing*> order;
    for (const auto& [id, plan] : series.hearings) order.push_back(&plan);
    std::ranges::stable_sort(order, [](const auto* a, const auto* b) {
        return std::pair(a->day, a->order) < std::pair(b->day, b->order);
    });
    std::vector<ComparisonLine> lines;
    for (const auto* plan : order) {
        const auto found = hearings.find(plan->hearing);
        if (found != hearings.end()) lines.push_back(comparison_line(*found->second));
    }
    return lines;
}

std::string comparison_pdf(const std::string& series, const std::vector<ComparisonLine>& lines)
{
    const auto at = lines.empty() ? core::Instant{} : lines.front().starts_at;
    PdfCanvas canvas(series + "对比表", at, landscape);
    Comparison comparison(canvas, lines.size());
    write_title(canvas, series, summary_of(lines));
    comparison.begin_page();
    std::size_t number = 0;
    for (const auto& line : lines) {
        if (comparison.is_full()) {
            canvas.end_page();
            comparison.begin_page();
        }
        comparison.add(++number, line);
    }
    canvas.end_page();
    return canvas.finish();
}

} // namespace rostrum::papers
