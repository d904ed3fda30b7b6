// The draw by lot among those present.
#include "core/draw.hpp"

#include "core/limits.hpp"

#include "support/catch.hpp"
#include "support/hearing_builder.hpp"

#include <algorithm>
#include <string>
#include <vector>

using namespace rostrum::core;
using namespace rostrum::test;

namespace {

const OpenDraw again{.reason = "再抽一次"};
const DrawId d1{"d1"};
const DrawId d2{"d2"};
const std::string secret(64, '5');

const Draw& at(const Scene& scene, const DrawId& id)
{
    const Draw* draw = find(scene.hearing().draws, id);
    REQUIRE(draw != nullptr);
    return *draw;
}

Scene drawn_one(int people = 12)
{
    Scene scene = demo(Phase::inquiry, people);
    hold_draw(scene);
    return scene;
}

Scene called_one(int people = 12)
{
    Scene scene = drawn_one(people);
    scene.does(CallDrawn{d1}, moderator());
    return scene;
}

/// The phone of the person on whom the lot has fallen.
Actor winner(const Scene& scene, const DrawId& id = d1)
{
    return {Role::attendee, at(scene, id).drawn.front().participant.value};
}

Actor somebody_else(const Scene& scene)
{
    const auto& pool = at(scene, d1).pool;
    const bool first = pool.front().participant != at(scene, d1).drawn.front().participant;
    return {Role::attendee, pool.at(first ? 0 : 1).participant.value};
}

Scene accepted_one()
{
    Scene scene = called_one();
    scene.does(AnswerDraw{d1, true}, winner(scene));
    return scene;
}

Scene declined_one()
{
    Scene scene = called_one();
    scene.does(AnswerDraw{d1, false}, winner(scene));
    return scene;
}

Scene absent_one()
{
    Scene scene = called_one();
    scene.later(limits::draw_answer_time).does(MarkDrawnAbsent{d1}, server());
    return scene;
}

/// How a person stands in the pool that a draw would list now.
DrawExclusion exclusion_now(const Scene& scene, const ParticipantId& participant)
{
    const Answer answer = scene.when(again, moderator());
    for (const Event& event : answer.events()) {
        const auto* listed = std::get_if<DrawPoolListed>(&event);
        if (listed == nullptr) continue;
        const auto line = std::ranges::find(listed->lines, participant, &PoolLine::participant);
        if (line != listed->lines.end()) return line->exclusion;
    }
    FAIL("not in the pool at all");
    return DrawExclusion::none;
}

RosterEntry opted_out(const ParticipantId& participant)
{
    return {.participant = participant, .category = category_of(1), .in_draw_pool = false};
}

} // namespace

TEST_CASE("a draw opens with its terms, its commitment and its pool", "[core][draw]")
{
    Scene scene = demo(Phase::inquiry, 3);
    scene.happened(RosterImported{{opted_out(card(2))}});
    const DrawRule two{DrawRuleKind::alternate, 2, {}};
    const OpenDraw command{two, DrawPace::quick, true, ""};
    const auto commit = fake_scheme().commit("h01/draw/1", secret);
    scene.when(command, moderator())
        .then(DrawOpened{d1, "h01/draw/1", two, DrawPace::quick, 500, true, commit, ""},
              DrawPoolListed{d1,
                             {{card(1), category_of(1), 1, DrawExclusion::none},
                              {card(2), category_of(1), 0, DrawExclusion::opted_out},
                              {card(3), category_of(3), 1, DrawExclusion::none}}});

    scene.does(command, moderator());
    const Draw& draw = at(scene, d1);
    CHECK((draw.state == DrawState::opened));
    CHECK((draw.opened_at == scene.now()));
    CHECK((preview_ends(draw) == scene.now() + seconds(5)));
    CHECK((draw.rule == two));
    CHECK(draw.commit == commit);
    CHECK(draw.pool.size() == 3);
    CHECK(find_line(draw, card(2)) == &draw.pool.at(1));
    CHECK(find_line(draw, card(4)) == nullptr);
    CHECK(draw.secret.empty());
    CHECK_FALSE(draw.deadline);
    CHECK((scene.replayed() == scene.hearing()));
}

