#include "core/agenda.hpp"

#include "core/limits.hpp"
#include "support/catch.hpp"
#include "support/hearing_builder.hpp"

using namespace rostrum::core;
using namespace rostrum::test;

namespace {

AdvancePhase to(Phase phase)
{
    return {.to = phase, .reason = ""};
}

Phase phase_number(int number)
{
    return static_cast<Phase>(number);
}

HearingRules without_draws()
{
    auto rules = default_rules();
    rules.draws_required = 0;
    return rules;
}

/// In the ballot phase, with `b1` as far as asked.
Scene with_ballot(BallotState state)
{
    auto scene = demo(Phase::ballot, 3);
    scene.does(LockBallotRule{}, moderator());
    if (state == BallotState::locked) return scene;
    scene.does(OpenBallot{ballot(1), BallotMode::confidential}, moderator());
    if (state == BallotState::open) return scene;
    scene.does(CloseBallot{ballot(1)}, moderator());
    if (state == BallotState::closed) return scene;
    if (state == BallotState::voided)
        return scene.does(VoidBallot{ballot(1), "wrong options"}, chair());
    scene.does(to(Phase::result), moderator());
    scene.does(SignTally{ballot(1)}, teller(1)).does(SignTally{ballot(1)}, teller(2));
    return scene.does(PublishResult{ballot(1)}, chair());
}

const std::string hash(64, 'a');

} // namespace

TEST_CASE("a phase advances only to the next one")
{
    const auto scene = demo(Phase::report);
    for (int phase = 0; phase < phase_count; ++phase) {
        if (phase_number(phase) == Phase::inquiry) continue;
        scene.when(to(phase_number(phase)), moderator()).then(Refusal::phase_is_not_next);
    }
    scene.when(to(Phase::inquiry), moderator()).then(PhaseEntered{Phase::inquiry, ""});
}

TEST_CASE("check-in begins only with a campaign, a unit and a roster")
{
    const HearingCreated created{.hearing = {"h01"},
                                 .title = "质询会",
                                 .venue = "",
                                 .starts_at = {},
                                 .rules = default_rules()};
    auto scene = given({created});
    scene.when(to(Phase::check_in), moderator()).then(Refusal::campaign_is_missing);

    auto campaign = demo_campaign();
    campaign.units.clear();
    campaign.projects.clear();
    scene.does(DescribeCampaign{campaign}, secretariat());
    scene.when(to(Phase::check_in), moderator()).then(Refusal::campaign_is_missing);

    scene.does(DescribeCampaign{demo_campaign()}, secretariat());
    scene.when(to(Phase::check_in), moderator()).then(Refusal::roster_is_empty);

    scene.does(ImportRoster{entries(1)}, secretariat());
    scene.when(to(Phase::check_in), moderator()).then(PhaseEntered{Phase::check_in, ""});
}

TEST_CASE("the inquiry is not left while somebody has the floor")
{
    auto scene = demo(Phase::inquiry, 12, without_draws());
    scene.does(RaiseHand{}, attendee(1)).does(CallQuestion{question(1)}, moderator());
    scene.when(to(Phase::ballot), moderator()).then(Refusal::floor_is_busy);
    scene.when(ReopenPhase{Phase::report, "slides"}, moderator()).then(Refusal::floor_is_busy);
    scene.does(CloseQuestion{}, moderator());
    scene.when(to(Phase::ballot), moderator()).then(PhaseEntered{Phase::ballot, ""});
}

TEST_CASE("the inquiry is not left while a draw is under way")
{
    auto scene = demo(Phase::inquiry, 12, without_draws());
    open_draw(scene);
    scene.when(to(Phase::ballot), moderator()).then(Refusal::draw_is_pending);
    scene.when(ReopenPhase{Phase::report, "slides"}, moderator()).then(Refusal::draw_is_pending);
}

