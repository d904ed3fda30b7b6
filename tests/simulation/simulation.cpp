#include "simulation/simulation.hpp"

#include "core/limits.hpp"
#include "simulation/violation.hpp"
#include "support/hearing_builder.hpp"
#include "support/random_command.hpp"
#include "support/world.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

namespace rostrum::simulation {

using namespace rostrum::core;

namespace {

/// How long it may take until everything has come to rest once nothing fails any more: the longest
/// wait of a client is 15 s, of the server 45 s of silence.
constexpr Span rest_within = minutes(3);
constexpr std::uint64_t rest_steps_max = 200'000;

/// Publishes nothing: what a comparison does not need.
class Silent final : public hall::Publisher {
public:
    void publish(const hall::Topic&, hall::Epoch, hall::Version, hall::Message) override {}
    void tell(const std::string&, const Actor&, hall::Message) override {}
};
Silent silent;

HearingRules rules_of(Chance& chance)
{
    auto rules = default_rules();
    rules.observers_may_ask = true;
    rules.support_orders = chance.once_in(2);
    if (chance.once_in(2)) rules.ballot.live_batch = limits::live_batch_min;
    return rules;
}

/// What the simulation leaves to others: the server's own, and what phones do by themselves.
bool is_left_out(const Command& command)
{
    return std::holds_alternative<CastBallot>(command) ||
           std::holds_alternative<ClaimBallot>(command) ||
           std::holds_alternative<CreateHearing>(command);
}

} // namespace

Simulation::Simulation(std::uint64_t seed)
    : chance_(seed),
      disk_(timeline_, chance_, weather_,
            [this](const hall::Batch& batch, bool with_lines) {
                if (batch.stream == hearing_id) record_.written(batch, with_lines);
            }),
      ground_{timeline_, chance_, weather_, disk_, record_, watch_},
      thread_(timeline_, world_owner),
      world_(Process::world_of(
          ground_, silent, [this] { return timeline_.now(); }, world_owner, thread_)),
      watch_(record_, world_)
{
}

Simulation::~Simulation() = default;

Course Simulation::run(std::uint64_t steps)
{
    static constexpr std::array begins{Phase::draft, Phase::check_in, Phase::inquiry,
                                       Phase::ballot};
    const auto phones = static_cast<std::size_t>(test::people_max) + chance_.below(10);
    prepare(phones, begins.at(chance_.below(begins.size())));
    weather_ = Weather::of(chance_);
    open_doors(phones);
    while (timeline_.steps() < steps) step();
    return finish();
}

Course Simulation::die_once(std::uint64_t steps, std::uint64_t death)
{
    constexpr std::size_t phones = test::people_max;
    prepare(phones, Phase::ballot);
    open_doors(phones);
    for (std::uint64_t count = 0; count < steps; ++count) {
        if (count == death) kill();
        step();
    }
    return finish();
}

void Simulation::open_doors(std::size_t phones)
{
    add_clients(phones);
    look_after_later();
    drive_later();
}

Course Simulation::finish()
{
    rest();
    kill();
    come_to_rest();
    record_.verify();
    return course();
}

Course Simulation::course() const
{
    return {.steps = timeline_.steps(),
            .trace = timeline_.trace(),
            .starts = starts_,
            .events = record_.head(),
            .ballots = record_.box().ballots.size(),
            .receipts = watch_.receipts()};
}

void Simulation::step()
{
    if (process_ && chance_.once_in(weather_.crash)) kill();
    if (process_ && process_->is_open() && chance_.once_in(weather_.stop)) restart();
    require(timeline_.step(), rule::quiet, "nothing will ever happen again");
}

void Simulation::restart()
{
    process_->stop([this] { timeline_.after({}, world_owner, [this] { kill(); }); });
}

void Simulation::kill()
{
    if (!process_) return;
    process_.reset();
    disk_.crash();
    timeline_.after(chance_.between(20, 2'000), world_owner, [this] { start(); });
}

void Simulation::start()
{
    if (process_) return;
    if (chance_.once_in(weather_.clock_jumps)) clock_error_ = chance_.between(-5'000, 60'000);
    process_ = std::make_unique<Process>(ground_, static_cast<Owner>(++starts_), clock_error_);
    process_->open([this, life = starts_](bool opened) {
        if (opened) return;
        timeline_.after({}, world_owner, [this, life] {
            if (life == starts_) kill();
        });
    });
}

void Simulation::prepare(std::size_t people, Phase begin)
{
    start();
    while (!process_->is_open()) step();
    const auto rules = rules_of(chance_);
    bool planned = false;
    process_->plan(CreateSeries{"2026", "青岛", rules}, [this, &planned] {
        process_->plan(PlanHearing{{.hearing = {hearing_id},
                                    .title = "质询会",
                                    .venue = "一号会场",
                                    .day = 1,
                                    .order = 1,
                                    .starts_at = timeline_.now()}},
                       [&planned] { planned = true; });
    });
    while (!planned) step();
    process_->watch_hearing();
    does(DescribeCampaign{test::demo_campaign()}, test::secretariat());
    const auto last = static_cast<int>(people);
    does(ImportRoster{test::entries(last)}, test::secretariat());
    for (int phase = 1; phase <= static_cast<int>(begin); ++phase) {
        does(AdvancePhase{static_cast<Phase>(phase), "抽签从略"}, test::moderator());
        if (static_cast<Phase>(phase) != Phase::check_in) continue;
        for (int number = 1; number <= last; ++number)
            does(MarkPresent{test::card(number)}, test::moderator());
    }
    if (begin == Phase::ballot && chance_.once_in(2)) {
        does(LockBallotRule{}, test::chair());
        does(OpenBallot{test::ballot(1), mode_of_ballot()}, test::chair());
    }
}

void Simulation::does(const Command& command, const Actor& actor)
{
    bool done = false;
    process_->submit({hearing_id, "prepare-" + std::to_string(++prepared_), actor, command,
                      [&](const hall::Answer& answer) {
                          require(std::holds_alternative<hall::Acknowledged>(answer), rule::quiet,
                                  std::string{"cannot prepare: "} + name_of(command));
                          done = true;
                      }});
    while (!done) step();
}

void Simulation::add_clients(std::size_t phones)
{
    using protocol::Audience;
    for (std::size_t number = 1; number <= phones; ++number)
        add(test::attendee(static_cast<int>(number)), Audience::attendee);
    add(test::attendee(1), Audience::attendee, "second-window");
    for (int number = 1; number <= 2; ++number) add(test::observer(number), Audience::attendee);
    for (int number = 1; number <= 3; ++number) add(test::teller(number), Audience::desk);
    add(test::moderator(), Audience::desk);
    add(test::chair(), Audience::desk);
    add(test::secretariat(), Audience::desk);
    add(test::respondent(), Audience::attendee);
    for (int number = 1; number <= 2; ++number)
        add({Role::screen, "hall-" + std::to_string(number)}, Audience::screen);
    for (const auto& client : clients_) client->start();
}

void Simulation::add(const Actor& actor, protocol::Audience audience, const std::string& window)
{
    const session::Identity identity{actor.role, actor.id, "session-" + actor.id,
                                     std::string(32, 'a')};
    clients_.push_back(std::make_unique<Client>(
        ground_,
        [this](const session::Identity& who) -> std::shared_ptr<Link> {
            if (!process_ || !process_->is_open()) return nullptr;
            auto link = std::make_shared<Link>(timeline_, chance_, weather_);
            process_->accept(link, who);
            return link;
        },
        [this](const std::string& ballot, const trust::Cast& cast,
               std::function<void(hall::CastAnswer)> done) {
            carry_cast(ballot, cast, std::move(done));
        },
        identity, audience, window));
}

void Simulation::carry_cast(const std::string& ballot, const trust::Cast& cast,
                            std::function<void(hall::CastAnswer)> done)
{
    const auto latency = [this] {
        return chance_.once_in(weather_.delayed) ? chance_.between(500, 6'000)
                                                 : chance_.between(0, 40);
    };
    if (chance_.once_in(weather_.lost)) return;
    timeline_.after(latency(), world_owner, [this, ballot, cast, latency, done = std::move(done)] {
        if (!process_ || !process_->is_open()) return;
        process_->ask([this, ballot, cast, latency, done](hall::Front& front) {
            front.cast(ballot, cast, [this, latency, done](const hall::CastAnswer& answer) {
                if (chance_.once_in(weather_.lost)) return;
                timeline_.after(latency(), world_owner, [done, answer] { done(answer); });
            });
        });
    });
}

void Simulation::look_after_later()
{
    // A person starts a server again that has lost its hearing, as when a failing disk left it in
    // doubt about the box.
    timeline_.after(core::seconds(2), world_owner, [this] {
        if (process_ && process_->is_open() && !process_->serves()) kill();
        look_after_later();
    });
}

void Simulation::drive_later()
{
    timeline_.after(chance_.between(5, 150), world_owner, [this] {
        if (!drives_) return;
        drive();
        drive_later();
    });
}

void Simulation::drive()
{
    if (chance_.once_in(weather_.hostile)) return say_nonsense();
    ask_something();
}

void Simulation::ask_something()
{
    test::Bytes bytes{};
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(chance_.next() & 0xff);
    auto [command, actor] =
        test::random_command(record_.hearing(), bytes, static_cast<int>(chance_.below(4)));
    if (is_left_out(command)) return;
    if (keeps_phase_ && std::holds_alternative<AdvancePhase>(command)) return;
    mark(command);
    if (auto* client = client_of(actor)) client->ask(command);
}

BallotMode Simulation::mode_of_ballot()
{
    // A secret vote takes longer from the claim to the receipt, and fewer come to one.
    return chance_.once_in(3) ? BallotMode::confidential : BallotMode::secret;
}

void Simulation::mark(Command& command)
{
    auto& secrecy = watch_.secrecy();
    if (auto* ask = std::get_if<AskQuestion>(&command)) ask->text = secrecy.question_text();
    if (auto* edit = std::get_if<EditQuestion>(&command)) edit->text = secrecy.question_text();
    if (auto* back = std::get_if<ReturnQuestion>(&command)) back->reason = secrecy.question_text();
    if (auto* confirm = std::get_if<ConfirmPassage>(&command))
        confirm->text = secrecy.question_text();
    if (auto* open = std::get_if<OpenBallot>(&command)) open->mode = mode_of_ballot();
    auto* prompt = std::get_if<PromptChair>(&command);
    if (prompt != nullptr && !prompt->text.empty()) prompt->text = secrecy.desk_text();
}

void Simulation::say_nonsense()
{
    auto& client = *clients_[chance_.below(clients_.size())];
    switch (chance_.below(5)) {
    case 0: return client.say(chance_.bytes(chance_.below(200)));
    case 1: return client.say(std::string(chance_.below(80'000), '['));
    case 2:
        return client.say(
            R"({"type":"hello","protocol":1,"hearing":"h01","audience":"desk","nonce":")" +
            client.identity().nonce + "\"}");
    case 3:
        return client.say(R"({"type":"command","id":"nonsense-)" +
                          std::to_string(chance_.below(9)) +
                          R"(","name":"approve_question","body":{"question":"q1"}})");
    default:
        for (std::size_t i = chance_.below(60); i > 0; --i) client.say(R"({"type":"ping","t":1})");
    }
}

Client* Simulation::client_of(const Actor& actor)
{
    const auto found = std::ranges::find_if(clients_, [&](const auto& client) {
        const auto has = client->identity().actor();
        return has == actor || (actor.role == Role::screen && has.role == Role::screen);
    });
    return found == clients_.end() ? nullptr : found->get();
}

bool Simulation::is_served() const
{
    return process_ && process_->serves();
}

bool Simulation::is_quiet() const
{
    return is_served() && process_->unanswered() == 0 &&
           std::ranges::all_of(clients_, [](const auto& client) { return client->is_quiet(); });
}

void Simulation::rest()
{
    drives_ = false;
    weather_ = {};
    disk_.mend();
    for (const auto& client : clients_) client->rest();
    come_to_rest();
}

void Simulation::come_to_rest()
{
    const auto until = timeline_.now() + rest_within;
    const auto steps_max = timeline_.steps() + rest_steps_max;
    std::optional<Instant> quiet_since;
    // The disk is not quiet for long: leases are renewed.
    while (!quiet_since || timeline_.now() - *quiet_since < seconds(2) || !disk_.is_idle()) {
        if (!is_quiet())
            quiet_since.reset();
        else if (!quiet_since)
            quiet_since = timeline_.now();
        const bool in_time = timeline_.now() < until && timeline_.steps() < steps_max;
        if (!in_time) {
            std::string who;
            for (const auto& client : clients_)
                if (!client->is_quiet()) who += "; " + client->state();
            if (!is_served()) who += "; not served";
            if (process_ && process_->unanswered() > 0) who += "; commands wait for an answer";
            throw Violation(rule::quiet, "still restless" + who);
        }
        step();
    }
    process_->compare_with_record();
    for (const auto& client : clients_) client->compare_me();
}

} // namespace rostrum::simulation
