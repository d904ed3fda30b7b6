#include "papers/calendar.hpp"

#include "support/catch.hpp"

#include <string>

using namespace rostrum;

namespace {

/// With one report owed and one instruction to be done.
core::Hearing owing_hearing()
{
    core::Hearing hearing;
    hearing.hearing = {"h01"};
    hearing.title = "第一场；海洋, 攻势";
    hearing.campaign.units = {{{"u1"}, "海洋发展局", "局长"}};
    core::ReportDuty duty;
    duty.duty = {"r1"};
    duty.unit = {"u1"};
    duty.due = {1'767'225'600'000 - 1}; // 07:59:59 in Beijing, on 2026-01-01.
    hearing.duties.reports[{"r1"}] = duty;
    hearing.duties.instructions[{"i1"}] = {
        {"i1"}, {"u1"}, "处长", std::string(40, 'x') + "修路，\\年底前;完成", {0}, false, ""};
    return hearing;
}

std::string unfolded(std::string text)
{
    for (auto at = text.find("\r\n "); at != std::string::npos; at = text.find("\r\n ", at))
        text.erase(at, 3);
    return text;
}

} // namespace

TEST_CASE("the calendar has a day for everything that is still owed", "[calendar]")
{
    auto hearing = owing_hearing();
    const auto make = [&] { return papers::due_dates_ics("一轮", {{{"h01"}, hearing}}, {0}); };
    const auto text = unfolded(make());
    CHECK(text.starts_with("BEGIN:VCALENDAR\r\n"));
    CHECK(text.ends_with("END:VCALENDAR\r\n"));
    CHECK_THAT(text, tst::has_text("UID:h01-r1@rostrum\r\nDTSTAMP:19700101T000000Z\r\n"
                                   "DTSTART;VALUE=DATE:20260101\r\nDTEND;VALUE=DATE:20260102\r\n"
                                   "SUMMARY:书面报告到期：海洋发展局\r\n"));
    CHECK_THAT(text, tst::has_text("UID:h01-i1@rostrum"));
    CHECK_THAT(text, tst::has_text("第一场；海洋\\, 攻势\\n"));
    CHECK_THAT(text, tst::has_text("修路，\\\\年底前\\;完成"));

    hearing.duties.reports.begin()->second.state = core::DutyState::accepted;
    hearing.duties.instructions.begin()->second.done = true;
    CHECK(make().find("VEVENT") == std::string::npos);
}

TEST_CASE("no line of the calendar is longer than 75 bytes, and none is cut within a character",
          "[calendar]")
{
    auto hearing = owing_hearing();
    for (int length = 0; length < 40; ++length) {
        hearing.title += "长";
        const auto text = papers::due_dates_ics("一轮", {{{"h01"}, hearing}}, {0});
        for (std::size_t at = 0; at < text.size();) {
            const auto end = text.find("\r\n", at);
            CHECK(end - at <= 75);
            const auto first =
                static_cast<unsigned char>(text[at] == ' ' ? text[at + 1] : text[at]);
            CHECK((first & 0xC0U) != 0x80U);
            at = end + 2;
        }
    }
}
