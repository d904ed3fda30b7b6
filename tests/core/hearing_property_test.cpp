// What holds for every course a hearing may take. RapidCheck prints the seed of each run; the
// environment variable RC_PARAMS="seed=…" repeats one.
#include "core/hearing.hpp"

#include "support/catch.hpp"
#include "support/hearing_builder.hpp"
#include "support/random_steps.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <utility>
#include <vector>

using namespace rostrum::core;
using namespace rostrum::test;

namespace {

/// Some hundred commands.
rc::Gen<Steps> long_courses()
{
    return rc::gen::scale(3.0, steps());
}

/// From the first phase on, or with half of its course behind it.
Scene any_hearing()
{
    auto rules = default_rules();
    rules.observers_may_ask = true;
    rules.ballot.live_batch = 10;
    const auto phase =
        *rc::gen::element(Phase::draft, Phase::check_in, Phase::inquiry, Phase::ballot);
    auto scene = demo(phase, people_max, rules);
    if (phase != Phase::ballot) return scene;
    scene.does(LockBallotRule{}, moderator());
    scene.does(OpenBallot{ballot(1), BallotMode::confidential}, moderator());
    for (int number = 1; number < people_max; ++number)
        scene.does(ClaimBallot{ballot(1)}, attendee(number));
    return scene;
}

void check_counters(const Roster& roster)
{
    std::int64_t present = 0;
    std::int64_t entitled = 0;
    std::int64_t both = 0;
    for (const auto& [id, one] : roster.participants) {
        present += one.presence ? 1 : 0;
        entitled += one.entry.may_vote ? 1 : 0;
        both += one.presence && one.entry.may_vote ? 1 : 0;
    }
    RC_ASSERT(roster.present == present);
    RC_ASSERT(roster.entitled == entitled);
    RC_ASSERT(roster.entitled_present == both);
}

/// A question waits in exactly one queue, or speaks, or does neither, as its state says.
void check_queues(const Floor& floor)
{
    std::map<QuestionId, CategoryId> waiting;
    for (const auto& [queue, list] : floor.queues)
        for (const auto& id : list) RC_ASSERT(waiting.emplace(id, queue).second);
    for (const auto& [id, one] : floor.questions) {
        const auto place = waiting.find(id);
        RC_ASSERT((place != waiting.end()) == (one.state == QuestionState::waiting));
        if (place != waiting.end()) RC_ASSERT((place->second == one.queue));
        const bool speaks = floor.turn && floor.turn->question == id;
        RC_ASSERT(speaks == (one.state == QuestionState::speaking));
    }
}

void check_box(const Scene& scene)
{
    const auto& box = scene.box();
    std::int64_t votes = 0;
    for (const auto& [option, count] : box.votes) {
        RC_ASSERT(count >= 0);
        votes += count;
    }
    RC_ASSERT(std::cmp_equal(votes, box.ballots.size()));
    RC_ASSERT(box.ballots.size() <= box.keys.size());
    for (const auto& [key, one] : box.ballots) RC_ASSERT(box.keys.contains(key));
}

/// What `propose_next` sees of one queue.
struct Standing {
    std::int64_t taken;
    std::int64_t quota;
};

std::map<CategoryId, Standing> waiting_queues(const Hearing& hearing)
{
    std::map<CategoryId, Standing> list;
    for (const auto& category : hearing.rules.categories) {
        const auto queue = hearing.floor.queues.find(category.category);
        if (queue == hearing.floor.queues.end() || queue->second.empty()) continue;
        const auto taken = hearing.floor.taken.find(category.category);
        list[category.category] = {taken == hearing.floor.taken.end() ? 0 : taken->second,
                                   category.quota};
    }
    return list;
}

/// Twelve people in six categories of random quotas, in the inquiry.
Scene hall_of_random_quotas()
{
    auto rules = default_rules();
    for (auto& category : rules.categories) category.quota = *rc::gen::inRange(1, 5);
    return demo(Phase::inquiry, 12, rules);
}

/// Gives the proposed one the floor and takes it again. Returns the queue that was served.
CategoryId serve(Scene& scene)
{
    const auto proposal = propose_next(scene.hearing().floor, scene.hearing().draws,
                                       scene.hearing().roster, scene.hearing().rules);
    RC_ASSERT(proposal.has_value());
    scene.does(CallQuestion{proposal->question}, moderator());
    scene.does(CloseQuestion{}, moderator());
    return proposal->queue;
}

/// Everybody who has no hand up raises one.
void raise_all_hands(Scene& scene)
{
    for (int number = 1; number <= 12; ++number) {
        const auto answer = scene.when(RaiseHand{}, attendee(number));
        if (answer.decision()) scene.take(*answer.decision());
    }
}

} // namespace

