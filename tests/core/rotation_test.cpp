// The fair rotation: which question is proposed next, and why.
#include "core/draw.hpp"
#include "core/floor.hpp"

#include "support/any.hpp"
#include "support/catch.hpp"
#include "support/hearing_builder.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <vector>

using namespace rostrum::core;
using namespace rostrum::test;

namespace {

using Queue = std::vector<QuestionId>;

const CategoryId red{"red"};
const CategoryId green{"green"};
const CategoryId blue{"blue"};

/// Just what the rotation looks at.
struct Hall {
    Floor floor;
    Draws draws;
    Roster roster;
    HearingRules rules;

    [[nodiscard]] std::optional<Proposal> next() const
    {
        return propose_next(floor, draws, roster, rules);
    }
    [[nodiscard]] Queue order(const CategoryId& queue) const
    {
        return ordered_queue(floor, roster, rules, queue);
    }
    Question& add(const CategoryId& queue, const std::string& asker, QuestionState state)
    {
        Question question;
        question.question = {"q" + std::to_string(floor.next_number++)};
        question.queue = queue;
        question.asker_id = asker;
        question.from_roster = queue != observer_queue();
        question.state = state;
        return floor.questions[question.question] = question;
    }
    /// A waiting question of a new person.
    QuestionId waits(const CategoryId& queue, std::int64_t turns = 0, std::int64_t turns_before = 0)
    {
        const ParticipantId asker{"A-" + std::to_string(floor.next_number)};
        Participant& participant = roster.participants[asker];
        participant.entry.participant = asker;
        participant.turns = turns;
        participant.turns_before = turns_before;
        return waits_again(queue, asker.value);
    }
    QuestionId waits_again(const CategoryId& queue, const std::string& asker)
    {
        const QuestionId id = add(queue, asker, QuestionState::waiting).question;
        floor.queues[queue].push_back(id);
        return id;
    }
    void supported(const QuestionId& id, int count)
    {
        for (int number = 1; number <= count; ++number)
            floor.questions.at(id).supporters.insert(card(number));
    }
    /// What `QuestionCalled` and `QuestionClosed` leave behind.
    void had_floor(const QuestionId& id)
    {
        Question& question = floor.questions.at(id);
        auto& queue = floor.queues.at(question.queue);
        std::erase(queue, id);
        if (queue.empty()) floor.queues.erase(question.queue);
        question.state = QuestionState::closed;
        ++floor.taken[question.queue];
        floor.history.push_back(id);
        if (question.from_roster) ++roster.participants.at({question.asker_id}).turns;
    }
};

/// Red, green and blue, with these quotas.
Hall three_queues(std::int64_t of_red = 1, std::int64_t of_green = 1, std::int64_t of_blue = 1)
{
    Hall hall;
    hall.rules.categories = {
        {.category = red, .label = "红", .label_en = "Red", .quota = of_red},
        {.category = green, .label = "绿", .label_en = "Green", .quota = of_green},
        {.category = blue, .label = "蓝", .label_en = "Blue", .quota = of_blue}};
    return hall;
}

const std::vector<CategoryId>& all_queues()
{
    static const std::vector<CategoryId> queues{drawn_queue(), red, green, blue, observer_queue()};
    return queues;
}

std::int64_t quota_of(const Hall& hall, const CategoryId& queue)
{
    if (queue == drawn_queue()) return std::max<std::int64_t>(1, hall.rules.draws_required);
    if (queue == observer_queue()) return hall.rules.observer_quota;
    return find_category(hall.rules, queue)->quota;
}

/// Any hall with up to 30 questions in any queues and of any support, and any past.
Hall any_hall()
{
    Hall hall =
        three_queues(any<std::int64_t>(1, 5), any<std::int64_t>(1, 5), any<std::int64_t>(1, 5));
    hall.rules.draws_required = any<std::int64_t>(0, 3);
    hall.rules.observer_quota = any<std::int64_t>(1, 3);
    hall.rules.support_orders = *rc::gen::arbitrary<bool>();
    const int count = any(0, 30);
    for (int number = 0; number < count; ++number) {
        const auto& queue = *rc::gen::elementOf(all_queues());
        const QuestionId id =
            queue == observer_queue()
                ? hall.waits_again(queue, "o-" + std::to_string(any(1, 4)))
                : hall.waits(queue, any<std::int64_t>(0, 3), any<std::int64_t>(0, 3));
        hall.supported(id, any(0, 3));
    }
    for (const auto& queue : all_queues()) hall.floor.taken[queue] = any<std::int64_t>(0, 8);
    return hall;
}

std::ptrdiff_t place(const Queue& queue, const QuestionId& id)
{
    return std::ranges::find(queue, id) - queue.begin();
}

} // namespace

