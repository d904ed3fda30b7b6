#include "intake/dossier.hpp"

#include "core/limits.hpp"
#include "intake/workbook_builder.hpp"

#include "support/catch.hpp"

#include <string>
#include <vector>

using namespace rostrum;
using namespace rostrum::intake;

namespace {

DossierBasis nothing_yet()
{
    return {{}, "制造业攻势"};
}

DossierPlan dossier_of(const std::string& bytes, const core::Campaign& before = {},
                       const Choices& choices = {}, std::optional<DossierPart> part = {})
{
    auto plan = plan_dossier(bytes, choices, part, {before, "制造业攻势"});
    REQUIRE(plan);
    return std::move(*plan);
}

std::vector<std::string> said(const Notes& notes)
{
    std::vector<std::string> list;
    for (const auto& note : notes.told())
        list.push_back(cell_name(note.row, note.column) + " " + name_of(note.fault));
    return list;
}

using Said = std::vector<std::string>;

const std::string metrics =
    "2021年主要指标\n序号,指标名称,完成值,计量单位,备注\n"
    "1,规上工业增加值增速,5.5,%,同比\n2,固定资产投资,１４７８．９８,亿元,\n";
const std::string projects = "项目名称,责任单位,责任人,进展情况\n"
                             "芯片产业园,工业和信息化局,局长,主体封顶\n"
                             "海洋试验场,海洋发展局,副局长,已开工\n";
const std::string units = "单位,负责人\n工业和信息化局,局长\n海洋发展局,党组书记、局长\n";

} // namespace

TEST_CASE("a table of a dossier is known by its headings, and read with its figures as printed",
          "[intake][dossier]")
{
    const auto plan = dossier_of(metrics);
    CHECK(plan.errors.empty());
    REQUIRE(plan.tables.size() == 1);
    CHECK(plan.tables[0].part == DossierPart::metrics);
    CHECK(plan.campaign.title == "制造业攻势");
    REQUIRE(plan.campaign.metrics.size() == 2);
    CHECK(plan.campaign.metrics[0] == core::Metric{"规上工业增加值增速", "5.5", "%", "同比"});
    CHECK(plan.campaign.metrics[1].value == "1478.98");
    CHECK(dossier_of(projects).tables[0].part == DossierPart::projects);
    CHECK(dossier_of(units).tables[0].part == DossierPart::units);
}

TEST_CASE("projects bring their units with them, and the list of units completes these",
          "[intake][dossier]")
{
    const auto first = dossier_of(projects);
    REQUIRE(first.campaign.units.size() == 2);
    CHECK(first.campaign.units[0] == core::Unit{{"u1"}, "工业和信息化局", {}});
    CHECK(first.campaign.projects[1].unit.value == "u2");
    CHECK(said(first.warnings) == Said{" unit_is_added", " unit_is_added"});

    const auto second = dossier_of(units, first.campaign);
    CHECK(second.changed == 2);
    CHECK(second.campaign.units[1] == core::Unit{{"u2"}, "海洋发展局", "党组书记、局长"});
    CHECK(second.campaign.projects == first.campaign.projects);
}

TEST_CASE("importing a dossier again changes nothing, and what it does not tell of stays",
          "[intake][dossier]")
{
    auto before = dossier_of(metrics).campaign;
    before.metrics.push_back({"另一指标", "1", "", ""});
    const auto again = dossier_of(metrics, before);
    CHECK(again.campaign == before);
    CHECK(again.left == 2);
    CHECK(again.added + again.changed == 0);
    CHECK(again.not_in_file == 1);

    const auto mended = dossier_of("指标,数值\n固定资产投资,1500\n", before);
    CHECK(mended.changed == 1);
    CHECK(mended.campaign.metrics[1] == core::Metric{"固定资产投资", "1500", "亿元", ""});
    CHECK(mended.fingerprint() != again.fingerprint());
    CHECK(mended.fingerprint() ==
          dossier_of("指标,数值\n固定资产投资,1500\n", before).fingerprint());
}

TEST_CASE("a unit without an id does not take one that stands further down", "[intake][dossier]")
{
    const auto plan = dossier_of("编号,单位,责任人\n,甲局,局长\nu1,乙局,局长\n");
    REQUIRE(plan.campaign.units.size() == 2);
    CHECK(plan.campaign.units[0].unit.value == "u2");
    CHECK(plan.campaign.units[1].unit.value == "u1");
}

