#include "hall/stage.hpp"

#include "core/limits.hpp"

#include <boost/json.hpp>

namespace rostrum::test {

using namespace rostrum::core;

Stage::Stage()
{
    REQUIRE(start());
}

Stage::Stage(int people, const HearingRules& rules) : Stage{}
{
    const auto created = send_plan(CreateSeries{"2026 年质询会", "青岛", rules});
    world.run_all();
    REQUIRE(created.done());
    plan("h01");
    prepare("h01", people);
}

Stage::~Stage()
{
    halls.reset();
    world.crash();
}

std::expected<void, std::string> Stage::start()
{
    std::optional<std::expected<void, std::string>> opened;
    halls = std::make_unique<hall::Halls>(world.world, "http://10.0.0.5:8080/");
    halls->open([&](const auto& result) { opened = result; });
    world.run_all();
    REQUIRE(opened);
    return *opened;
}

void Stage::restart()
{
    halls.reset();
    world.crash();
    world.publisher.followed.clear();
    REQUIRE(start());
}

Pending Stage::send(const Command& command, const Actor& actor, std::string id,
                    const std::string& hearing)
{
    if (id.empty()) id = "command-" + std::to_string(++last_id_);
    Pending pending{std::make_shared<std::vector<hall::Answer>>()};
    halls->submit(
        {hearing, std::move(id), actor, command,
         [answers = pending.answers](const hall::Answer& answer) { answers->push_back(answer); }});
    return pending;
}

Pending Stage::send_plan(const SeriesCommand& command, std::string id)
{
    if (id.empty()) id = "planning-" + std::to_string(++last_id_);
    Pending pending{std::make_shared<std::vector<hall::Answer>>()};
    halls->plan(
        {std::move(id), secretariat(), command,
         [answers = pending.answers](const hall::Answer& answer) { answers->push_back(answer); }});
    return pending;
}

std::string Stage::does(const Command& command, const Actor& actor, const std::string& hearing)
{
    INFO("command " << name_of(command));
    const auto pending = send(command, actor, {}, hearing);
    world.run_all();
    if (const auto* refusal = std::get_if<Refusal>(&pending.answer()))
        FAIL("refusal number " << static_cast<int>(*refusal));
    return pending.result();
}

void Stage::plan(const std::string& hearing)
{
    const auto planned = send_plan(PlanHearing{{.hearing = {hearing},
                                                .title = "蓝色海湾攻势质询会",
                                                .venue = "一号会场",
                                                .day = 1,
                                                .order = 1,
                                                .starts_at = world.now()}});
    world.run_all();
    REQUIRE(planned.done());
}

void Stage::prepare(const std::string& hearing, int people)
{
    does(DescribeCampaign{demo_campaign()}, secretariat(), hearing);
    does(ImportRoster{entries(people)}, secretariat(), hearing);
}

void Stage::advance(Phase to, const std::string& hearing)
{
    while (this->hearing(hearing).agenda.phase < to) {
        const auto next =
            static_cast<Phase>(static_cast<int>(this->hearing(hearing).agenda.phase) + 1);
        does(AdvancePhase{next, "抽签从略"}, moderator(), hearing);
        if (next != Phase::check_in) continue;
        for (const auto& [id, participant] : this->hearing(hearing).roster.participants)
            does(MarkPresent{id}, moderator(), hearing);
    }
}

void Stage::freeze_draw(const OpenDraw& command, int phones)
{
    does(command, moderator());
    world.pass(limits::draw_preview);
    const auto id = hearing().draws.draws.back().draw;
    does(CollectNonces{id}, moderator());
    for (int number = 1; number <= phones; ++number)
        does(ContributeNonce{id, nonce_of(number)}, attendee(number));
    world.pass(limits::nonce_collection);
}

void Stage::hold_draw(const OpenDraw& command, int phones)
{
    freeze_draw(command, phones);
    const auto& held = hearing().draws.draws.back();
    if (command.public_dice) does(EnterDice{held.draw, "4-2-6"}, moderator());
    world.run_all();
    REQUIRE(hearing().draws.draws.back().state == DrawState::drawn);
}

const Draw& Stage::draw(const std::string& id) const
{
    const auto* found = find(hearing().draws, DrawId{id});
    REQUIRE(found != nullptr);
    return *found;
}

void Stage::open_ballot(const BallotId& ballot)
{
    advance(Phase::ballot);
    does(LockBallotRule{}, chair());
    does(OpenBallot{ballot, BallotMode::confidential}, chair());
}

std::string Stage::claim(int number, const BallotId& ballot)
{
    return key_in(does(ClaimBallot{ballot}, attendee(number)));
}

void Stage::follow(protocol::Audience audience, const std::string& stream)
{
    world.publisher.follow({stream, audience}, snapshot(audience, stream));
}

hall::Snapshot Stage::snapshot(protocol::Audience audience, const std::string& stream)
{
    std::optional<hall::Snapshot> snapshot;
    halls->subscribe({stream, audience}, [&](const auto& given) {
        REQUIRE(given);
        snapshot = *given;
    });
    REQUIRE(snapshot);
    return *snapshot;
}

const Hearing& Stage::hearing(const std::string& id) const
{
    const auto* hearing = halls->hearing({id});
    REQUIRE(hearing != nullptr);
    return *hearing;
}

std::size_t Stage::events(const std::string& stream)
{
    return world.lines(stream).size();
}

std::string key_in(const std::string& result)
{
    return std::string{boost::json::parse(result).at("key").as_string()};
}

} // namespace rostrum::test