TEST_CASE("nothing is proposed when nobody waits", "[core][rotation]")
{
    Hall hall = three_queues();
    hall.add(red, "A-1", QuestionState::pending);
    hall.add(red, "A-1", QuestionState::returned);
    hall.add(red, "A-1", QuestionState::closed);
    CHECK_FALSE(hall.next());
    CHECK(hall.order(red).empty());
    CHECK(hall.order({"unheard-of"}).empty());
}

TEST_CASE("the queue that has had the smallest part of its quota is next", "[core][rotation]")
{
    struct Row {
        std::int64_t quotas[3];
        std::int64_t taken[3];
        CategoryId next;
    };
    const auto row = GENERATE(values<Row>({
        {{1, 1, 1}, {0, 0, 0}, red},
        {{1, 1, 1}, {1, 0, 0}, green},
        {{1, 1, 1}, {1, 1, 0}, blue},
        {{1, 1, 1}, {5, 5, 4}, blue},
        {{3, 2, 1}, {1, 0, 0}, green},
        {{3, 2, 1}, {2, 1, 1}, green},
        {{3, 6, 9}, {1, 2, 3}, red},
        {{3, 5, 1}, {2, 3, 1}, green},
        {{2, 3, 4}, {1, 1, 1}, blue},
        {{3, 3, 3}, {3, 4, 5}, red},
        {{1, 100, 1}, {1, 99, 1}, green},
    }));
    Hall hall = three_queues(row.quotas[0], row.quotas[1], row.quotas[2]);
    hall.floor.taken = {{red, row.taken[0]}, {green, row.taken[1]}, {blue, row.taken[2]}};
    for (const auto& queue : {blue, green, red}) hall.waits(queue);
    REQUIRE(hall.next());
    CHECK(hall.next()->queue.value == row.next.value);
    CHECK((hall.next()->reason == NextReason::quota));
    CHECK(hall.next()->taken == hall.floor.taken.at(row.next));
    CHECK(hall.next()->quota == quota_of(hall, row.next));
}

TEST_CASE("the drawn are first, then ties go in the order of the rules, and to observers last",
          "[core][rotation]")
{
    Hall hall = three_queues();
    for (const auto& queue : {observer_queue(), blue, drawn_queue(), green, red}) hall.waits(queue);
    for (const auto& queue : all_queues()) {
        REQUIRE(hall.next());
        CHECK(hall.next()->queue.value == queue.value);
        hall.had_floor(hall.next()->question);
    }
    CHECK_FALSE(hall.next());
}

TEST_CASE("whoever is drawn by lot is next, however many were drawn before", "[core][rotation]")
{
    Hall hall = three_queues();
    hall.waits(red);
    const auto first = hall.waits(drawn_queue());
    const auto second = hall.waits(drawn_queue());
    hall.floor.taken = {{drawn_queue(), 5}};
    for (const auto& [required, quota] :
         std::map<std::int64_t, std::int64_t>{{0, 1}, {1, 1}, {4, 4}}) {
        hall.rules.draws_required = required;
        CHECK((hall.next()->question == first));
        CHECK((hall.next()->reason == NextReason::drawn_by_lot));
        CHECK(hall.next()->quota == quota);
    }
    hall.had_floor(first);
    CHECK((hall.next()->question == second));
    hall.had_floor(second);
    CHECK((hall.next()->queue == red));
}

