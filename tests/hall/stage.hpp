// A whole server without sockets and disk: the halls of a series in a fake world.
#pragma once

#include "hall/halls.hpp"
#include "support/catch.hpp"
#include "support/hearing_builder.hpp"
#include "support/world.hpp"

#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace rostrum::test {

/// What became of a command: nothing as long as it is not answered.
struct Pending {
    std::shared_ptr<std::vector<hall::Answer>> answers;

    [[nodiscard]] bool answered() const { return !answers->empty(); }
    [[nodiscard]] const hall::Answer& answer() const
    {
        REQUIRE(answers->size() == 1);
        return answers->front();
    }
    [[nodiscard]] bool done() const { return std::holds_alternative<hall::Acknowledged>(answer()); }
    [[nodiscard]] bool is(core::Refusal refusal) const { return answer() == hall::Answer{refusal}; }
    [[nodiscard]] bool is(hall::Trouble trouble) const { return answer() == hall::Answer{trouble}; }
    [[nodiscard]] std::string result() const
    {
        REQUIRE(done());
        return std::get<hall::Acknowledged>(answer()).result;
    }
};

class Stage {
public:
    /// Starts with an empty series.
    Stage();
    /// With `hearing`, a draft with campaign and `people` on the roster.
    explicit Stage(int people, const core::HearingRules& rules = core::default_rules());
    Stage(const Stage&) = delete;
    Stage& operator=(const Stage&) = delete;
    ~Stage();

    /// Opens the halls; what `open` said.
    std::expected<void, std::string> start();
    /// The process ends without a word, and another one starts on what is durable.
    void restart();

    /// Sends without letting anything happen. An empty id: one that was never used.
    Pending send(const core::Command& command, const core::Actor& actor, std::string id = {},
                 const std::string& hearing = "h01");
    Pending send_plan(const core::SeriesCommand& command, std::string id = {});
    /// Sends, lets everything happen, and must be acknowledged; gives the result.
    std::string does(const core::Command& command, const core::Actor& actor,
                     const std::string& hearing = "h01");
    void plan(const std::string& hearing);
    /// Campaign and roster of a planned hearing.
    void prepare(const std::string& hearing, int people);
    /// Phase by phase, everybody arriving by desk at check-in.
    void advance(core::Phase to, const std::string& hearing = "h01");
    /// From the opening to the freeze; the first `phones` give their chance.
    void freeze_draw(const core::OpenDraw& command = {}, int phones = 3);
    /// The same, to the result.
    void hold_draw(const core::OpenDraw& command = {}, int phones = 3);
    [[nodiscard]] const core::Draw& draw(const std::string& id = "d1") const;
    /// In the phase of the ballot, the rule locked.
    void open_ballot(const core::BallotId& ballot);
    /// The key that the phone of `number` is given.
    std::string claim(int number, const core::BallotId& ballot);

    /// From now on the publisher folds this audience's patches.
    void follow(protocol::Audience audience, const std::string& stream = "h01");
    [[nodiscard]] hall::Snapshot snapshot(protocol::Audience audience,
                                          const std::string& stream = "h01");
    [[nodiscard]] const core::Hearing& hearing(const std::string& id = "h01") const;
    /// How many events the stream holds; lets everything happen.
    [[nodiscard]] std::size_t events(const std::string& stream = "h01");

    FakeWorld world;
    std::unique_ptr<hall::Halls> halls;

private:
    int last_id_{0};
};

inline const core::OptionId satisfied{"satisfied"};
inline const core::OptionId not_satisfied{"not_satisfied"};

/// The key in the result of a claim.
[[nodiscard]] std::string key_in(const std::string& result);

} // namespace rostrum::test
