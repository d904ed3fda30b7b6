// Who voted and what was voted never stand in one event. Checked by the compiler, for every event.
#include "core/hearing.hpp"

#include "support/catch.hpp"

#include <boost/pfr.hpp>

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

using namespace rostrum::core;

namespace {

/// Whether a value of type `Whole` holds a `Part`, however deep.
template <typename Whole, typename Part>
struct Holds;

template <typename Whole, typename Part>
constexpr bool holds = Holds<Whole, Part>::value;

template <typename Whole, typename Part, std::size_t... Index>
constexpr bool a_field_holds(std::index_sequence<Index...> /*fields*/)
{
    return (holds<boost::pfr::tuple_element_t<Index, Whole>, Part> || ...);
}

template <typename Whole, typename Part>
constexpr bool holds_in_fields()
{
    if constexpr (std::is_same_v<Whole, Part>) {
        return true;
    }
    else if constexpr (std::is_aggregate_v<Whole>) {
        constexpr auto count = boost::pfr::tuple_size_v<Whole>;
        return a_field_holds<Whole, Part>(std::make_index_sequence<count>{});
    }
    else {
        static_assert(std::is_scalar_v<Whole> || std::is_same_v<Whole, std::string>,
                      "Teach this test to look into the type.");
        return false;
    }
}

template <typename Whole, typename Part>
struct Holds : std::bool_constant<holds_in_fields<Whole, Part>()> {};
template <typename Item, typename Part>
struct Holds<std::vector<Item>, Part> : Holds<Item, Part> {};
template <typename Item, typename Part>
struct Holds<std::optional<Item>, Part> : Holds<Item, Part> {};
template <typename Item, typename Part>
struct Holds<std::set<Item>, Part> : Holds<Item, Part> {};
template <typename Key, typename Item, typename Part>
struct Holds<std::map<Key, Item>, Part>
    : std::bool_constant<holds<Key, Part> || holds<Item, Part>> {};

template <typename Event>
constexpr bool names_a_person = holds<Event, ParticipantId>;

/// An option anywhere, be it a choice, a count or a rule.
template <typename Event>
constexpr bool names_an_option = holds<Event, OptionId> || holds<Event, BoxedBallot>;

template <typename... Events>
constexpr bool none_joins(std::type_identity<std::variant<Events...>> /*events*/)
{
    return !((names_a_person<Events> && names_an_option<Events>) || ...);
}

/// What must never be: shows that the test sees what it looks for.
struct Joined {
    ParticipantId participant;
    std::vector<std::optional<BoxedBallot>> ballots;
};

static_assert(names_a_person<Joined> && names_an_option<Joined>, "The test is blind.");
static_assert(names_a_person<BallotIssued> && !names_an_option<BallotIssued>);
static_assert(names_an_option<BallotClosed> && !names_a_person<BallotClosed>);
static_assert(!holds<BallotClosed, BoxedBallot> && !holds<ResultPublished, BoxedBallot>);
static_assert(none_joins(std::type_identity<EventAlternatives>{}),
              "An event joins a person and a choice.");

} // namespace

TEST_CASE("no event carries a person and a choice", "[core][ballot]")
{
    STATIC_REQUIRE(none_joins(std::type_identity<EventAlternatives>{}));
}

TEST_CASE("the hearing's state holds no ballot of anybody", "[core][ballot]")
{
    STATIC_REQUIRE_FALSE(holds<Ballots, BoxedBallot>);
    STATIC_REQUIRE_FALSE(holds<Hearing, BoxedBallot>);
}
