// What an audience must not see is not in its view: checked after every step of a whole hearing.
#include "protocol/view_attendee.hpp"
#include "protocol/view_desk.hpp"
#include "protocol/view_me.hpp"
#include "protocol/view_screen.hpp"
#include "protocol/view_secretariat.hpp"
#include "support/catch.hpp"
#include "support/hearing_story.hpp"
#include "support/whole_view.hpp"

#include <boost/json.hpp>

#include <functional>
#include <string>
#include <vector>

using namespace rostrum;
using namespace rostrum::protocol;
namespace json = boost::json;

namespace {

const ViewSettings settings{"一轮质询", "http://10.0.0.5:8080/"};

std::string name_of_person(const core::ParticipantId& participant)
{
    return "姓名" + participant.value + "。";
}

NameBook names()
{
    NameBook book;
    for (int number = 1; number <= test::story_people; ++number)
        book[test::card(number)] = {name_of_person(test::card(number)), "单位", "职务", "1排"};
    return book;
}

using Visit = std::function<void(const std::string& path, const json::value& value)>;

/// Every value of a view, with its path: `/floor/questions/q1/text`.
void walk(const json::value& value, const Visit& visit, const std::string& path = {})
{
    visit(path, value);
    if (const auto* object = value.if_object())
        for (const auto& member : *object)
            walk(member.value(), visit, path + "/" + std::string{member.key()});
    if (const auto* array = value.if_array())
        for (std::size_t at = 0; at < array->size(); ++at)
            walk((*array)[at], visit, path + "/" + std::to_string(at));
}

/// The views of the hall: whoever is in the hall, or has a link, can read these.
std::vector<json::object> hall_views(const test::Scene& scene)
{
    return {test::whole_view(attendee_view, scene.hearing(), scene.box(), names(), settings),
            test::whole_view(screen_view, scene.hearing(), scene.box(), names(), settings)};
}

/// Every view there is.
std::vector<json::object> all_views(const test::Scene& scene)
{
    auto views = hall_views(scene);
    views.push_back(test::whole_view(desk_view, scene.hearing(), scene.box(), names(), settings));
    core::Series series;
    series.hearings[{"h01"}] = {};
    views.push_back(secretariat_view(series, {{{"h01"}, &scene.hearing()}}));
    for (int number = 1; number <= test::story_people; ++number)
        views.push_back(me_view(scene.hearing(), names(), test::attendee(number)));
    views.push_back(me_view(scene.hearing(), names(), test::observer(1)));
    return views;
}

bool holds(const json::object& view, const std::string& text)
{
    return json::serialize(view).find(text) != std::string::npos;
}

/// The paths of a view that end in one of the names.
std::vector<std::string> paths_to(const json::object& view, const std::vector<std::string>& ends)
{
    std::vector<std::string> paths;
    walk(view, [&](const std::string& path, const json::value& /*value*/) {
        for (const auto& end : ends)
            if (path.ends_with("/" + end)) paths.push_back(path);
    });
    return paths;
}

bool speaks_in_public(const core::Floor& floor, const core::ParticipantId& participant)
{
    return std::ranges::any_of(floor.questions, [&](const auto& entry) {
        return is_public(entry.second) && entry.second.asker_id == participant.value;
    });
}

} // namespace

TEST_CASE("the hall sees no question that is not approved", "[protocol][secrecy]")
{
    test::tell_story([](const test::Scene& scene) {
        for (const auto& view : hall_views(scene)) {
            for (const auto& [id, question] : scene.hearing().floor.questions) {
                if (is_public(question)) continue;
                INFO(id.value);
                CHECK_FALSE(view.at("floor").at("questions").as_object().contains(id.value));
                if (!question.text.empty()) CHECK_FALSE(holds(view, question.text));
            }
        }
    });
}

TEST_CASE("the hall sees no original text, reason of return or passage to confirm",
          "[protocol][secrecy]")
{
    test::tell_story([](const test::Scene& scene) {
        for (const auto& view : hall_views(scene)) {
            CHECK(paths_to(view, {"original_text", "return_reason", "confirmed_text", "supporters",
                                  "roster", "pool_lines", "ranking", "report"})
                      .empty());
        }
    });
}