TEST_CASE("a rule that calls nobody, too many, or names a stratum wrongly is refused",
          "[core][draw]")
{
    using Kind = DrawRuleKind;
    const CategoryId a = category_of(1);
    const CategoryId b = category_of(2);
    const auto [rule, refusal] = GENERATE_COPY(table<DrawRule, Refusal>({
        {{Kind::any, 0, {}}, Refusal::number_is_out_of_range},
        {{Kind::any, 11, {}}, Refusal::number_is_out_of_range},
        {{Kind::any, 1, {{a, 1}}}, Refusal::number_is_out_of_range},
        {{Kind::alternate, 1, {{a, 1}}}, Refusal::number_is_out_of_range},
        {{Kind::quota, 1, {}}, Refusal::number_is_out_of_range},
        {{Kind::quota, 3, {{a, 1}, {b, 1}}}, Refusal::number_is_out_of_range},
        {{Kind::quota, 1, {{a, 1}, {b, 0}}}, Refusal::number_is_out_of_range},
        {{Kind::quota, 2, {{a, 1}, {a, 1}}}, Refusal::duplicate_entry},
        {{Kind::quota, 1, {{{"guest"}, 1}}}, Refusal::unknown_category},
        {{Kind::quota, 1, {{category_of(6), 1}}}, Refusal::pool_is_empty},
    }));
    demo(Phase::inquiry, 3).when(OpenDraw{.rule = rule}, moderator()).then(refusal);
}

TEST_CASE("a quota may be larger than its stratum", "[core][draw]")
{
    const DrawRule rule{DrawRuleKind::quota, 10, {{category_of(1), 8}, {category_of(6), 2}}};
    CHECK(demo(Phase::inquiry, 3).when(OpenDraw{.rule = rule}, moderator()).decision().has_value());
}

TEST_CASE("a draw that led to nobody is drawn again under its own name", "[core][draw]")
{
    const auto name = [](Scene scene) {
        open_draw(scene, again);
        return at(scene, d2).public_id;
    };
    CHECK(name(accepted_one()) == "h01/draw/2");
    CHECK(name(declined_one()) == "h01/draw/1.2");
    CHECK(name(absent_one()) == "h01/draw/1.2");
    Scene scene = demo(Phase::inquiry);
    open_draw(scene);
    scene.does(VoidDraw{d1, "选错规则"}, moderator());
    CHECK(name(scene) == "h01/draw/1.2");
}

TEST_CASE("only those present are in the pool, sorted bytewise", "[core][draw]")
{
    Scene scene = demo(Phase::inquiry, 2);
    std::vector<RosterEntry> late;
    for (const char* handle : {"a-1", "B-1", "A-10", "A-2", "A-1"})
        late.push_back({.participant = {handle}, .category = category_of(1)});
    scene.happened(RosterImported{late});
    for (const auto& entry : late)
        scene.happened(ParticipantArrived{entry.participant, PresenceSource::desk});
    scene.happened(ParticipantLeft{card(2)});
    open_draw(scene);
    std::string handles;
    for (const auto& line : at(scene, d1).pool) handles += line.participant.value + " ";
    CHECK(handles == "A-0001 A-1 A-10 A-2 B-1 a-1 ");
}

TEST_CASE("long pools are listed in parts", "[core][draw]")
{
    const auto [people, parts] = GENERATE(table<int, std::size_t>({
        {9, 1},
        {300, 1},
        {301, 2},
        {650, 3},
    }));
    const Scene scene = demo(Phase::inquiry, people);
    const auto answer = scene.when(OpenDraw{}, moderator());
    const auto& events = answer.events();
    REQUIRE(events.size() == parts + 1);
    CHECK(std::holds_alternative<DrawOpened>(events.front()));
    std::size_t listed = 0;
    for (std::size_t part = 1; part <= parts; ++part) {
        const auto& lines = std::get<DrawPoolListed>(events.at(part)).lines;
        CHECK(lines.size() <= limits::entries_per_event_max);
        listed += lines.size();
    }
    CHECK(listed == static_cast<std::size_t>(people));
}

TEST_CASE("a pool with nobody in it is not drawn from", "[core][draw]")
{
    demo(Phase::inquiry, 0).when(OpenDraw{}, moderator()).then(Refusal::pool_is_empty);
    Scene scene = demo(Phase::inquiry, 2);
    scene.happened(ParticipantLeft{card(1)}).happened(RosterImported{{opted_out(card(2))}});
    scene.when(OpenDraw{}, moderator()).then(Refusal::pool_is_empty);
}

