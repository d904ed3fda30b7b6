#include "core/limits.hpp"
#include "protocol/view_attendee.hpp"
#include "protocol/view_desk.hpp"
#include "protocol/view_me.hpp"
#include "protocol/view_screen.hpp"
#include "protocol/view_secretariat.hpp"
#include "support/catch.hpp"
#include "support/hearing_builder.hpp"
#include "support/whole_view.hpp"
#include "trust/bytes.hpp"

#include <boost/json.hpp>

#include <string>

using namespace rostrum;
using namespace rostrum::core;
using namespace rostrum::protocol;
namespace json = boost::json;

namespace {

const ViewSettings settings{"一轮质询", "http://10.0.0.5:8080/"};
const NameBook names{{test::card(1), {"甲", "一厂", "厂长", "3排1座"}},
                     {test::card(2), {"乙", "", "", ""}}};

json::value seen(const test::Scene& scene)
{
    return test::whole_view(attendee_view, scene.hearing(), scene.box(), names, settings);
}
json::value at_desk(const test::Scene& scene)
{
    return test::whole_view(desk_view, scene.hearing(), scene.box(), names, settings);
}
json::value me(const test::Scene& scene, const Actor& actor)
{
    return me_view(scene.hearing(), names, actor);
}

test::Scene with_questions()
{
    auto rules = default_rules();
    rules.observers_may_ask = true;
    auto scene = test::demo(Phase::inquiry, 12, rules);
    scene.does(AskQuestion{"河道整治什么时候完成", {{"u2"}}}, test::attendee(1));
    scene.does(AskQuestion{"第二个", {}}, test::attendee(7));
    scene.does(AskQuestion{"观察员的", {}}, test::observer(1));
    for (int number = 1; number <= 3; ++number)
        scene.does(ApproveQuestion{test::question(number)}, test::moderator());
    return scene;
}

} // namespace

TEST_CASE("an empty hearing has a view without what is not there", "[protocol]")
{
    const auto view = test::whole_view(attendee_view, {}, {}, {}, {});
    for (const char* absent : {"campaign", "slides", "draw", "ballot"})
        CHECK_FALSE(view.contains(absent));
    CHECK(view.at("phase").at("name") == "draft");
    CHECK_FALSE(view.at("phase").as_object().contains("clock"));
    CHECK(view.at("floor").at("questions").as_object().empty());
}