TEST_CASE("a table of more rows than a dossier may have is refused before it is merged",
          "[intake][dossier]")
{
    std::string text = "指标,数值\n";
    for (std::size_t row = 0; row <= core::limits::metrics_max; ++row)
        text += "指标" + std::to_string(row) + ",1\n";
    const auto plan = dossier_of(text);
    CHECK(plan.errors.told().at(0).fault == Fault::too_many_entries);
    CHECK(plan.added == 0);
}

TEST_CASE("what is wrong in a dossier is told with its cell, and nothing of it is taken",
          "[intake][dossier]")
{
    CHECK(said(dossier_of("指标,数值,备注\n增速,1,\n增 速,2,\n,3,甲\n").errors) ==
          Said{"A3 duplicate_entry", "A4 empty_name"});
    CHECK(said(dossier_of("项目,责任单位,责任人\n芯片园,,甲\n芯片园,工信局,甲\n芯片园,工信局,乙\n")
                   .errors) == Said{"B2 no_such_unit", "A4 duplicate_entry"});
    CHECK(said(dossier_of("单位,负责人\n工信局,甲\n工信局,乙\n").errors) ==
          Said{"A3 duplicate_unit"});
    CHECK(said(dossier_of("指标,数值\n" + std::string(201, 'x') + ",1\n").errors) ==
          Said{"A2 too_long"});
    CHECK(said(dossier_of("甲,乙\n1,2\n").errors) == Said{" no_header"});
    std::string many = "指标,数值\n";
    for (std::size_t i = 0; i <= core::limits::metrics_max; ++i)
        many += "指标" + std::to_string(i) + ",1\n";
    CHECK(said(dossier_of(many).errors) == Said{" too_many_entries"});
    CHECK(dossier_of("指标,数值,备注\n,3,甲\n").campaign.metrics.empty());
    CHECK_FALSE(plan_dossier("", {}, {}, nothing_yet()));
}

TEST_CASE("headings that are not known are mapped by whoever brings the file", "[intake][dossier]")
{
    Choices choices;
    choices.header = 1;
    choices.columns = {{"name", 1}, {"value", 2}};
    const auto plan = dossier_of("科目,年度\n增速,5.5\n", {}, choices, DossierPart::metrics);
    CHECK(plan.errors.empty());
    CHECK(plan.campaign.metrics == std::vector<core::Metric>{{"增速", "5.5", "", ""}});
    CHECK(dossier_part_named("units") == DossierPart::units);
    CHECK_FALSE(dossier_part_named("roster"));
}

TEST_CASE("a workbook is read whole: every sheet that is a part of a dossier, and no other",
          "[intake][dossier]")
{
    const auto sheet = [](const std::string& name,
                          const std::vector<std::vector<std::string>>& all) {
        std::string xml = "<sheetData>";
        for (std::size_t at = 0; at < all.size(); ++at)
            xml += row(static_cast<std::int64_t>(at + 1), all[at]);
        return SheetText{name, xml + "</sheetData>"};
    };
    const auto bytes = zipped(workbook_parts(
        {sheet("重点项目", {{"项目", "责任单位", "责任人"}, {"芯片园", "工信局", "局长"}}),
         sheet("指标", {{"指标", "数值"}, {"增速", "5.5"}}),
         sheet("填表说明", {{"请按要求填写"}, {"谢谢"}}),
         sheet("单位", {{"单位", "责任人"}, {"工信局", "局长甲"}})}));
    const auto plan = dossier_of(bytes);
    CHECK(plan.errors.empty());
    CHECK(plan.tables.size() == 3);
    CHECK(plan.added == 3);
    // The list of units comes first, wherever it stands: the project is its unit's.
    CHECK(plan.campaign.units == std::vector<core::Unit>{{{"u1"}, "工信局", "局长甲"}});
    CHECK(plan.campaign.projects.at(0).unit.value == "u1");
    CHECK(said(plan.warnings) == Said{" sheet_is_not_read"});

    Choices only;
    only.sheet = "指标";
    CHECK(dossier_of(bytes, {}, only).added == 1);
    only.sheet = "没有";
    CHECK(plan_dossier(bytes, only, {}, nothing_yet()).error().fault == Fault::no_such_sheet);
}