TEST_CASE("the pool says in public why somebody is out of it", "[core][draw]")
{
    SECTION("nothing speaks against a person who has only asked in writing")
    {
        Scene scene = demo(Phase::inquiry);
        scene.does(AskQuestion{.text = "?", .units = {}}, attendee(1));
        CHECK((exclusion_now(scene, card(1)) == DrawExclusion::none));
        scene.does(ApproveQuestion{question(1)}, moderator());
        CHECK((exclusion_now(scene, card(1)) == DrawExclusion::waiting));
        scene.does(WithdrawQuestion{question(1)}, attendee(1));
        CHECK((exclusion_now(scene, card(1)) == DrawExclusion::none));
    }
    SECTION("a raised hand waits, and has spoken from the call on")
    {
        Scene scene = demo(Phase::inquiry);
        scene.does(RaiseHand{}, attendee(1));
        CHECK((exclusion_now(scene, card(1)) == DrawExclusion::waiting));
        scene.does(CallQuestion{question(1)}, moderator());
        CHECK((exclusion_now(scene, card(1)) == DrawExclusion::spoken));
    }
    SECTION("who has spoken in other hearings may be drawn in this one")
    {
        Scene scene = demo(Phase::inquiry);
        scene.happened(EarlierTurnsNoted{{{card(1), 3}}});
        CHECK((exclusion_now(scene, card(1)) == DrawExclusion::none));
    }
    SECTION("declined")
    {
        const Scene scene = declined_one();
        CHECK((exclusion_now(scene, {winner(scene).id}) == DrawExclusion::declined));
        CHECK((exclusion_now(scene, {somebody_else(scene).id}) == DrawExclusion::none));
    }
    SECTION("absent")
    {
        const Scene scene = absent_one();
        CHECK((exclusion_now(scene, {winner(scene).id}) == DrawExclusion::absent));
    }
    SECTION("who accepts and then takes it back has declined")
    {
        Scene scene = accepted_one();
        const Actor person = winner(scene);
        CHECK((exclusion_now(scene, {person.id}) == DrawExclusion::waiting));
        scene.does(WithdrawQuestion{question(1)}, person);
        CHECK((exclusion_now(scene, {person.id}) == DrawExclusion::declined));
        CHECK((exclusion_now(scene, {somebody_else(scene).id}) == DrawExclusion::none));
    }
    SECTION("whose hand the desk gives back after the lot was accepted has declined")
    {
        Scene scene = accepted_one();
        const Actor person = winner(scene);
        scene.does(ReturnQuestion{question(1), "left"}, moderator());
        CHECK((exclusion_now(scene, {person.id}) == DrawExclusion::declined));
        open_draw(scene, {.reason = "again"});
        scene.does(ReconsiderQuestion{question(1)}, moderator());
        // Out of this draw's reach, and so called while it is under way: one turn.
        CHECK(scene.when(CallQuestion{question(1)}, moderator()).events().size() == 1);
    }
    SECTION("an observer's question keeps nobody out")
    {
        Scene scene = demo(Phase::inquiry);
        scene.hearing().rules.observers_may_ask = true;
        scene.does(AskQuestion{.text = "?", .units = {}}, {Role::observer, card(1).value});
        scene.does(ApproveQuestion{question(1)}, moderator());
        CHECK((exclusion_now(scene, card(1)) == DrawExclusion::none));
    }
}

TEST_CASE("of several reasons the first counts: opted out, spoken, declined, absent, waiting",
          "[core][draw]")
{
    for (const bool is_absent : {false, true}) {
        DYNAMIC_SECTION((is_absent ? "absent" : "declined"))
        {
            Scene scene = is_absent ? absent_one() : declined_one();
            const Actor person = winner(scene);
            const ParticipantId id{person.id};
            scene.does(RaiseHand{}, person);
            CHECK((exclusion_now(scene, id) ==
                   (is_absent ? DrawExclusion::absent : DrawExclusion::declined)));
            scene.does(CallQuestion{question(1)}, moderator());
            CHECK((exclusion_now(scene, id) == DrawExclusion::spoken));
            scene.happened(RosterImported{{opted_out(id)}});
            CHECK((exclusion_now(scene, id) == DrawExclusion::opted_out));
        }
    }
    SECTION("declining outweighs not reacting")
    {
        Scene scene = absent_one();
        scene.hearing().draws.draws.push_back(at(scene, d1));
        scene.hearing().draws.draws.back().drawn.front().state = DrawnState::declined;
        CHECK((exclusion_now(scene, {winner(scene).id}) == DrawExclusion::declined));
    }
}