TEST_CASE(
    "among those drawn the lot's order holds, whatever they had before and whoever supports them",
    "[core][rotation]")
{
    Hall hall = three_queues();
    hall.rules.support_orders = true;
    const auto first = hall.waits(drawn_queue(), 0, 3);
    const auto second = hall.waits(drawn_queue());
    hall.supported(second, 2);
    CHECK((hall.next()->question == first));
    CHECK((hall.order(drawn_queue()) == Queue{first, second}));
    CHECK_FALSE(hall.next()->first_of_turns);
}

TEST_CASE("nobody is proposed who is held by a draw", "[core][rotation]")
{
    Hall hall = three_queues();
    const auto held = hall.waits(red);
    const auto free = hall.waits(red, 1);
    const auto observer = hall.waits_again(observer_queue(), "o-1");
    const auto& asker = hall.floor.questions.at(held).asker_id;
    Draw& draw = hall.draws.draws.emplace_back();
    draw.pool = {{.participant = {asker}, .stratum = red}};
    CHECK((hall.next()->question == free));
    CHECK((hall.next()->reason == NextReason::quota));
    hall.had_floor(free);
    hall.floor.taken.clear();
    CHECK((hall.next()->question == observer));
    CHECK((hall.next()->reason == NextReason::only_queue));
    hall.had_floor(observer);
    CHECK_FALSE(hall.next());
    draw.state = DrawState::voided;
    CHECK((hall.next()->question == held));
}

TEST_CASE("observers are due by their own quota", "[core][rotation]")
{
    Hall hall = three_queues(2);
    hall.waits_again(observer_queue(), "o-1");
    hall.waits(red);
    hall.rules.observer_quota = 3;
    hall.floor.taken = {{observer_queue(), 1}, {red, 1}};
    CHECK((hall.next()->queue == observer_queue()));
    CHECK(hall.next()->quota == 3);
}

TEST_CASE("the only queue with anybody in it is named as the reason", "[core][rotation]")
{
    Hall hall = three_queues();
    hall.waits(green);
    hall.waits(green);
    hall.floor.taken = {{green, 9}};
    CHECK((hall.next()->reason == NextReason::only_queue));
    hall.waits(blue);
    CHECK((hall.next()->reason == NextReason::quota));
    // That the lot has fallen on somebody says more.
    Hall drawn = three_queues();
    drawn.waits(drawn_queue());
    CHECK((drawn.next()->reason == NextReason::drawn_by_lot));
}

TEST_CASE("within a queue those go first who have spoken least in the whole series",
          "[core][rotation]")
{
    Hall hall = three_queues();
    const auto twice = hall.waits(red, 1, 1);
    const auto before = hall.waits(red, 0, 1);
    const auto never = hall.waits(red);
    const auto here = hall.waits(red, 1, 0);
    const auto never_either = hall.waits(red);
    CHECK((hall.order(red) == Queue{never, never_either, before, here, twice}));
    CHECK((hall.next()->question == never));
    CHECK(hall.next()->turns == 0);
}

TEST_CASE("a proposal says whether it passed somebody who has spoken more often",
          "[core][rotation]")
{
    Hall hall = three_queues();
    const auto first = hall.waits(red, 0, 1);
    hall.waits(red, 2);
    CHECK((hall.next()->question == first));
    CHECK(hall.next()->turns == 1);
    CHECK_FALSE(hall.next()->first_of_turns);
    const auto never = hall.waits(red);
    CHECK((hall.next()->question == never));
    CHECK(hall.next()->first_of_turns);
}

TEST_CASE("being passed by support is not being passed by turns", "[core][rotation]")
{
    Hall hall = three_queues();
    hall.rules.support_orders = true;
    hall.waits(red);
    hall.supported(hall.waits(red), 2);
    CHECK(hall.next()->question.value == "q2");
    CHECK_FALSE(hall.next()->first_of_turns);
}