TEST_CASE("a word to the chair is on the desk and nowhere else", "[protocol][secrecy]")
{
    int shown = 0;
    test::tell_story([&](const test::Scene& scene) {
        for (const auto& view : all_views(scene))
            if (!paths_to(view, {"prompt"}).empty()) CHECK(view.contains("roster"));
        for (const auto& view : hall_views(scene)) CHECK_FALSE(holds(view, "请提醒简要发言"));
        const auto desk =
            test::whole_view(desk_view, scene.hearing(), scene.box(), names(), settings);
        CHECK(desk.contains("prompt") == scene.hearing().prompts.latest.has_value());
        if (desk.contains("prompt")) ++shown;
    });
    CHECK(shown > 0);
}

TEST_CASE("the hall learns the name of a person drawn only when they accept", "[protocol][secrecy]")
{
    int called = 0;
    test::tell_story([&](const test::Scene& scene) {
        const auto& draws = scene.hearing().draws.draws;
        if (draws.empty() || draws.back().drawn.empty()) return;
        const auto& draw = draws.back();
        const auto& person = draw.drawn.front().participant;
        for (const auto& view : hall_views(scene)) {
            const auto& shown = view.at("draw").as_object();
            const bool accepted = draw.state == core::DrawState::accepted;
            CHECK(holds(shown, name_of_person(person)) == accepted);
            CHECK(shown.contains("person") == (draw.state != core::DrawState::drawn));
            CHECK(holds(shown, person.value) == shown.contains("person"));
            if (!accepted && !speaks_in_public(scene.hearing().floor, person))
                CHECK_FALSE(holds(view, name_of_person(person)));
        }
        if (draw.state == core::DrawState::called) ++called;
    });
    CHECK(called > 0);
}

TEST_CASE("nobody sees a draw's secret before it is revealed, or a nonce at all",
          "[protocol][secrecy]")
{
    const std::string secret(64, '5'); // As the scene keeps it.
    int hidden = 0;
    test::tell_story([&](const test::Scene& scene) {
        const auto& draws = scene.hearing().draws.draws;
        if (draws.empty()) return;
        for (const auto& view : all_views(scene)) {
            CHECK_FALSE(holds(view, test::nonce_of(1)));
            if (!draws.back().secret.empty()) continue;
            ++hidden;
            CHECK_FALSE(holds(view, secret));
        }
    });
    CHECK(hidden > 0);
}

TEST_CASE("the hall sees no count of choices before publication but the batches the rule allows",
          "[protocol][secrecy]")
{
    test::tell_story([](const test::Scene& scene) {
        const auto& ballots = scene.hearing().ballots.ballots;
        for (const auto& view : hall_views(scene)) {
            CHECK(paths_to(view, {"counts", "phones", "paper", "final", "signatures"}).empty());
            if (!ballots.empty() && ballots.back().state == core::BallotState::published) continue;
            CHECK(paths_to(view, {"result", "verdict", "tally", "outcome", "by_category"}).size() ==
                  paths_to(json::object{{"floor", view.at("floor")}}, {"verdict"}).size());
            for (const auto& path : paths_to(view, {"votes"})) CHECK(path == "/ballot/live/votes");
        }
    });
}

TEST_CASE("the live tally moves in batches only", "[protocol][secrecy]")
{
    std::set<std::int64_t> counts;
    test::tell_story([&](const test::Scene& scene) {
        const auto view =
            test::whole_view(attendee_view, scene.hearing(), scene.box(), names(), settings);
        const auto* ballot = view.if_contains("ballot");
        const auto* live = ballot == nullptr ? nullptr : ballot->as_object().if_contains("live");
        if (live == nullptr) return;
        counts.insert(live->at("count").as_int64());
        std::int64_t sum = 0;
        for (const auto& votes : live->at("votes").as_object()) sum += votes.value().as_int64();
        CHECK(sum == live->at("count").as_int64());
    });
    CHECK(counts == std::set<std::int64_t>{10, 20, 30});
}

TEST_CASE("the desk sees no choices while the ballot is open, and no name of who is missing",
          "[protocol][secrecy]")
{
    test::tell_story([](const test::Scene& scene) {
        const auto& ballots = scene.hearing().ballots.ballots;
        if (ballots.empty() || ballots.back().state != core::BallotState::open) return;
        const auto view =
            test::whole_view(desk_view, scene.hearing(), scene.box(), names(), settings);
        CHECK(paths_to(view, {"counts", "result"}).empty());
        for (const auto& path : paths_to(view, {"votes"})) CHECK(path == "/ballot/live/votes");
        for (const auto& missing : view.at("ballot").at("missing").at("by_category").as_object())
            CHECK(core::find_category(scene.hearing().rules, {std::string{missing.key()}}) !=
                  nullptr);
        CHECK(paths_to(view, {"ballots", "spent", "voted", "channel"}).empty());
    });
}

