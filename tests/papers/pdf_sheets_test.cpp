#include "papers/pdf_ballots.hpp"
#include "papers/pdf_cards.hpp"
#include "papers/pdf_reading.hpp"
#include "papers/pdf_series.hpp"
#include "papers/printed_hearing.hpp"

#include "support/catch.hpp"

#include <string>
#include <utility>
#include <vector>

using namespace rostrum;
using papers::read_pdf;
using papers::says;

namespace {

std::vector<papers::PrintedCard> cards(int count)
{
    std::vector<papers::PrintedCard> made;
    for (int i = 1; i <= count; ++i) {
        const auto number = "A-" + std::to_string(i);
        made.push_back({number, "买买提·阿不都热合曼", "市第一代表团", std::to_string(i) + "座",
                        "人大代表", "https://hall.example/j#" + std::string(32, 'k'), "K7M2-9QXT"});
    }
    return made;
}

papers::CardSheet sheet(papers::CardSize size)
{
    return {"青岛市2021年攻势质询答辩会议", "海洋攻势", "rostrum/h01+12345678+Vkey", {}, size};
}

papers::ReadPdf printed_cards(papers::CardSize size, int count)
{
    return read_pdf(papers::cards_pdf(sheet(size), cards(count)).value());
}

} // namespace

TEST_CASE("a seat card shows name, number, seat, category, code and the key of the log", "[pdf]")
{
    const auto pdf = printed_cards(papers::CardSize::a7, 1);
    CHECK(pdf.size.find("(A4)") != std::string::npos);
    for (const auto* words : {"买买提·阿不都热合曼", "编号A-1", "人大代表", "1座", "市第一代表团",
                              "入场码K7M2-9QXT", "rostrum/h01+12345678+Vkey", "海洋攻势"}) {
        INFO(words);
        CHECK(says(pdf, words));
    }
    CHECK(pdf.fonts_embedded);
}

TEST_CASE("cards fill their sheets: four, eight or ten on A4, as they are large", "[pdf]")
{
    using papers::CardSize;
    CHECK(printed_cards(CardSize::a6, 4).pages == 1);
    CHECK(printed_cards(CardSize::a6, 5).pages == 2);
    CHECK(printed_cards(CardSize::a7, 8).pages == 1);
    CHECK(printed_cards(CardSize::a7, 9).pages == 2);
    CHECK(printed_cards(CardSize::badge, 10).pages == 1);
    CHECK(printed_cards(CardSize::badge, 11).pages == 2);
}

TEST_CASE("the sizes of cards have names, and no others are known", "[pdf]")
{
    CHECK(papers::card_size("a6") == papers::CardSize::a6);
    CHECK(papers::card_size("badge") == papers::CardSize::badge);
    CHECK_FALSE(papers::card_size("a5"));
    CHECK_FALSE(papers::card_size(""));
}

TEST_CASE("an address that fits no QR code makes no card", "[pdf]")
{
    auto one = cards(1);
    one.front().url = std::string(5'000, 'x');
    CHECK_FALSE(papers::cards_pdf(sheet(papers::CardSize::a7), one));
}

TEST_CASE("paper ballots have running serials on their counterfoils, and none beside the choices",
          "[pdf]")
{
    const auto record = papers::printed_record(20, 1);
    const auto pdf = read_pdf(papers::ballots_pdf(record.hearing, 9, 4).value());
    CHECK(pdf.pages == 2);
    for (const auto* serial : {"№0009", "№0010", "№0011", "№0012"}) {
        const auto first = pdf.text.find(serial);
        CHECK(first != std::string::npos);
        CHECK(pdf.text.find(serial, first + 1) == std::string::npos);
    }
    CHECK(says(pdf, "基本满意"));
    CHECK(says(pdf, "不要写姓名"));
}

TEST_CASE("without a locked rule there is nothing to print on paper ballots", "[pdf]")
{
    auto record = papers::printed_record(20, 1);
    record.hearing.ballots.ballots.front().state = core::BallotState::voided;
    CHECK_FALSE(papers::ballots_pdf(record.hearing, 1, 3));
}

TEST_CASE("fifteen hearings are compared on one page, each with its exact share and verdict",
          "[pdf]")
{
    const auto record = papers::printed_record();
    const std::vector lines(15, papers::comparison_line(record.hearing));
    const auto pdf = read_pdf(papers::comparison_pdf(record.series, lines));
    CHECK(pdf.pages == 1);
    CHECK(says(pdf, "共15场，已公布结果15场：达标0场，未达标15场"));
    CHECK(says(pdf, "135/150"));
    CHECK(says(pdf, "130/131"));
    CHECK(says(pdf, "89.92%"));
    CHECK(says(pdf, "未达标差1票"));
    CHECK(says(pdf, "2/0/0"));
    const std::vector many(80, lines.front());
    CHECK(read_pdf(papers::comparison_pdf(record.series, many)).pages == 3);
}

TEST_CASE("the comparison shows no result that is not published", "[pdf]")
{
    auto record = papers::printed_record();
    record.hearing.ballots.ballots.front().state = core::BallotState::closed;
    record.hearing.agenda.phase = core::Phase::ballot;
    const auto line = papers::comparison_line(record.hearing);
    CHECK_FALSE(line.verdict);
    const auto pdf = read_pdf(papers::comparison_pdf(record.series, {line}));
    CHECK_FALSE(says(pdf, "89.92%"));
    CHECK_FALSE(says(pdf, "130/131"));
    CHECK(says(pdf, "测评"));
}

TEST_CASE("another address gives another code on the card, and the same one the same bytes",
          "[pdf]")
{
    const auto once = papers::cards_pdf(sheet(papers::CardSize::badge), cards(1)).value();
    auto other = cards(1);
    other.front().url += 'x';
    CHECK(once == papers::cards_pdf(sheet(papers::CardSize::badge), cards(1)).value());
    CHECK(once != papers::cards_pdf(sheet(papers::CardSize::badge), other).value());
}

TEST_CASE("papers name a series by its city and title, the city once", "[pdf]")
{
    core::Series series;
    series.city = "青岛市";
    series.title = "攻势质询答辩会议";
    CHECK(papers::series_name(series) == "青岛市攻势质询答辩会议");
    series.title = "青岛市攻势质询答辩会议";
    CHECK(papers::series_name(series) == "青岛市攻势质询答辩会议");
}