TEST_CASE("one draw at a time", "[core][draw]")
{
    drawn_one().when(OpenDraw{.reason = "再抽"}, moderator()).then(Refusal::draw_is_pending);
    called_one().when(OpenDraw{.reason = "再抽"}, moderator()).then(Refusal::draw_is_pending);
}

TEST_CASE("a draw held before needs a reason for the next, which starts afresh", "[core][draw]")
{
    for (Scene scene : {accepted_one(), declined_one(), absent_one()}) {
        scene.when(OpenDraw{}, moderator()).then(Refusal::reason_is_missing);
        scene.when(OpenDraw{.reason = " "}, moderator()).then(Refusal::reason_is_missing);
        scene.when(OpenDraw{.reason = std::string(limits::reason_length_max + 1, 'a')}, moderator())
            .then(Refusal::text_is_too_long);
        scene.does(OpenDraw{.reason = "未到场"}, moderator());
        CHECK(at(scene, d2).reason == "未到场");
        CHECK(pending(scene.hearing().draws) == &at(scene, d2));
    }
    demo(Phase::inquiry)
        .when(OpenDraw{.reason = std::string(limits::reason_length_max + 1, 'a')}, moderator())
        .then(Refusal::text_is_too_long);
}

TEST_CASE("the person drawn is called once and has twenty seconds", "[core][draw]")
{
    Scene scene = drawn_one();
    scene.later(seconds(3));
    const Instant deadline = scene.now() + seconds(20);
    scene.when(CallDrawn{d1}, moderator()).then(DrawnCalled{d1, drawn_by(scene), deadline});
    scene.when(CallDrawn{d2}, moderator()).then(Refusal::unknown_draw);
    scene.does(CallDrawn{d1}, moderator());
    CHECK((at(scene, d1).state == DrawState::called));
    CHECK((at(scene, d1).deadline == deadline));

    scene.when(CallDrawn{d1}, moderator()).then(Refusal::draw_is_pending);
    for (const Scene& over : {accepted_one(), declined_one(), absent_one()})
        over.when(CallDrawn{d1}, moderator()).then(Refusal::draw_is_not_called);
}

TEST_CASE("a draw under way does not block the floor", "[core][draw]")
{
    Scene scene = called_one();
    scene.does(RaiseHand{}, somebody_else(scene));
    scene.does(CallQuestion{question(1)}, moderator());
    CHECK(scene.hearing().floor.turn);
    CHECK(scene.when(AnswerDraw{d1, true}, winner(scene)).events().size() == 2);
}

TEST_CASE("who accepts stands in the queue of the drawn, and is next", "[core][draw]")
{
    Scene scene = called_one();
    scene.does(RaiseHand{}, somebody_else(scene));
    const Actor person = winner(scene);
    const QuestionAsked asked{.question = question(2),
                              .kind = QuestionKind::oral,
                              .queue = drawn_queue(),
                              .asker_id = person.id,
                              .from_roster = true,
                              .text = "",
                              .units = {}};
    scene.when(AnswerDraw{d1, true}, person).then(DrawnAccepted{d1, {person.id}}, asked);
    scene.when(AnswerDrawFor{d1, true}, moderator()).then(DrawnAccepted{d1, {person.id}}, asked);
    scene.does(AnswerDraw{d1, true}, person);
    CHECK((at(scene, d1).state == DrawState::accepted));
    CHECK_FALSE(at(scene, d1).deadline);
    CHECK(drawn_heard_count(scene.hearing().floor) == 0); // Not yet.
    CHECK(pending(scene.hearing().draws) == nullptr);
    CHECK((exclusion_now(scene, {person.id}) == DrawExclusion::waiting));

    scene.when(RaiseHand{}, person).then(Refusal::hand_is_raised);
    scene.when(CallQuestion{question(2)}, moderator())
        .then(QuestionCalled{question(2), question(2), NextReason::drawn_by_lot});
    CHECK((scene.replayed() == scene.hearing()));
}