TEST_CASE("replaying the log gives the same hearing")
{
    CHECK(rc::check([] {
        auto scene = any_hearing();
        for (const auto& bytes : *long_courses()) step(scene, bytes);
        RC_ASSERT((scene.replayed() == scene.hearing()));
    }));
}

TEST_CASE("a decision depends on nothing but its arguments, and a refused one changes nothing")
{
    CHECK(rc::check([] {
        auto scene = any_hearing();
        for (const auto& bytes : *long_courses()) {
            step(scene, bytes);
            const auto before = scene.hearing();
            const auto [command, actor] = random_command(scene.hearing(), bytes, 99);
            const auto once = scene.when(command, actor);
            const auto again = scene.when(command, actor);
            RC_ASSERT((once.decision() == again.decision()));
            RC_ASSERT((scene.hearing() == before));
        }
    }));
}

TEST_CASE("nobody is issued two ballots of one vote, whatever happens")
{
    CHECK(rc::check([] {
        auto scene = any_hearing();
        for (const auto& bytes : *long_courses()) step(scene, bytes);
        std::set<std::pair<BallotId, ParticipantId>> issued;
        for (const auto& one : scene.log()) {
            if (const auto* back = std::get_if<PaperTakenBack>(&one.event))
                RC_ASSERT(issued.erase({back->ballot, back->participant}) == 1U);
            const auto* event = std::get_if<BallotIssued>(&one.event);
            if (event == nullptr) continue;
            RC_ASSERT(issued.emplace(event->ballot, event->participant).second);
        }
        for (const auto& one : scene.hearing().ballots.ballots) {
            const auto count = std::ranges::count_if(
                issued, [&](const auto& pair) { return pair.first == one.ballot; });
            RC_ASSERT(std::cmp_equal(count, one.issued.size()));
        }
    }));
}

TEST_CASE("the roster's counters, the queues and the box agree with what they count")
{
    CHECK(rc::check([] {
        auto scene = any_hearing();
        for (const auto& bytes : *long_courses()) {
            if (!step(scene, bytes)) continue;
            check_counters(scene.hearing().roster);
            check_queues(scene.hearing().floor);
            check_box(scene);
        }
    }));
}

TEST_CASE("whatever is due can be done, and then it is not due any more")
{
    CHECK(rc::check([] {
        auto scene = any_hearing();
        for (const auto& bytes : *long_courses()) {
            step(scene, bytes);
            const auto deadline = next_deadline(scene.hearing());
            if (!deadline || bytes.front() % 4 != 0) continue;
            scene.later(std::max(Span{}, *deadline - scene.now()));
            const auto due = due_commands(scene.hearing(), scene.now());
            RC_ASSERT_FALSE(due.empty());
            for (const auto& command : due) {
                const auto answer = scene.when(command, server());
                RC_ASSERT(answer.decision().has_value());
                scene.take(*answer.decision());
            }
            RC_ASSERT(due_commands(scene.hearing(), scene.now()).empty());
        }
    }));
}

TEST_CASE("a queue where somebody always waits is served within as many turns as all quotas make")
{
    CHECK(rc::check([] {
        auto scene = hall_of_random_quotas();
        std::int64_t sum = 0;
        for (const auto& category : scene.hearing().rules.categories) sum += category.quota;

        std::map<CategoryId, std::int64_t> served_at;
        for (std::int64_t turn = 1; turn <= 3 * sum; ++turn) {
            raise_all_hands(scene);
            served_at[serve(scene)] = turn;
            for (const auto& category : scene.hearing().rules.categories)
                RC_ASSERT(turn - served_at[category.category] <= sum);
        }
        for (const auto& category : scene.hearing().rules.categories)
            RC_ASSERT(scene.hearing().floor.taken.at(category.category) == 3 * category.quota);
    }));
}

TEST_CASE("no queue waits longer than the others need to catch up, whenever they come")
{
    CHECK(rc::check([] {
        auto scene = hall_of_random_quotas();
        std::map<CategoryId, std::int64_t> waited;
        for (const auto& bytes : *long_courses()) {
            for (const auto number : bytes) {
                const auto hand = scene.when(RaiseHand{}, attendee(number % 12 + 1));
                if (hand.decision() && number % 3 == 0) scene.take(*hand.decision());
            }
            const auto queues = waiting_queues(scene.hearing());
            if (queues.empty()) continue;
            const auto served = serve(scene);
            for (const auto& [queue, standing] : queues) {
                waited[queue] = queue == served ? 0 : waited[queue] + 1;
                // Those who came after this queue's last turn may first reach its share, and pass
                // it once.
                std::int64_t catching_up = 0;
                for (const auto& category : scene.hearing().rules.categories)
                    if (category.category != queue)
                        catching_up += standing.taken * category.quota / standing.quota + 1;
                RC_ASSERT(waited[queue] <= catching_up);
            }
        }
    }));
}
