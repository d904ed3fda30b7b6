// A draw in a live hearing: its secret, its slow step, its files, and what a crash leaves of it.
#include "hall/draw_scheme.hpp"

#include "core/limits.hpp"
#include "hall/stage.hpp"
#include "trust/draw_check.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <vector>

using namespace rostrum::core;
using namespace rostrum::test;
using rostrum::hall::Failure;
using rostrum::protocol::draw_file;
namespace hall = rostrum::hall;
namespace trust = rostrum::trust;

namespace {

const DrawId d1{"d1"};
const trust::Watch patient = [](std::uint64_t, std::uint64_t) { return true; };

/// As somebody checks it who has only what everybody can fetch and see.
trust::DrawAudit audit(const Draw& draw)
{
    std::map<std::string, std::string> files;
    for (const char* name : {"pool", "contrib", "freeze", "reveal"}) {
        const auto file = draw_file(draw, name);
        REQUIRE(file);
        files[name] = *file;
    }
    std::vector<std::string> drawn;
    for (const auto& person : draw.drawn) drawn.push_back(person.participant.value);
    return trust::check_draw({files["pool"], files["contrib"], files["freeze"], files["reveal"]},
                             {.freeze_hash = trust::unhex32(draw.seals->sha256),
                              .seed = trust::unhex32(draw.seed),
                              .called = drawn},
                             patient);
}

/// In the inquiry, with twelve people.
struct Hall : Stage {
    Hall() : Stage{12} { advance(Phase::inquiry); }

    bool knows_secret() { return !world.box("h01").secrets.empty(); }
    std::string log()
    {
        std::string text;
        for (const auto& line : world.lines("h01")) text += line + '\n';
        return text;
    }
};

} // namespace

TEST_CASE("the files of a draw fulfil its protocol, under every rule", "[hall][draw]")
{
    const auto quota = [] {
        return DrawRule{DrawRuleKind::quota, 3, {{category_of(1), 1}, {category_of(2), 2}}};
    };
    const auto [rule, dice] = GENERATE_COPY(table<DrawRule, bool>({
        {DrawRule{}, false},
        {DrawRule{DrawRuleKind::any, 4, {}}, true},
        {quota(), false},
        {DrawRule{DrawRuleKind::alternate, 5, {}}, false},
    }));
    Hall stage;
    stage.does(RaiseHand{}, attendee(4));
    stage.hold_draw({.rule = rule, .public_dice = dice}, 7);
    const auto& draw = stage.draw();
    CHECK(std::cmp_equal(draw.drawn.size(), rule.count));
    CHECK(draw.unfilled == 0);
    const auto found = audit(draw);
    CHECK(found.findings.empty());
    CHECK(found.holds());
    CHECK(found.is_weak); // A thousand iterations: only here.
}

TEST_CASE("a draw that is repeated is another by name and by chance", "[hall][draw]")
{
    Hall stage;
    stage.hold_draw();
    stage.does(CallDrawn{d1}, moderator());
    stage.does(AnswerDrawFor{d1, false}, moderator());
    stage.hold_draw({.reason = "抽中者谢绝"});
    CHECK(stage.draw("d1").public_id == "h01/draw/1");
    CHECK(stage.draw("d2").public_id == "h01/draw/1.2");
    CHECK(stage.draw("d1").secret != stage.draw("d2").secret);
    CHECK(audit(stage.draw("d2")).holds());
    CHECK(std::ranges::count(stage.draw("d2").pool, DrawExclusion::declined,
                             &PoolLine::exclusion) == 1);
}

TEST_CASE("the secret is kept in the box until it is revealed, and nowhere else", "[hall][draw]")
{
    Hall stage;
    CHECK_FALSE(stage.knows_secret());
    stage.does(OpenDraw{.public_dice = true}, moderator());
    CHECK(stage.knows_secret());
    const auto secret = trust::hex(trust::as_bytes(stage.world.box("h01").secrets.at(0).secret));
    // In the same batch, of which the box is written first: nobody can have seen the commitment.
    const auto& batch = stage.world.ledger.batches.back();
    CHECK(batch.lines.size() == 2);
    CHECK(batch.box.size() == 1);
    stage.world.pass(core::limits::draw_preview);
    stage.does(CollectNonces{d1}, moderator());
    stage.world.pass(core::limits::nonce_collection);
    CHECK(stage.draw().state == DrawState::frozen);
    CHECK(stage.log().find(secret) == std::string::npos);
    CHECK(stage.knows_secret());

    stage.does(EnterDice{d1, "4-2-6"}, moderator());
    CHECK(stage.draw().secret == secret);
    CHECK_FALSE(stage.knows_secret());
}