TEST_CASE("support orders a queue only if the rules say so, and never before turns",
          "[core][rotation]")
{
    Hall hall = three_queues();
    const auto spoken = hall.waits(red, 1);
    const auto none = hall.waits(red);
    const auto two = hall.waits(red);
    const auto three = hall.waits(red);
    const auto two_either = hall.waits(red);
    hall.supported(spoken, 9);
    hall.supported(two, 2);
    hall.supported(three, 3);
    hall.supported(two_either, 2);
    CHECK((hall.order(red) == Queue{none, two, three, two_either, spoken}));
    hall.rules.support_orders = true;
    CHECK((hall.order(red) == Queue{three, two, two_either, none, spoken}));
    CHECK((hall.next()->question == three));
}

TEST_CASE("observers who have had the floor go behind those who have not", "[core][rotation]")
{
    Hall hall = three_queues();
    hall.had_floor(hall.waits_again(observer_queue(), "o-1"));
    const auto again = hall.waits_again(observer_queue(), "o-1");
    const auto first = hall.waits_again(observer_queue(), "o-2");
    CHECK((hall.order(observer_queue()) == Queue{first, again}));
    CHECK(hall.next()->first_of_turns);

    // A pseudonym that looks like a card number does not inherit that person's turns.
    Hall mixed = three_queues();
    mixed.had_floor(mixed.waits(red));
    mixed.waits_again(observer_queue(), "A-1");
    CHECK(mixed.next()->turns == 0);
}

TEST_CASE("a queue reordered by hand is followed among those who have spoken equally often",
          "[core][rotation]")
{
    Scene scene = demo(Phase::inquiry, 18);
    for (const int number : {1, 7, 13}) scene.does(RaiseHand{}, attendee(number));
    scene.happened(EarlierTurnsNoted{{{card(13), 2}}});
    scene.does(MoveQuestion{question(3), 0}, moderator());
    scene.does(MoveQuestion{question(2), 1}, moderator());
    const Hearing& hearing = scene.hearing();
    CHECK((ordered_queue(hearing.floor, hearing.roster, hearing.rules, {"deputy"}) ==
           Queue{question(2), question(1), question(3)}));
}

TEST_CASE("a hall that follows the proposals hears every category by its quota", "[core][rotation]")
{
    Scene scene = demo(Phase::inquiry, 36);
    for (int number = 1; number <= 36; ++number) scene.does(RaiseHand{}, attendee(number));
    std::int64_t turns = 0;
    for (const auto& category : scene.hearing().rules.categories) turns += category.quota;
    for (std::int64_t turn = 0; turn < turns; ++turn) {
        const Hearing& hearing = scene.hearing();
        const auto proposal =
            propose_next(hearing.floor, hearing.draws, hearing.roster, hearing.rules);
        REQUIRE(proposal);
        scene.does(CallQuestion{proposal->question}, moderator())
            .does(CloseQuestion{}, moderator());
    }
    for (const auto& category : scene.hearing().rules.categories)
        CHECK(scene.hearing().floor.taken.at(category.category) == category.quota);
    CHECK((scene.replayed() == scene.hearing()));
}

TEST_CASE("five thousand waiting questions are ordered like five", "[core][rotation]")
{
    Hall hall = three_queues();
    hall.rules.support_orders = true;
    for (int number = 0; number < 5000; ++number) {
        const auto queue = all_queues().at(static_cast<std::size_t>(number) % all_queues().size());
        hall.supported(hall.waits(queue, number % 7), number % 3);
    }
    CHECK(hall.order(red).size() == 1000);
    CHECK((hall.next()->question == hall.order(drawn_queue()).front()));
}