TEST_CASE("a clock is given as instants and limits", "[protocol]")
{
    const auto view = seen(test::demo(Phase::report));
    const auto& clock = view.at("phase").at("clock");
    CHECK(clock.at("limit_ms") == 900'000);
    CHECK(clock.at("sign_before_ms") == 60'000);
    CHECK(clock.at("bell_before_ms") == 0);
    CHECK(clock.at("used_ms") == 0);
    CHECK(clock.at("running_since") == view.at("phase").at("since"));
    const auto paused =
        seen(test::demo(Phase::report).does(PauseClock{ClockKind::phase}, test::moderator()));
    CHECK_FALSE(paused.at("phase").at("clock").as_object().contains("running_since"));
}

TEST_CASE("a question says who asks, where it waits and when it spoke", "[protocol]")
{
    auto scene = with_questions();
    auto view = seen(scene);
    const auto& first = view.at("floor").at("questions").at("q1");
    CHECK(first.at("asker") ==
          json::value{
              {"id", "A-0001"}, {"name", "甲"}, {"organisation", "一厂"}, {"category", "deputy"}});
    CHECK(first.at("place") == 0);
    CHECK(view.at("floor").at("questions").at("q2").at("place") == 1);
    CHECK_FALSE(first.as_object().contains("turn_number"));
    CHECK(view.at("floor").at("next").at("question") == "q1");

    scene.does(CallQuestion{test::question(1)}, test::moderator());
    view = seen(scene);
    CHECK(view.at("floor").at("questions").at("q1").at("turn_number") == 1);
    CHECK_FALSE(view.at("floor").at("questions").at("q1").as_object().contains("place"));
    CHECK(view.at("floor").at("turn").at("question") == "q1");
    CHECK(view.at("floor").at("turn").at("stage") == "question");
    CHECK(view.at("rules").at("categories").at("deputy").at("taken") == 1);
}

TEST_CASE("an observer is known by the pseudonym alone", "[protocol]")
{
    const auto view = seen(with_questions());
    const json::object asker{{"id", "o-1"}, {"category", "observer"}};
    CHECK(view.at("floor").at("questions").at("q3").at("asker") == asker);
}

TEST_CASE("a person drawn keeps their own category in the queue of those drawn", "[protocol]")
{
    auto scene = test::demo(Phase::inquiry);
    scene.does(CallDrawn{test::hold_draw(scene)}, test::moderator());
    const auto person = test::drawn_by(scene);
    const Actor drawn{Role::attendee, person.value};
    CHECK(me(scene, drawn).at("draw").at("draw") == "d1");
    CHECK(me(scene, drawn).at("draw").at("deadline") == scene.now().ms + 20'000);
    CHECK(seen(scene).at("draw").at("deadline") == scene.now().ms + 20'000);
    scene.does(AnswerDraw{{"d1"}, true}, drawn);
    CHECK_FALSE(me(scene, drawn).as_object().contains("draw"));
    const auto view = seen(scene);
    CHECK(view.at("draw").at("pool") == 12);
    CHECK(view.at("draw").at("held") == 1);
    const auto& question = view.at("floor").at("questions").at("q1");
    CHECK(question.at("queue") == "drawn");
    CHECK(question.at("asker").at("category").as_string() ==
          find(scene.hearing().roster, person)->entry.category.value);
}

TEST_CASE("the desk sees every question, the roster and what may be duplicates", "[protocol]")
{
    auto scene = with_questions();
    scene.does(AskQuestion{"河道整治什么时候能完成", {}}, test::attendee(2));
    scene.does(ReturnQuestion{test::question(2), "重复"}, test::moderator());
    const auto view = at_desk(scene);
    CHECK(view.at("floor").at("questions").as_object().size() == 4);
    CHECK(view.at("floor").at("questions").at("q2").at("return_reason") == "重复");
    CHECK(view.at("floor").at("questions").at("q4").at("original_text") ==
          "河道整治什么时候能完成");
    CHECK(view.at("similar") == json::object{{"q4", "q1"}});
    CHECK(view.at("roster").at("A-0001").at("name") == "甲");
    CHECK(view.at("roster").at("A-0001").at("seat") == "3排1座");
    CHECK(view.at("roster").at("A-0001").at("source") == "card");
    CHECK_FALSE(view.at("roster").at("A-0002").as_object().contains("seat"));
    CHECK_FALSE(view.at("roster").at("A-0003").as_object().contains("name"));
    CHECK(view.at("hearing_rules").at("report_due_ms") == days(30).ms);
}

TEST_CASE("while the ballot is open its turnout is shown, and who is missing by category",
          "[protocol]")
{
    auto scene = test::demo(Phase::ballot);
    scene.does(LockBallotRule{}, test::chair());
    CHECK(seen(scene).at("ballot").at("state") == "locked");
    CHECK(seen(scene).at("ballot").at("rule").at("threshold").at("numerator") == 9);
    scene.does(OpenBallot{test::ballot(1), BallotMode::confidential}, test::chair());
    scene.does(ClaimBallot{test::ballot(1)}, test::attendee(1));
    scene.does(ClaimBallot{test::ballot(1)}, test::attendee(2));
    scene.does(HandOutPaper{test::ballot(1), test::card(3)}, test::teller(1));
    const auto choice = scene.hearing().ballots.ballots.front().rule.options.front().option;
    scene.does(CastBallot{test::ballot(1), test::key_of(test::card(1)), choice, 1},
               test::attendee(1));
    const auto ballot = at_desk(scene).at("ballot");
    CHECK(ballot.at("issued") == 3);
    CHECK(ballot.at("returned") == 1);
    CHECK(ballot.at("issued_on_paper") == 1);
    CHECK(ballot.at("entitled_present") == 12);
    // Two of each category are here: of nobody is it told.
    CHECK(ballot.at("missing") == json::object{{"total", 9}, {"by_category", json::object{}}});
    CHECK_FALSE(seen(scene).at("ballot").as_object().contains("missing"));
    CHECK(me(scene, test::attendee(1)).at("ballots") == json::object{{"b1", "phone"}});
    CHECK(me(scene, test::attendee(3)).at("ballots") == json::object{{"b1", "paper"}});

    scene.does(VoidBallot{test::ballot(1), "停电"}, test::chair());
    CHECK(seen(scene).at("ballot").at("state") == "voided");
    CHECK(seen(scene).at("ballot").at("void_reason") == "停电");
}

TEST_CASE("whoever has a ballot stays in the turnout's base after leaving, as on the record",
          "[protocol]")
{
    auto scene = test::demo(Phase::ballot);
    scene.does(LockBallotRule{}, test::chair());
    scene.does(OpenBallot{test::ballot(1), BallotMode::confidential}, test::chair());
    for (int number = 1; number <= 6; ++number)
        scene.does(ClaimBallot{test::ballot(1)}, test::attendee(number));
    for (int number = 1; number <= 12; ++number)
        scene.does(MarkAbsent{test::card(number)}, test::moderator());
    CHECK(seen(scene).at("ballot").at("entitled_present") == 6);

    scene.does(CloseBallot{test::ballot(1)}, test::chair());
    scene.does(MarkPresent{test::card(12)}, test::moderator());
    CHECK(seen(scene).at("ballot").at("entitled_present") == 6);
    CHECK(scene.hearing().ballots.ballots.front().electorate.present == 6);
}

TEST_CASE("the desk hears in time that a channel is small, and afterwards that it was accepted",
          "[protocol]")
{
    const BallotId b1 = test::ballot(1);
    const auto mode = GENERATE(BallotMode::confidential, BallotMode::secret);
    auto scene = test::demo(Phase::ballot);
    scene.does(LockBallotRule{}, test::chair()).does(OpenBallot{b1, mode}, test::chair());
    const auto at = [&](const char* member) {
        const auto view = at_desk(scene).at("ballot").as_object();
        const auto* value = view.if_contains(member);
        return value == nullptr ? json::value{} : *value;
    };
    for (int number = 1; number <= 5; ++number) {
        scene.does(mode == BallotMode::secret ? test::claim_token(b1, number) : ClaimBallot{b1},
                   test::attendee(number));
    }
    CHECK(at("small_channels").is_null());
    scene.does(HandOutPaper{b1, test::card(6)}, test::teller(1));
    CHECK(at("small_channels") == json::object{{"paper", 1}});
    CHECK(at("small_channel").is_null());
    CHECK_FALSE(seen(scene).at("ballot").as_object().contains("small_channels"));

    scene.does(CloseBallot{b1, /*accepts_small_channel=*/true}, test::chair());
    if (mode == BallotMode::secret)
        scene.later(limits::ballot_grace).does(CountBallot{b1}, test::server());
    CHECK(at("state") == "closed");
    CHECK(at("small_channels").is_null());
    CHECK(at("small_channel") == true);
}

TEST_CASE("a teller's count that is withdrawn is counted again unseen", "[protocol]")
{
    const BallotId b1 = test::ballot(1);
    auto scene = test::demo(Phase::ballot);
    scene.does(LockBallotRule{}, test::chair());
    scene.does(OpenBallot{b1, BallotMode::confidential}, test::chair());
    scene.does(HandOutPaper{b1, test::card(1)}, test::teller(1));
    scene.does(CloseBallot{b1}, test::chair());
    const auto counts = [&] { return at_desk(scene).at("ballot").at("counts").as_object(); };
    scene.does(EnterPaperCount{b1, 1, 1, {}}, test::teller(1));
    scene.does(EnterPaperCount{b1, 0, 0, {}}, test::teller(2));
    CHECK(counts().contains("paper"));
    scene.does(WithdrawPaperCount{b1, "录入有误"}, test::teller(2));
    CHECK(counts().at("paper_state") == "counted_once");
    CHECK(counts().at("paper_counted_by") == json::array{"t1"});
    CHECK_FALSE(counts().contains("paper"));
}

TEST_CASE("who has no ballot yet is told by category only of five or more, and not of everybody",
          "[protocol]")
{
    auto scene = test::demo(Phase::ballot, 42); // Seven of each category.
    scene.does(LockBallotRule{}, test::chair());
    scene.does(OpenBallot{test::ballot(1), BallotMode::confidential}, test::chair());
    const auto missing = [&] { return at_desk(scene).at("ballot").at("missing").as_object(); };
    const auto claim = [&](int number) {
        scene.does(ClaimBallot{test::ballot(1)}, test::attendee(number));
    };
    CHECK(missing() == json::object{{"total", 42}, {"by_category", json::object{}}});
    for (int number = 1; number <= 6; ++number) claim(number); // One of each.
    CHECK(missing().at("total") == 36);
    CHECK(missing().at("by_category").as_object().size() == 6);
    CHECK(missing().at("by_category").at("deputy") == 6);
    claim(7);
    claim(13);
    // Four deputies, and nobody who could be subtracted from the whole.
    CHECK(missing().at("total") == 34);
    CHECK(missing().at("by_category").as_object().size() == 4);
    CHECK_FALSE(missing().at("by_category").as_object().contains("deputy"));
}

TEST_CASE("a secret ballot is shown with its keys, its tokens, and where to cast while it takes "
          "votes",
          "[protocol]")
{
    auto scene = test::demo(Phase::ballot);
    scene.does(LockBallotRule{}, test::chair());
    CHECK_FALSE(seen(scene).at("ballot").as_object().contains("public_id"));
    const auto opened_at = scene.now();
    scene.does(test::open_secretly(test::ballot(1)), test::chair());
    scene.does(test::claim_token(test::ballot(1), 1), test::attendee(1));
    scene.does(HandOutPaper{test::ballot(1), test::card(3)}, test::teller(1));

    auto with_port = settings;
    with_port.cast.port = 8081;
    const auto open =
        test::whole_view(attendee_view, scene.hearing(), scene.box(), names, with_port)
            .at("ballot");
    CHECK(open.at("mode") == "secret");
    CHECK(open.at("public_id") == "h01/ballot/1");
    CHECK(open.at("key").as_string() == test::fake_ballot_key().key);
    CHECK(open.at("key_code").as_string() ==
          trust::short_form(trust::sha256(std::string_view{test::fake_ballot_key().key})));
    CHECK(open.at("receipt_key").as_string() == test::fake_ballot_key().receipt_key);
    CHECK(open.at("opened_at") == opened_at.ms);
    CHECK(open.at("tokens") == 1);
    CHECK(open.at("cast") == json::object{{"port", 8081}});
    CHECK_FALSE(open.as_object().contains("untrusted_network"));
    CHECK_FALSE(seen(scene).at("ballot").as_object().contains("cast")); // No port for it.
    CHECK(me(scene, test::attendee(1)).at("ballots") == json::object{{"b1", "phone"}});

    scene.does(CloseBallot{test::ballot(1), /*accepts_small_channel=*/true}, test::chair());
    auto with_url = settings;
    with_url.cast = {.port = 8081, .url = "https://cast.example.org"};
    const auto closing =
        test::whole_view(desk_view, scene.hearing(), scene.box(), names, with_url).at("ballot");
    CHECK(closing.at("state") == "closing");
    CHECK(closing.at("closing_until") == (scene.now() + limits::ballot_grace).ms);
    CHECK(closing.at("cast") == json::object{{"url", "https://cast.example.org"}});
    CHECK_FALSE(closing.as_object().contains("missing"));
    CHECK_FALSE(closing.as_object().contains("sheet_sha256"));

    scene.later(limits::ballot_grace).does(CountBallot{test::ballot(1)}, test::server());
    const auto closed =
        test::whole_view(attendee_view, scene.hearing(), scene.box(), names, with_port)
            .at("ballot");
    CHECK(closed.at("sheet_sha256").as_string() ==
          scene.hearing().ballots.ballots.front().sheet_sha256);
    CHECK_FALSE(closed.as_object().contains("closing_until"));
    CHECK_FALSE(closed.as_object().contains("cast"));
}

TEST_CASE("that a network is not trusted stays in view as long as the ballot does", "[protocol]")
{
    auto scene = test::demo(Phase::ballot);
    scene.with_trusted_network(false).does(LockBallotRule{}, test::chair());
    scene.does(OpenBallot{test::ballot(1), BallotMode::secret, true}, test::chair());
    CHECK(seen(scene).at("ballot").at("untrusted_network") == true);
    scene.does(CloseBallot{test::ballot(1)}, test::chair());
    scene.later(limits::ballot_grace).does(CountBallot{test::ballot(1)}, test::server());
    CHECK(seen(scene).at("ballot").at("untrusted_network") == true);
}

TEST_CASE("a published result is shown with its tally and verdict", "[protocol]")
{
    auto scene = test::demo(Phase::ballot);
    scene.does(LockBallotRule{}, test::chair());
    scene.does(OpenBallot{test::ballot(1), BallotMode::confidential}, test::chair());
    const auto choice = scene.hearing().ballots.ballots.front().rule.options.back().option;
    for (int number = 1; number <= 10; ++number) {
        scene.does(ClaimBallot{test::ballot(1)}, test::attendee(number));
        scene.does(CastBallot{test::ballot(1), test::key_of(test::card(number)), choice, 1},
                   test::attendee(number));
    }
    scene.does(CloseBallot{test::ballot(1)}, test::chair());
    scene.does(AdvancePhase{Phase::result, ""}, test::chair());
    scene.does(SignTally{test::ballot(1)}, test::teller(1));
    CHECK(at_desk(scene).at("ballot").at("signatures") == json::array{"t1"});
    CHECK(at_desk(scene).at("ballot").at("counts").at("final").at("returned") == 10);
    scene.does(SignTally{test::ballot(1)}, test::teller(2));
    scene.does(PublishResult{test::ballot(1)}, test::chair());
    const auto view = seen(scene);
    const auto& result = view.at("ballot").at("result");
    CHECK(result.at("tally").at("votes").at(choice.value) == 10);
    CHECK(result.at("verdict").at("outcome") == "below");
    CHECK(result.at("electorate") == json::object{{"entitled", 12}, {"present", 12}});
    CHECK(view.at("duties").at("r1").at("unit") == "u1");
    CHECK(view.at("duties").at("r1").at("state") == "owed");

    core::Series series{.title = "一轮", .city = "示例市", .rules = {}, .hearings = {}};
    series.hearings[{"h01"}] = {{"h01"}, "甲", "厅", 1, 1, {}};
    series.hearings[{"h02"}] = {{"h02"}, "乙", "厅", 1, 2, {}};
    const json::value board =
        secretariat_view(series, {{{"h01"}, &scene.hearing()}, {{"h02"}, nullptr}});
    CHECK(board.at("hearings").at("h01").at("ballot").at("verdict").at("outcome") == "below");
    CHECK(board.at("hearings").at("h01").at("ballot").at("turnout") == 8333); // 10 of 12.
    CHECK(board.at("hearings").at("h01").at("ballot").at("threshold").at("denominator") == 10);
    const auto& owed = board.at("hearings").at("h01").at("duties");
    CHECK(owed.at("owed") == 1);
    CHECK(owed.at("reports").as_object().size() == 1);
    CHECK(owed.at("reports").at("r1").at("unit") == "生态环境局");
    CHECK(owed.at("reports").at("r1").at("due") == view.at("duties").at("r1").at("due"));
    CHECK(owed.at("reports").at("r1").at("overdue") == false);
    CHECK(board.at("hearings").at("h02").at("phase") == "draft");
    CHECK_FALSE(board.at("hearings").at("h02").as_object().contains("ballot"));
}

TEST_CASE("an attendee sees their own questions, support and rights", "[protocol]")
{
    auto scene = with_questions();
    scene.does(SupportQuestion{test::question(2), true}, test::attendee(1));
    const auto view = me(scene, test::attendee(1));
    CHECK(view.at("role") == "attendee");
    CHECK(view.at("name") == "甲");
    CHECK(view.at("category") == "deputy");
    CHECK(view.at("present") == true);
    CHECK(view.at("supported") == json::object{{"q2", true}});
    CHECK(view.at("questions").as_object().size() == 1);
    CHECK(view.at("questions").at("q1").at("state") == "waiting");
    CHECK(me(scene, test::observer(1)).at("questions").as_object().contains("q3"));
    CHECK(me(scene, test::chair()) ==
          json::value{{"role", "chair"}, {"id", "song"}, {"name", "song"}});
    CHECK(me(scene, {Role::attendee, "A-9999"}).at("may_vote") == false);
}

TEST_CASE("the screen shows an address that can be typed", "[protocol]")
{
    const auto address = [](const char* url) {
        const auto view = test::whole_view(screen_view, {}, {}, {}, {"", url});
        return std::string{view.at("join").at("text").as_string()};
    };
    CHECK(address("http://10.0.0.5:8080/") == "10.0.0.5:8080");
    CHECK(address("https://hall.example") == "hall.example");
    CHECK(address("") == "");
}