TEST_CASE("a teller's count is shown to nobody before the second has counted",
          "[protocol][secrecy]")
{
    int counted_once = 0;
    test::tell_story([&](const test::Scene& scene) {
        const auto& ballots = scene.hearing().ballots.ballots;
        if (ballots.empty() || !ballots.back().phones) return;
        const auto view =
            test::whole_view(desk_view, scene.hearing(), scene.box(), names(), settings);
        const auto& counts = view.at("ballot").at("counts").as_object();
        const bool both = ballots.back().paper_counts.size() == 2;
        CHECK(counts.contains("paper") == both);
        if (counts.at("paper_state") == "counted_once") ++counted_once;
    });
    CHECK(counted_once == 2); // And again once the second teller's is withdrawn.
}

TEST_CASE("no view of anybody holds a ballot's key", "[protocol][secrecy]")
{
    int looked = 0;
    test::tell_story([&](const test::Scene& scene) {
        // Every sixth step, for there are fifty views each.
        if (scene.box().keys.empty() || ++looked % 6 != 0) return;
        for (const auto& view : all_views(scene)) {
            const auto text = json::serialize(view);
            for (const auto& [key, category] : scene.box().keys)
                CHECK(text.find(key) == std::string::npos);
        }
    });
    CHECK(looked > 50);
}

TEST_CASE("no view of anybody holds a voter, a proof or a request of a secret ballot",
          "[protocol][secrecy]")
{
    int looked = 0;
    test::tell_story([&](const test::Scene& scene) {
        const auto& ballots = scene.hearing().ballots.ballots;
        if (ballots.empty() || ballots.back().mode != core::BallotMode::secret) return;
        for (const auto& view : all_views(scene)) {
            ++looked;
            const auto text = json::serialize(view);
            for (const auto& [voter, vote] : scene.box().ballots) {
                CHECK(text.find(voter) == std::string::npos);
                CHECK(text.find(vote.proof) == std::string::npos);
            }
            for (const auto& [participant, digest] : ballots.back().requests)
                CHECK(text.find(digest) == std::string::npos);
        }
    });
    CHECK(looked > 100);
}

TEST_CASE("nobody's private view holds another's question or card", "[protocol][secrecy]")
{
    const auto scene = test::tell_story([](const test::Scene&) {});
    for (int number = 1; number <= test::story_people; ++number) {
        const auto view = me_view(scene.hearing(), names(), test::attendee(number));
        for (const auto& question : view.at("questions").as_object()) {
            const auto* asked = core::find(scene.hearing().floor, {std::string{question.key()}});
            REQUIRE(asked != nullptr);
            CHECK(asked->asker_id == test::card(number).value);
        }
        for (int other = 1; other <= test::story_people; ++other)
            if (other != number) CHECK_FALSE(holds(view, name_of_person(test::card(other))));
    }
}

TEST_CASE("a pseudonym that looks like a card number sees nothing of the card's",
          "[protocol][secrecy]")
{
    const auto scene = test::tell_story([](const test::Scene&) {});
    const auto view = me_view(scene.hearing(), names(), {core::Role::observer, "A-0001"});
    CHECK(view.at("questions").as_object().empty());
    CHECK_FALSE(view.contains("name"));
}

TEST_CASE("the screen shows nothing but what the hall sees, and the address", "[protocol][secrecy]")
{
    test::tell_story([](const test::Scene& scene) {
        const json::value hall =
            test::whole_view(attendee_view, scene.hearing(), scene.box(), names(), settings);
        auto screen =
            test::whole_view(screen_view, scene.hearing(), scene.box(), names(), settings);
        screen.erase("join");
        walk(screen, [&](const std::string& path, const json::value& value) {
            if (value.is_object()) return;
            boost::system::error_code error;
            const auto* same = hall.find_pointer(path, error);
            CHECK((same != nullptr && *same == value));
        });
        CHECK(paths_to(screen, {"quota", "projects", "notes"}).size() ==
              (screen.at("floor").as_object().contains("next") ? 1U : 0U)); // The proposal's quota.
    });
}

TEST_CASE("there is no null in any view", "[protocol]")
{
    int step = 0;
    test::tell_story([&](const test::Scene& scene) {
        if (++step % 10 != 0) return;
        for (const auto& view : all_views(scene)) {
            walk(view, [](const std::string& path, const json::value& value) {
                if (value.is_null()) FAIL(path);
            });
        }
    });
}