TEST_CASE("the inquiry is left without the required draw only with a reason")
{
    const auto scene = demo(Phase::inquiry);
    scene.when(to(Phase::ballot), moderator()).then(Refusal::draw_is_missing);
    scene.when(AdvancePhase{Phase::ballot, " \n"}, moderator()).then(Refusal::draw_is_missing);
    scene.when(AdvancePhase{Phase::ballot, "nobody drawn came"}, moderator())
        .then(PhaseEntered{Phase::ballot, "nobody drawn came"});
}

TEST_CASE("one person drawn who took the floor is the required draw")
{
    auto scene = demo(Phase::inquiry);
    scene.does(CallDrawn{hold_draw(scene)}, moderator());
    scene.does(AnswerDrawFor{{"d1"}, /*accept=*/true}, moderator());
    scene.does(CallQuestion{question(1)}, moderator()).does(CloseQuestion{}, moderator());
    scene.when(to(Phase::ballot), moderator()).then(PhaseEntered{Phase::ballot, ""});
}

TEST_CASE("who is drawn and accepts, and never has the floor, is not the required draw")
{
    auto scene = demo(Phase::inquiry);
    scene.does(CallDrawn{hold_draw(scene)}, moderator());
    scene.does(AnswerDrawFor{{"d1"}, /*accept=*/true}, moderator());
    scene.when(to(Phase::ballot), moderator()).then(Refusal::draw_is_missing);
    scene.does(WithdrawQuestion{question(1)},
               {Role::attendee, scene.hearing().floor.questions.at(question(1)).asker_id});
    scene.when(to(Phase::ballot), moderator()).then(Refusal::draw_is_missing);
}

TEST_CASE("the ballot phase is left only when the ballot is closed")
{
    demo(Phase::ballot, 3).when(to(Phase::result), moderator()).then(Refusal::ballot_is_not_closed);
    const auto after = [](BallotState state) {
        return with_ballot(state).when(to(Phase::result), moderator());
    };
    after(BallotState::locked).then(Refusal::ballot_is_not_closed);
    after(BallotState::open).then(Refusal::ballot_is_open);
    after(BallotState::voided).then(Refusal::ballot_is_not_closed);
    after(BallotState::closed).then(PhaseEntered{Phase::result, ""});
}

TEST_CASE("the hearing is closed only when the result is published")
{
    auto scene = with_ballot(BallotState::closed);
    scene.does(to(Phase::result), moderator());
    scene.when(to(Phase::closed), moderator()).then(Refusal::result_is_not_published);
    with_ballot(BallotState::published)
        .when(to(Phase::closed), moderator())
        .then(PhaseEntered{Phase::closed, ""});
}

TEST_CASE("an earlier phase is reopened with a reason, but never the draft")
{
    const auto scene = demo(Phase::inquiry);
    scene.when(ReopenPhase{Phase::report, "slides again"}, moderator())
        .then(PhaseReopened{Phase::report, "slides again"});
    scene.when(ReopenPhase{Phase::check_in, "late bus"}, moderator())
        .then(PhaseReopened{Phase::check_in, "late bus"});
    scene.when(ReopenPhase{Phase::report, "\u3000"}, moderator()).then(Refusal::reason_is_missing);
    scene.when(ReopenPhase{Phase::draft, "x"}, moderator()).then(Refusal::phase_is_not_earlier);
    scene.when(ReopenPhase{Phase::inquiry, "x"}, moderator()).then(Refusal::phase_is_not_earlier);
    scene.when(ReopenPhase{Phase::ballot, "x"}, moderator()).then(Refusal::phase_is_not_earlier);
}

TEST_CASE("a phase's reason has a largest length")
{
    const std::string longest(limits::reason_length_max, 'x');
    const auto scene = demo(Phase::inquiry);
    scene.when(ReopenPhase{Phase::report, longest}, moderator())
        .then(PhaseReopened{Phase::report, longest});
    scene.when(ReopenPhase{Phase::report, longest + "x"}, moderator())
        .then(Refusal::text_is_too_long);
    scene.when(AdvancePhase{Phase::ballot, longest + "x"}, moderator())
        .then(Refusal::text_is_too_long);
}