TEST_CASE("property: after a round of all quotas every queue has had exactly its own",
          "[core][rotation]")
{
    CHECK(rc::check([] {
        Hall hall =
            three_queues(any<std::int64_t>(1, 6), any<std::int64_t>(1, 6), any<std::int64_t>(1, 6));
        hall.rules.draws_required = any<std::int64_t>(0, 3);
        hall.rules.observer_quota = any<std::int64_t>(1, 3);
        std::int64_t turns = 0;
        for (const auto& queue : all_queues()) {
            turns += quota_of(hall, queue);
            const std::int64_t more = queue == drawn_queue() ? 0 : 1;
            for (std::int64_t n = 0; n < quota_of(hall, queue) + more; ++n) hall.waits(queue);
        }
        for (std::int64_t turn = 0; turn < turns; ++turn) hall.had_floor(hall.next()->question);
        for (const auto& queue : all_queues())
            RC_ASSERT(hall.floor.taken.at(queue) == quota_of(hall, queue));
    }));
}

TEST_CASE("property: whatever has happened before, no queue starves", "[core][rotation]")
{
    CHECK(rc::check([] {
        Hall hall = any_hall();
        RC_PRE(!hall.floor.queues.empty());
        const auto [starving, waiting] = *rc::gen::elementOf(hall.floor.queues);
        // Until it is due, every other queue catches up with its part of the quota, and one more.
        const std::int64_t taken = hall.floor.taken.at(starving);
        const std::int64_t quota = quota_of(hall, starving);
        std::int64_t bound = 1;
        for (const auto& queue : all_queues()) bound += taken * quota_of(hall, queue) / quota + 1;
        // Who was drawn goes before all; of them there are as many as draws have been held.
        const auto drawn = hall.floor.queues.find(drawn_queue());
        if (drawn != hall.floor.queues.end()) bound += std::ssize(drawn->second);
        for (std::int64_t turn = 0; hall.floor.taken.at(starving) == taken; ++turn) {
            RC_ASSERT(turn < bound);
            const auto next = hall.next();
            RC_ASSERT(next.has_value());
            hall.had_floor(next->question);
            // The others never run dry.
            if (next->queue != starving && next->queue != drawn_queue()) hall.waits(next->queue);
        }
    }));
}

TEST_CASE(
    "property: what is proposed is the first of its queue's order, and the order is the queue",
    "[core][rotation]")
{
    CHECK(rc::check([] {
        const Hall hall = any_hall();
        const auto next = hall.next();
        RC_ASSERT(next.has_value() == !hall.floor.queues.empty());
        if (next) RC_ASSERT(next->question == hall.order(next->queue).front());
        for (const auto& [queue, waiting] : hall.floor.queues) {
            const auto order = hall.order(queue);
            RC_ASSERT(std::ranges::is_permutation(order, waiting));
        }
    }));
}

TEST_CASE("property: questions that do not wait change no order", "[core][rotation]")
{
    CHECK(rc::check([] {
        const Hall quiet = any_hall();
        Hall noisy = quiet;
        const int count = any(1, 20);
        for (int number = 0; number < count; ++number) {
            const auto state = *rc::gen::element(QuestionState::pending, QuestionState::returned,
                                                 QuestionState::merged, QuestionState::withdrawn);
            const auto& queue = *rc::gen::elementOf(all_queues());
            noisy.add(queue, queue == observer_queue() ? "o-1" : "A-1", state);
        }
        RC_ASSERT(noisy.next() == quiet.next());
        for (const auto& queue : all_queues()) RC_ASSERT(noisy.order(queue) == quiet.order(queue));
    }));
}

TEST_CASE("property: more turns never move a person forward", "[core][rotation]")
{
    CHECK(rc::check([] {
        Hall hall = any_hall();
        RC_PRE(!hall.roster.participants.empty());
        const auto& [id, participant] = *rc::gen::elementOf(hall.roster.participants);
        std::map<CategoryId, Queue> before;
        for (const auto& queue : all_queues()) before[queue] = hall.order(queue);
        Participant& more = hall.roster.participants.at(id);
        (*rc::gen::arbitrary<bool>() ? more.turns : more.turns_before) += any<std::int64_t>(1, 4);
        for (const auto& queue : all_queues())
            for (const auto& question : hall.order(queue))
                if (hall.floor.questions.at(question).asker_id == id.value)
                    RC_ASSERT(place(hall.order(queue), question) >= place(before[queue], question));
    }));
}
