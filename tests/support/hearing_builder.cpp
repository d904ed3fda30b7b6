#include "support/hearing_builder.hpp"

#include "core/limits.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

namespace rostrum::test {
namespace {

constexpr core::Instant start{1'767'258'000'000};

const std::function<std::string(const std::string&)>& sha256_function()
{
    static const std::function<std::string(const std::string&)> function = fake_sha256;
    return function;
}

std::string names_of(const std::vector<core::Event>& events)
{
    std::string names;
    for (const auto& event : events) {
        names += core::name_of(event);
        names += ' ';
    }
    return names;
}

/// What the hall does with the box when an event is committed.
void follow(core::BallotBox& box, const core::Hearing& hearing, const core::Event& event)
{
    if (const auto* opened = std::get_if<core::BallotOpened>(&event)) {
        box = core::BallotBox{};
        box.ballot = opened->ballot;
    }
    if (const auto* issued = std::get_if<core::BallotIssued>(&event)) {
        if (issued->channel != core::BallotChannel::phone || issued->blinded_sha256) return;
        const auto* participant = core::find(hearing.roster, issued->participant);
        REQUIRE(participant != nullptr);
        box.keys.emplace(key_of(issued->participant), participant->entry.category);
    }
}

} // namespace

void Answer::then(core::Refusal refusal) const
{
    INFO("events: " << (decision_ ? names_of(decision_->events) : std::string{"refused"}));
    REQUIRE_FALSE(decision_.has_value());
    CHECK(static_cast<int>(decision_.error()) == static_cast<int>(refusal));
}

void Answer::then_all(const std::vector<core::Event>& events) const
{
    const auto& happened = this->events();
    INFO("expected: " << names_of(events));
    INFO("happened: " << names_of(happened));
    CHECK((happened == events));
    CHECK(decision_->ballots.empty());
}

void Answer::then_boxed(const core::BoxedBallot& ballot) const
{
    const auto& happened = this->events();
    INFO("happened: " << names_of(happened));
    CHECK(happened.empty());
    CHECK((decision_->ballots == std::vector{ballot}));
}

const std::vector<core::Event>& Answer::events() const
{
    INFO("refusal number " << (decision_ ? -1 : static_cast<int>(decision_.error())));
    REQUIRE(decision_.has_value());
    return decision_->events;
}

Scene::Scene() : now_{start}, secret_(64, '5') {}

Scene& Scene::happened(const core::Event& event)
{
    hearing_ = core::evolve(std::move(hearing_), event, now_);
    log_.push_back({event, now_});
    follow(box_, hearing_, event);
    return *this;
}

Scene& Scene::happened(const std::vector<core::Event>& events)
{
    for (const auto& event : events) happened(event);
    return *this;
}

Scene& Scene::later(core::Span by)
{
    now_ = now_ + by;
    return *this;
}

Scene& Scene::with_secret(std::string secret)
{
    secret_ = std::move(secret);
    return *this;
}

Answer Scene::when(const core::Command& command, const core::Actor& actor) const
{
    const core::Context context{.now = now_,
                                .actor = actor,
                                .box = box_,
                                .draw_secret = secret_,
                                .draw_scheme = fake_scheme(),
                                .fresh_ballot_key = fake_ballot_key(),
                                .ballot_scheme = fake_ballot_scheme(),
                                .network_is_trusted = network_is_trusted_,
                                .sha256 = sha256_function()};
    return Answer{core::decide(hearing_, command, context)};
}

Scene& Scene::with_trusted_network(bool is_trusted)
{
    network_is_trusted_ = is_trusted;
    return *this;
}

Answer Scene::when_cast(const core::SecretCast& cast) const
{
    return Answer{core::judge_cast(hearing_, box_, cast)};
}

Scene& Scene::casts(const core::SecretCast& cast)
{
    const Answer answer = when_cast(cast);
    static_cast<void>(answer.events());
    take(*answer.decision());
    return *this;
}

Scene& Scene::does(const core::Command& command, const core::Actor& actor)
{
    INFO("command " << core::name_of(command));
    const Answer answer = when(command, actor);
    static_cast<void>(answer.events());
    take(*answer.decision());
    return *this;
}

void Scene::take(const core::Outcomes& outcomes)
{
    happened(outcomes.events);
    for (const auto& ballot : outcomes.ballots)
        core::put(box_, ballot, hearing_.rules.ballot.live_batch);
}

core::Hearing Scene::replayed() const
{
    core::Hearing hearing;
    for (const auto& one : log_) hearing = core::evolve(std::move(hearing), one.event, one.at);
    return hearing;
}

Scene given(const std::vector<core::Event>& events)
{
    Scene scene;
    scene.happened(events);
    return scene;
}

core::Actor moderator()
{
    return {core::Role::moderator, "lin"};
}

core::Actor chair()
{
    return {core::Role::chair, "song"};
}

core::Actor teller(int number)
{
    return {core::Role::teller, "t" + std::to_string(number)};
}

core::Actor secretariat()
{
    return {core::Role::secretariat, "wen"};
}

core::Actor respondent()
{
    return {core::Role::respondent, "rao"};
}

core::Actor attendee(int number)
{
    return {core::Role::attendee, card(number).value};
}

core::Actor observer(int number)
{
    return {core::Role::observer, "o-" + std::to_string(number)};
}

core::Actor server()
{
    return {core::Role::system, ""};
}

core::Actor actor_with(core::Role role)
{
    switch (role) {
    case core::Role::moderator: return moderator();
    case core::Role::chair: return chair();
    case core::Role::teller: return teller(1);
    case core::Role::secretariat: return secretariat();
    case core::Role::respondent: return respondent();
    case core::Role::attendee: return attendee(1);
    case core::Role::screen: return {core::Role::screen, "hall"};
    case core::Role::observer: return observer(1);
    case core::Role::system: return server();
    }
    FAIL("not a role");
    return {};
}

core::ParticipantId card(int number)
{
    const auto digits = std::to_string(number);
    return {"A-" + std::string(4 - std::min<std::size_t>(4, digits.size()), '0') + digits};
}

core::CategoryId category_of(int number)
{
    static const std::array<const char*, 6> keys{"deputy",       "cppcc",   "citizen",
                                                 "entrepreneur", "chamber", "department"};
    return {keys.at(static_cast<std::size_t>(number - 1) % keys.size())};
}

std::vector<core::RosterEntry> entries(int count)
{
    std::vector<core::RosterEntry> list;
    for (int number = 1; number <= count; ++number)
        list.push_back({.participant = card(number), .category = category_of(number)});
    return list;
}

std::string key_of(const core::ParticipantId& participant)
{
    return fake_sha256("key of " + participant.value);
}

core::QuestionId question(int number)
{
    return {"q" + std::to_string(number)};
}

core::BallotId ballot(int number)
{
    return {"b" + std::to_string(number)};
}

core::DrawId draw_id(int number)
{
    return {"d" + std::to_string(number)};
}

std::string nonce_of(int number)
{
    return fake_sha256("nonce of " + card(number).value);
}

core::DrawId open_draw(Scene& scene, const core::OpenDraw& command)
{
    scene.does(command, moderator());
    return scene.hearing().draws.draws.back().draw;
}

void freeze_draw(Scene& scene, const core::DrawId& draw)
{
    scene.later(core::limits::draw_preview).does(core::CollectNonces{draw}, moderator());
    for (const auto& [id, participant] : scene.hearing().roster.participants) {
        if (!participant.presence) continue;
        scene.does(core::ContributeNonce{draw, fake_sha256("nonce of " + id.value)},
                   {core::Role::attendee, id.value});
        break;
    }
    scene.later(core::limits::nonce_collection).does(core::FreezeDraw{draw}, server());
}

core::DrawId hold_draw(Scene& scene, const core::OpenDraw& command)
{
    const auto draw = open_draw(scene, command);
    freeze_draw(scene, draw);
    if (command.public_dice) scene.does(core::EnterDice{draw, "4-2-6"}, moderator());
    scene.does(core::FinishDraw{draw, fake_sha256("seed of " + draw.value)}, server());
    return draw;
}

core::ParticipantId drawn_by(const Scene& scene)
{
    const auto* person = core::next_drawn(scene.hearing().draws.draws.back());
    REQUIRE(person != nullptr);
    return person->participant;
}

core::Campaign demo_campaign()
{
    return {
        .title = "蓝色海湾攻势",
        .metrics = {{.name = "入海河流达标率", .value = "92.50", .unit = "%", .note = ""}},
        .units = {{.unit = {"u1"}, .name = "生态环境局", .responsible = "局长"},
                  {.unit = {"u2"}, .name = "水务局", .responsible = "局长"},
                  {.unit = {"u3"}, .name = "海洋局", .responsible = "局长"}},
        .projects = {{.name = "河道整治", .unit = {"u2"}, .responsible = "副局长", .status = ""}}};
}

std::vector<core::Event> demo_events(core::Phase phase, int people, const core::HearingRules& rules)
{
    std::vector<core::Event> events{
        core::HearingCreated{.hearing = {"h01"},
                             .title = "蓝色海湾攻势质询会",
                             .venue = "一号会场",
                             .starts_at = start,
                             .rules = rules},
        core::CampaignDescribed{demo_campaign()},
    };
    if (people > 0) events.emplace_back(core::RosterImported{entries(people)});
    for (int step = 1; step <= static_cast<int>(phase); ++step) {
        const auto to = static_cast<core::Phase>(step);
        events.emplace_back(core::PhaseEntered{.to = to, .reason = ""});
        if (to != core::Phase::check_in) continue;
        for (int number = 1; number <= people; ++number)
            events.emplace_back(core::ParticipantArrived{card(number), core::PresenceSource::card});
    }
    return events;
}

std::vector<core::Event> demo_events(core::Phase phase, int people)
{
    return demo_events(phase, people, core::default_rules());
}

Scene demo(core::Phase phase, int people)
{
    return given(demo_events(phase, people));
}

Scene demo(core::Phase phase, int people, const core::HearingRules& rules)
{
    return given(demo_events(phase, people, rules));
}

} // namespace rostrum::test