TEST_CASE("no phase is reopened while a ballot is open")
{
    with_ballot(BallotState::open)
        .when(ReopenPhase{Phase::inquiry, "one more question"}, moderator())
        .then(Refusal::ballot_is_open);
    with_ballot(BallotState::locked)
        .when(ReopenPhase{Phase::inquiry, "one more question"}, moderator())
        .then(PhaseReopened{Phase::inquiry, "one more question"});
}

TEST_CASE("a published result is voided before an earlier phase is reopened")
{
    auto scene = with_ballot(BallotState::published);
    scene.when(ReopenPhase{Phase::ballot, "again"}, chair()).then(Refusal::already_published);
    scene.does(VoidBallot{ballot(1), "again"}, chair());
    scene.when(ReopenPhase{Phase::ballot, "again"}, chair())
        .then(PhaseReopened{Phase::ballot, "again"});
}

TEST_CASE("report and inquiry have a clock of their own, the other phases none")
{
    for (int number = 0; number < phase_count; ++number) {
        const auto phase = phase_number(number);
        const auto scene = demo(phase, 3);
        const auto& clock = scene.hearing().agenda.clock;
        CAPTURE(number);
        REQUIRE(clock.has_value() == (phase == Phase::report || phase == Phase::inquiry));
        if (phase == Phase::report) CHECK((clock->rule == default_rules().report_clock));
        if (phase == Phase::inquiry) CHECK((clock->rule == default_rules().inquiry_clock));
    }
}

TEST_CASE("reopening starts the phase and its clock afresh")
{
    auto scene = demo(Phase::inquiry);
    scene.later(minutes(20)).does(ReopenPhase{Phase::report, "slides again"}, moderator());
    CHECK(scene.hearing().agenda.phase == Phase::report);
    CHECK(scene.hearing().agenda.phase_since == scene.now());
    CHECK((scene.hearing().agenda.clock == start_clock(default_rules().report_clock, scene.now())));
}

TEST_CASE("slides are attached with their hash and number of pages")
{
    const auto scene = demo(Phase::draft);
    const auto attach = [&](const AttachSlides& slides) {
        return scene.when(slides, respondent());
    };
    attach({"report.pdf", hash, 20}).then(SlidesAttached{"report.pdf", hash, 20});
    attach({"", hash, 20}).then(Refusal::text_is_empty);
    attach({"report.pdf", hash, 0}).then(Refusal::number_is_out_of_range);
    attach({"report.pdf", hash, 501}).then(Refusal::number_is_out_of_range);
    attach({"report.pdf", hash.substr(1), 1}).then(Refusal::bad_handle);
    attach({"report.pdf", std::string(64, 'A'), 1}).then(Refusal::bad_handle);
}

TEST_CASE("the same slides attached again change nothing, others begin anew")
{
    auto scene = demo(Phase::report);
    scene.does(AttachSlides{"report.pdf", hash, 20}, respondent()).does(ShowSlide{7}, respondent());
    scene.when(AttachSlides{"report.pdf", hash, 20}, respondent()).then();
    scene.does(AttachSlides{"report.pdf", std::string(64, 'b'), 3}, respondent());
    CHECK(scene.hearing().agenda.slides->page == 0);
}

TEST_CASE("a slide is shown only if it is there")
{
    auto scene = demo(Phase::report);
    scene.when(ShowSlide{1}, respondent()).then(Refusal::slides_are_missing);
    scene.does(AttachSlides{"report.pdf", hash, 20}, respondent());
    scene.when(ShowSlide{0}, respondent()).then(Refusal::number_is_out_of_range);
    scene.when(ShowSlide{21}, respondent()).then(Refusal::number_is_out_of_range);
    scene.when(ShowSlide{20}, moderator()).then(SlideShown{20});
    scene.does(ShowSlide{20}, moderator());
    scene.when(ShowSlide{20}, respondent()).then();
}
