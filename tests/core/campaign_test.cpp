#include "core/campaign.hpp"

#include "core/limits.hpp"
#include "support/catch.hpp"
#include "support/hearing_builder.hpp"

#include <functional>

using namespace rostrum::core;
using namespace rostrum::test;

namespace {

/// The demo campaign with one change, described in a draft.
Answer described(const std::function<void(Campaign&)>& change)
{
    auto campaign = demo_campaign();
    change(campaign);
    return demo(Phase::draft, 0).when(DescribeCampaign{campaign}, secretariat());
}

/// Without the unit `u2`, which a project of the demo campaign needs.
Campaign without_u2()
{
    auto campaign = demo_campaign();
    std::erase_if(campaign.units, [](const Unit& one) { return one.unit == UnitId{"u2"}; });
    campaign.projects.clear();
    return campaign;
}

} // namespace

TEST_CASE("a campaign is described, and described again")
{
    auto campaign = demo_campaign();
    campaign.title = "另一攻势";
    auto scene = demo(Phase::draft, 0);
    scene.when(DescribeCampaign{campaign}, secretariat()).then(CampaignDescribed{campaign});
    scene.does(DescribeCampaign{campaign}, secretariat());
    CHECK((scene.hearing().campaign == campaign));
    scene.when(DescribeCampaign{campaign}, secretariat()).then();
}

TEST_CASE("units are found by their key")
{
    const auto campaign = demo_campaign();
    REQUIRE(find_unit(campaign, {"u2"}) != nullptr);
    CHECK(find_unit(campaign, {"u2"})->name == "水务局");
    CHECK(find_unit(campaign, {"u9"}) == nullptr);
}

TEST_CASE("a campaign has a title")
{
    described([](auto& campaign) { campaign.title = " "; }).then(Refusal::text_is_empty);
    described([](auto& campaign) {
        campaign.title = std::string(201, 'x');
    }).then(Refusal::text_is_too_long);
    described([](auto& campaign) {
        campaign.title = "a\tb";
    }).then(Refusal::text_has_control_characters);
}

TEST_CASE("a campaign's units have well-formed keys, each once, and a name")
{
    described([](auto& campaign) { campaign.units[0].unit = {"U 1"}; }).then(Refusal::bad_handle);
    described([](auto& campaign) { campaign.units[0].unit = {""}; }).then(Refusal::bad_handle);
    described([](auto& campaign) {
        campaign.units[0].unit = {"u2"};
    }).then(Refusal::duplicate_entry);
    described([](auto& campaign) { campaign.units[0].name = ""; }).then(Refusal::text_is_empty);
    CHECK(described([](auto& campaign) { campaign.units[0].responsible = ""; }).events().size() ==
          1);
}

TEST_CASE("a project belongs to a unit of the campaign")
{
    described([](auto& campaign) {
        campaign.projects[0].unit = {"u9"};
    }).then(Refusal::unknown_unit);
    described([](auto& campaign) { campaign.projects[0].name = ""; }).then(Refusal::text_is_empty);
    CHECK(
        described([](auto& campaign) { campaign.projects[0].responsible = ""; }).events().size() ==
        1);
}

TEST_CASE("a metric needs a name, and nothing else")
{
    described([](auto& campaign) { campaign.metrics[0].name = ""; }).then(Refusal::text_is_empty);
    CHECK(described([](auto& campaign) {
              campaign.metrics = {{.name = "入海河流", .value = "", .unit = "", .note = ""}};
          })
              .events()
              .size() == 1);
    described([](auto& campaign) {
        campaign.metrics[0].value = std::string(201, '1');
    }).then(Refusal::text_is_too_long);
}

TEST_CASE("a campaign's lists have a largest size")
{
    described([](auto& campaign) {
        campaign.metrics.assign(limits::metrics_max + 1, campaign.metrics[0]);
    }).then(Refusal::number_is_out_of_range);
    described([](auto& campaign) {
        campaign.projects.assign(limits::projects_max + 1, campaign.projects[0]);
    }).then(Refusal::number_is_out_of_range);
    described([](auto& campaign) {
        for (std::size_t number = 4; number <= limits::units_max + 1; ++number)
            campaign.units.push_back(
                {.unit = {"u" + std::to_string(number)}, .name = "局", .responsible = ""});
    }).then(Refusal::number_is_out_of_range);
}

TEST_CASE("a campaign's texts together fit into one line of the log")
{
    described([](auto& campaign) {
        campaign.projects.assign(200, campaign.projects[0]);
        for (auto& project : campaign.projects) project.status = std::string(120, 'x');
    }).then(Refusal::text_is_too_long);
}

TEST_CASE("a unit to which a question is put cannot be dropped")
{
    auto scene = demo(Phase::check_in, 3);
    scene.when(DescribeCampaign{without_u2()}, moderator()).then(CampaignDescribed{without_u2()});
    scene.does(AskQuestion{"河道何时达标？", {{"u2"}}}, attendee(1));
    scene.when(DescribeCampaign{without_u2()}, moderator()).then(Refusal::unknown_unit);
}

TEST_CASE("once there is a leading unit to answer, a campaign keeps one")
{
    const Campaign none{"攻势", {}, {}, {}};
    for (const auto phase : {Phase::check_in, Phase::report})
        demo(phase, 3).when(DescribeCampaign{none}, moderator()).then(Refusal::campaign_is_missing);
}

TEST_CASE("a unit that owes a report or has an instruction cannot be dropped")
{
    auto scene = demo(Phase::report, 3);
    scene.hearing().duties.instructions.emplace(InstructionId{"i1"},
                                                Instruction{.instruction = {"i1"},
                                                            .unit = {"u2"},
                                                            .responsible = "",
                                                            .text = "",
                                                            .due = {},
                                                            .outcome = ""});
    scene.when(DescribeCampaign{without_u2()}, moderator()).then(Refusal::unknown_unit);
    scene.hearing().duties = {};
    ReportDuty duty;
    duty.unit = {"u2"};
    scene.hearing().duties.reports.emplace(DutyId{"r1"}, duty);
    scene.when(DescribeCampaign{without_u2()}, moderator()).then(Refusal::unknown_unit);
}
