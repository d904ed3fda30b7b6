// One question in each of its states, for the tests of the floor.
#pragma once

#include "core/floor.hpp"
#include "support/catch.hpp"
#include "support/hearing_builder.hpp"

#include <functional>
#include <set>
#include <string>
#include <vector>

namespace rostrum::test {

using Units = std::vector<core::UnitId>;
using Queue = std::vector<core::QuestionId>;

inline const core::UnitId u1{"u1"};
inline const core::UnitId u2{"u2"};
inline const core::UnitId u3{"u3"};

inline core::AskQuestion ask(const std::string& text = "何时完工？", const Units& units = {})
{
    return {.text = text, .units = units};
}

/// Card 1 has asked question 1; it is in one state after the other.
struct QuestionStage {
    const char* name;
    std::function<Scene()> scene;
};

inline Scene pending_one(const Units& units = {})
{
    Scene scene = demo(core::Phase::inquiry);
    scene.does(ask("何时完工？", units), attendee(1));
    return scene;
}

inline Scene waiting_one(const Units& units = {})
{
    Scene scene = pending_one(units);
    scene.does(core::ApproveQuestion{question(1)}, moderator());
    return scene;
}

inline Scene speaking_one(const Units& units = {})
{
    Scene scene = waiting_one(units);
    scene.does(core::CallQuestion{question(1)}, moderator());
    return scene;
}

inline Scene answered_one(const Units& units = {})
{
    Scene scene = speaking_one(units);
    scene.does(core::StartAnswer{}, moderator());
    return scene;
}

inline Scene closed_one()
{
    Scene scene = answered_one();
    scene.does(core::CloseQuestion{}, moderator());
    return scene;
}

inline Scene returned_one()
{
    Scene scene = pending_one();
    scene.does(core::ReturnQuestion{question(1), "与议题无关"}, moderator());
    return scene;
}

inline Scene withdrawn_one()
{
    Scene scene = pending_one();
    scene.does(core::WithdrawQuestion{question(1)}, attendee(1));
    return scene;
}

/// Question 1 lives on in question 2, which waits.
inline Scene merged_one()
{
    Scene scene = pending_one();
    scene.does(core::RaiseHand{}, attendee(2))
        .does(core::MergeQuestion{question(1), question(2)}, moderator());
    return scene;
}

/// In the order of the enumeration.
inline std::vector<QuestionStage> question_stages()
{
    return {{"pending", [] { return pending_one(); }},
            {"waiting", [] { return waiting_one(); }},
            {"speaking", [] { return speaking_one(); }},
            {"closed", [] { return closed_one(); }},
            {"returned", returned_one},
            {"merged", merged_one},
            {"withdrawn", withdrawn_one}};
}

/// The command succeeds in the states named and is refused in all others.
inline void allowed_only(const std::set<std::string>& names, const core::Command& command,
                         core::Refusal refusal)
{
    for (const auto& [name, scene] : question_stages()) {
        DYNAMIC_SECTION(name)
        {
            if (names.contains(name))
                CHECK(scene().when(command, moderator()).events().size() == 1);
            else
                scene().when(command, moderator()).then(refusal);
        }
    }
}

inline const core::Question& at(const Scene& scene, int number)
{
    const core::Question* found = core::find(scene.hearing().floor, question(number));
    REQUIRE(found != nullptr);
    return *found;
}

inline core::QuestionId newest(const Scene& scene)
{
    return question(static_cast<int>(scene.hearing().floor.questions.size()));
}

/// Hands 1 to 3 in the queue of deputies.
inline Scene with_three_hands()
{
    Scene scene = demo(core::Phase::inquiry, 18);
    for (const int number : {1, 7, 13}) scene.does(core::RaiseHand{}, attendee(number));
    return scene;
}

} // namespace rostrum::test