TEST_CASE("a void draw leaves no secret behind", "[hall][draw]")
{
    Hall stage;
    stage.does(OpenDraw{}, moderator());
    stage.does(VoidDraw{d1, "选错规则"}, moderator());
    CHECK_FALSE(stage.draw().secret.empty());
    CHECK_FALSE(stage.knows_secret());
}

TEST_CASE("an opening that does not become durable is forgotten with its secret", "[hall][draw]")
{
    Hall stage;
    stage.world.memory.fail_next_append(Failure::storage);
    const auto failed = stage.send(OpenDraw{}, moderator());
    stage.world.run_all();
    CHECK(failed.is(hall::Trouble::storage_failed));
    stage.hold_draw();
    CHECK(stage.draw().public_id == "h01/draw/1");
    CHECK(audit(stage.draw()).holds());
    CHECK_FALSE(stage.knows_secret());
}

TEST_CASE("a crash at any step ends in the same result, or in a draw that is void on the record",
          "[hall][draw][crash]")
{
    // The same chance in every world: the seed is that of the undisturbed draw.
    const auto undisturbed = [] {
        Hall stage;
        stage.hold_draw({.public_dice = true});
        return stage.draw().seed;
    }();

    Hall stage;
    const OpenDraw command{.public_dice = true};
    const int crash_after = GENERATE(0, 1, 2, 3, 4, 5, 6);
    CAPTURE(crash_after);
    int step = 0;
    const auto crash = [&] {
        if (step++ == crash_after) stage.restart();
    };
    stage.does(command, moderator());
    crash();
    stage.world.pass(core::limits::draw_preview);
    stage.does(CollectNonces{d1}, moderator());
    crash();
    for (int number = 1; number <= 3; ++number)
        stage.does(ContributeNonce{d1, nonce_of(number)}, attendee(number));
    crash();
    stage.world.pass(core::limits::nonce_collection);
    REQUIRE(stage.draw().state == DrawState::frozen);
    crash();
    stage.world.parks_work = true;
    stage.does(EnterDice{d1, "4-2-6"}, moderator());
    REQUIRE(stage.draw().state == DrawState::revealed);
    if (step == crash_after) stage.world.parks_work = false;
    crash();
    if (stage.world.parks_work) {
        stage.world.parks_work = false;
        const auto work = stage.world.parked.front();
        while (work.slice()) {
        }
        // Done, and not told yet.
        if (step == crash_after)
            crash();
        else
            work.told();
    }
    stage.world.run_all();
    step = crash_after == 6 ? 6 : 7;
    crash();
    CHECK(stage.draw().state == DrawState::drawn);
    CHECK(stage.draw().seed == undisturbed);
    CHECK(audit(stage.draw()).holds());
    CHECK_FALSE(stage.knows_secret());
}

TEST_CASE("a collection that a crash held up is void, because inputs could have been tried",
          "[hall][draw][crash]")
{
    Hall stage;
    stage.does(OpenDraw{}, moderator());
    stage.world.pass(core::limits::draw_preview);
    stage.does(CollectNonces{d1}, moderator());
    stage.does(ContributeNonce{d1, nonce_of(1)}, attendee(1));
    stage.halls.reset();
    stage.world.crash();
    stage.world.set_clock(stage.world.now() + seconds(30));
    REQUIRE(stage.start());
    stage.world.pass(seconds(1));
    CHECK(stage.draw().state == DrawState::voided);
    CHECK(stage.draw().void_cause == DrawVoidCause::frozen_too_late);
    CHECK_FALSE(stage.draw().secret.empty());
    stage.hold_draw({.reason = "重新抽签"});
    CHECK(stage.draw("d2").state == DrawState::drawn);
}

