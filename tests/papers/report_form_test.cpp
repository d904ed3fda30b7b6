#include "papers/beijing_time.hpp"
#include "papers/figures.hpp"
#include "papers/file_name.hpp"
#include "papers/report_form.hpp"
#include "papers/unzipped.hpp"

#include "support/catch.hpp"
#include "support/hearing_builder.hpp"
#include "support/hearing_story.hpp"

#include <pugixml.hpp>

#include <string>

using namespace rostrum;

namespace {

core::Hearing told_hearing()
{
    auto hearing = test::tell_story([](const test::Scene&) {}).hearing();
    auto& duty = hearing.duties.reports.begin()->second;
    auto& question = hearing.floor.questions.begin()->second;
    question.text = "为什么<桥>还没有修好？\n何时完工？";
    question.notes = {{duty.unit, "资金已到位。"}};
    question.verdict = core::AnswerVerdict::not_satisfied;
    duty.questions = {question.question};
    return hearing;
}

const core::ReportDuty& first_duty(const core::Hearing& hearing)
{
    return hearing.duties.reports.begin()->second;
}

pugi::xml_document document_of(const papers::ZipParts& parts)
{
    pugi::xml_document document;
    const auto& xml = parts.at("word/document.xml");
    REQUIRE(document.load_buffer(xml.data(), xml.size()));
    return document;
}

/// All texts, one line for each paragraph.
std::string text_of(const pugi::xml_document& document)
{
    std::string text;
    for (const auto paragraph : document.select_nodes("//w:p")) {
        for (const auto run : paragraph.node().select_nodes(".//w:t"))
            text += run.node().text().get();
        text += '\n';
    }
    return text;
}

} // namespace

TEST_CASE("the report form carries the unit's questions and the asker's category and verdict",
          "[report_form]")
{
    const auto hearing = told_hearing();
    const auto parts = test::unzipped(papers::report_form(hearing, first_duty(hearing)));
    const auto document = document_of(parts);
    const auto text = text_of(document);
    CHECK_THAT(text, tst::has_text("市委、市政府：\n"));
    CHECK_THAT(text, tst::has_text("一、"));
    CHECK_THAT(text, tst::has_text("为什么<桥>还没有修好？何时完工？"));
    CHECK_THAT(text, tst::has_text("资金已到位。"));
    CHECK_THAT(text, tst::has_text("提问人评价\n不满意\n"));
    CHECK_THAT(text, tst::has_text("h01-r1"));
    for (const auto& [id, participant] : hearing.roster.participants)
        CHECK(text.find(id.value) == std::string::npos);

    const auto& id = hearing.floor.questions.begin()->first.value;
    for (const auto* field : {"measure-", "responsible-", "date-"}) {
        const auto tag = "//w:tag[@w:val='" + (field + id) + "']";
        CHECK(document.select_nodes(tag.c_str()).size() == 1);
    }
}

TEST_CASE("the report form keeps the layout of official documents", "[report_form]")
{
    const auto hearing = told_hearing();
    const auto bytes = papers::report_form(hearing, first_duty(hearing));
    CHECK(bytes == papers::report_form(hearing, first_duty(hearing)));
    const auto parts = test::unzipped(bytes);
    const auto document = document_of(parts);
    const auto section = document.select_node("/w:document/w:body/w:sectPr").node();
    const auto margins = section.child("w:pgMar");
    CHECK(margins.attribute("w:top").as_int() == 2098);  // 37 mm
    CHECK(margins.attribute("w:left").as_int() == 1588); // 28 mm
    CHECK(section.child("w:docGrid").attribute("w:linePitch").as_int() == 579);
    for (const auto& [path, part] : parts) {
        INFO(path);
        pugi::xml_document any;
        CHECK(any.load_buffer(part.data(), part.size()));
    }
    CHECK_THAT(parts.at("word/styles.xml"), tst::has_text("仿宋_GB2312"));
}

TEST_CASE("a report that is owed without a question has one place for the measures",
          "[report_form]")
{
    auto hearing = told_hearing();
    auto& duty = hearing.duties.reports.begin()->second;
    duty.questions.clear();
    duty.round = 2;
    duty.return_reason = "措施不具体";
    const auto document = document_of(test::unzipped(papers::report_form(hearing, duty)));
    CHECK(document.select_nodes("//w:sdt").size() == 3);
    CHECK(document.select_nodes("//w:sdtPr/w:text").empty());
    CHECK_THAT(text_of(document), tst::has_text("第2次报送。上次退回理由：措施不具体"));
}

TEST_CASE("sections are numbered and dates written as in official documents", "[report_form]")
{
    CHECK(papers::chinese_number(1) == "一");
    CHECK(papers::chinese_number(10) == "十");
    CHECK(papers::chinese_number(21) == "二十一");
    CHECK(papers::chinese_number(110) == "一百一十");
    CHECK(papers::chinese_number(205) == "二百零五");
    CHECK(papers::chinese_number(1'001) == "一千零一");
    CHECK(papers::date_text({1'767'225'600'000}) == "2026年1月1日");
    CHECK(papers::date_text({1'767'225'600'000 - 1}) == "2026年1月1日"); // 07:59 in China.
}

TEST_CASE("a report form holds what XML cannot as U+FFFD", "[report_form]")
{
    const std::string bad =
        GENERATE("\uffff", "\ufdd0", "\U0001fffe", "\x01", "\xff", "\xed\xa0\x80");
    auto hearing = told_hearing();
    hearing.floor.questions.begin()->second.text = "问" + bad + "题";
    const auto parts = test::unzipped(papers::report_form(hearing, first_duty(hearing)));
    CHECK_THAT(text_of(document_of(parts)), tst::has_text("问\ufffd"));
    for (const auto& [path, xml] : parts) {
        CHECK(xml.find(bad) == std::string::npos);
        CHECK(xml.find("&#") == std::string::npos);
    }
}

TEST_CASE("a file's name loses what could harm, and keeps its ending", "[report_form]")
{
    CHECK(papers::safe_file_name("报告 1.docx") == "报告 1.docx");
    CHECK(papers::safe_file_name("../../etc/passwd") == "_.._etc_passwd");
    CHECK(papers::safe_file_name("a\r\nb\".pdf") == "a__b_.pdf");
    CHECK(papers::safe_file_name("...") == "file");
    CHECK(papers::safe_file_name("a\xff\uffff.pdf") == "a\ufffd\ufffd.pdf");
    std::string name = "a";
    for (int i = 0; i < 100; ++i) name += "长";
    const auto safe = papers::safe_file_name(name + ".docx");
    CHECK(safe.size() <= 200);
    CHECK(safe.ends_with("长.docx"));
}