TEST_CASE("a hand raised since the draw is withdrawn when the lot is accepted", "[core][draw]")
{
    Scene scene = called_one();
    const Actor person = winner(scene);
    scene.does(AskQuestion{.text = "?", .units = {}}, person);
    scene.does(ApproveQuestion{question(1)}, moderator()).does(RaiseHand{}, person);
    const auto answer = scene.when(AnswerDraw{d1, true}, person);
    REQUIRE(answer.events().size() == 3);
    CHECK((answer.events().at(0) == Event{QuestionWithdrawn{question(2)}}));
    CHECK((answer.events().at(1) == Event{DrawnAccepted{d1, {person.id}}}));
    CHECK((std::get<QuestionAsked>(answer.events().at(2)).question == question(3)));
    scene.does(AnswerDraw{d1, true}, person);
    // What they asked in writing keeps its place.
    CHECK((find(scene.hearing().floor, question(1))->state == QuestionState::waiting));
    CHECK(scene.when(AnswerDraw{d1, false}, person).decision().has_value() == false);
}

TEST_CASE("who declines does not stand in a queue, and a raised hand stays raised", "[core][draw]")
{
    Scene scene = called_one();
    const Actor person = winner(scene);
    scene.does(RaiseHand{}, person);
    scene.when(AnswerDraw{d1, false}, person).then(DrawnDeclined{d1, {person.id}});
    scene.when(AnswerDrawFor{d1, false}, moderator()).then(DrawnDeclined{d1, {person.id}});
    scene.does(AnswerDrawFor{d1, false}, moderator());
    CHECK((at(scene, d1).state == DrawState::declined));
    CHECK_FALSE(at(scene, d1).deadline);
    CHECK_FALSE(scene.hearing().floor.queues.contains(drawn_queue()));
}

TEST_CASE("only the person drawn answers on the phone", "[core][draw]")
{
    const Scene scene = called_one();
    scene.when(AnswerDraw{d1, true}, somebody_else(scene)).then(Refusal::draw_is_not_yours);
    scene.when(AnswerDraw{d1, true}, attendee(99)).then(Refusal::draw_is_not_yours);
}

TEST_CASE("a draw is answered while it is called, and before that nobody learns who is drawn",
          "[core][draw]")
{
    for (const Scene& scene : {drawn_one(), accepted_one(), declined_one(), absent_one()}) {
        for (const bool accept : {true, false}) {
            scene.when(AnswerDraw{d1, accept}, winner(scene)).then(Refusal::draw_is_not_called);
            scene.when(AnswerDraw{d1, accept}, somebody_else(scene))
                .then(Refusal::draw_is_not_called);
            scene.when(AnswerDrawFor{d1, accept}, moderator()).then(Refusal::draw_is_not_called);
        }
        scene.when(MarkDrawnAbsent{d1}, server()).then(Refusal::draw_is_not_called);
        scene.when(AnswerDraw{{"d9"}, true}, winner(scene)).then(Refusal::unknown_draw);
        scene.when(AnswerDrawFor{{"d9"}, true}, moderator()).then(Refusal::unknown_draw);
        scene.when(MarkDrawnAbsent{{"d9"}}, server()).then(Refusal::unknown_draw);
    }
}

TEST_CASE("nobody is absent before the deadline, and an answer counts until absence is recorded",
          "[core][draw]")
{
    Scene scene = called_one();
    scene.later(limits::draw_answer_time - Span{1});
    scene.when(MarkDrawnAbsent{d1}, server()).then(Refusal::deadline_is_not_over);
    scene.later(Span{1});
    scene.when(MarkDrawnAbsent{d1}, server()).then(DrawnAbsent{d1, drawn_by(scene)});
    scene.later(seconds(60));
    scene.when(AnswerDraw{d1, false}, winner(scene)).then(DrawnDeclined{d1, drawn_by(scene)});
    CHECK(scene.when(AnswerDraw{d1, true}, winner(scene)).events().size() == 2);
    CHECK(scene.when(AnswerDrawFor{d1, true}, moderator()).events().size() == 2);

    scene.does(MarkDrawnAbsent{d1}, server());
    CHECK((at(scene, d1).state == DrawState::absent));
    CHECK_FALSE(at(scene, d1).deadline);
    CHECK(pending(scene.hearing().draws) == nullptr);
}