TEST_CASE("a draw whose secret is lost is void on the record", "[hall][draw][crash]")
{
    Hall stage;
    const bool frozen = GENERATE(false, true);
    const bool disk_fails = GENERATE(false, true);
    if (frozen)
        stage.freeze_draw({.public_dice = true});
    else
        stage.does(OpenDraw{}, moderator());
    stage.halls.reset();
    stage.world.crash();
    // As when only the log was restored.
    const auto grant = [&] {
        std::optional<hall::Grant> given;
        stage.world.memory.acquire("h01", "nobody", 1, [&](const auto& result) {
            if (result) given = *result;
        });
        stage.world.pass(seconds(10));
        if (!given)
            stage.world.memory.acquire("h01", "nobody", 1,
                                       [&](const auto& result) { given = result.value(); });
        stage.world.run_all();
        return *given;
    }();
    stage.world.memory.append({"h01", grant.epoch, grant.head, {}, {hall::SealBox{"d1"}}},
                              [](const auto&) {});
    stage.world.pass(seconds(10));
    if (disk_fails) stage.world.memory.fail_next_append(Failure::storage);
    REQUIRE(stage.start());
    stage.world.pass(seconds(1));
    CHECK(stage.draw().state == DrawState::voided);
    CHECK(stage.draw().void_cause == DrawVoidCause::secret_is_lost);
    CHECK(stage.draw().secret.empty());
    CHECK_FALSE(stage.world.warnings.empty());
    stage.hold_draw({.reason = "重新抽签"});
    CHECK(audit(stage.draw("d2")).holds());
}

TEST_CASE("the slow step tells how far it is, and is not done on the hall thread", "[hall][draw]")
{
    Hall stage;
    stage.world.parks_work = true;
    stage.world.delay = 2 * trust::delay_slice;
    stage.follow(rostrum::protocol::Audience::screen);
    stage.freeze_draw();
    const auto shown = [&] {
        return stage.world.publisher.followed[{"h01", rostrum::protocol::Audience::screen}].view.at(
            "draw");
    };
    CHECK(shown().at("state") == "revealed");
    CHECK(shown().at("progress") == 0);
    REQUIRE(stage.world.parked.size() == 1);
    const auto work = stage.world.parked.front();
    const auto events = stage.events();

    CHECK(work.slice());
    work.told();
    stage.world.pass(seconds(1));
    CHECK(shown().at("progress").to_number<std::uint32_t>() > trust::delay_slice);
    CHECK(stage.events() == events);

    CHECK_FALSE(work.slice());
    SECTION("at once") {}
    SECTION("also when the disk fails just then")
    {
        stage.world.memory.fail_next_append(Failure::storage);
    }
    work.told();
    stage.world.pass(seconds(1));
    CHECK(shown().at("state") == "drawn");
    CHECK_FALSE(shown().as_object().contains("progress"));
    CHECK(audit(stage.draw()).holds());
    // A word that comes late changes nothing.
    const auto after = stage.events();
    work.told();
    stage.world.run_all();
    CHECK(stage.events() == after);
}

TEST_CASE("a file is there once its step is done", "[hall][draw]")
{
    Hall stage;
    const auto there = [&] {
        std::string names;
        for (const char* name : {"pool", "contrib", "freeze", "reveal", "secret"})
            if (draw_file(stage.draw(), name)) names += std::string{name} + ' ';
        return names;
    };
    stage.does(OpenDraw{.public_dice = true}, moderator());
    CHECK(there() == "pool ");
    stage.world.pass(core::limits::draw_preview);
    stage.does(CollectNonces{d1}, moderator());
    CHECK(there() == "pool ");
    stage.world.pass(core::limits::nonce_collection);
    CHECK(there() == "pool contrib freeze ");
    stage.does(EnterDice{d1, "6"}, moderator());
    CHECK(there() == "pool contrib freeze reveal ");
}

TEST_CASE("the protocol's delay is what a server takes", "[hall][draw]")
{
    CHECK(hall::protocol_delay(DrawPace::normal) == trust::default_delay);
    CHECK(hall::protocol_delay(DrawPace::quick) == trust::quick_delay);
    CHECK(hall::TrustDrawScheme{hall::protocol_delay}.delay(DrawPace::normal) == 67'108'864);
}
