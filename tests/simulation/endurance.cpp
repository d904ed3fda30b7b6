// A long hearing in a full hall, condensed in time.
#include "simulation/simulation.hpp"
#include "simulation/violation.hpp"
#include "support/hearing_builder.hpp"

#include <algorithm>
#include <malloc.h>
#include <utility>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
// Of sanitizer/allocator_interface.h, which not every compiler brings.
extern "C" std::size_t __sanitizer_get_current_allocated_bytes();
#endif

namespace rostrum::simulation {

using namespace rostrum::core;

namespace {

/// A page waits 15 s at most before it tries again, a slow one reads for 3, and the server looks
/// every second.
constexpr Span stuck_after = core::seconds(90);

/// Something goes wrong somewhere every few seconds, and nothing all the time.
constexpr Weather fair{.disk_fails = 400,
                       .disk_is_slow = 200,
                       .cut = 300,
                       .lost = 500,
                       .twice = 500,
                       .overtakes = 500,
                       .delayed = 2'000,
                       .thread_is_busy = 200,
                       .slow_reader = 20,
                       .hostile = 50};

/// What this process has asked for and not given back; and of it what an answer takes that is kept
/// for a repeat, with its keys: without a sanitizer what the allocator adds is counted, too.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
std::size_t allocated_bytes()
{
    return __sanitizer_get_current_allocated_bytes();
}
constexpr std::size_t answer_bytes = 256;
#else
std::size_t allocated_bytes()
{
    return mallinfo2().uordblks;
}
constexpr std::size_t answer_bytes = 320;
#endif

} // namespace

Endurance Simulation::endure(std::size_t phones, Span length)
{
    prepare(phones, Phase::inquiry);
    keeps_phase_ = true;
    weather_ = fair;
    open_doors(phones);
    const auto middle = timeline_.now() + Span{length.ms / 2};
    const auto end = timeline_.now() + length;
    auto next_end = timeline_.now() + minutes(1);
    auto next_look = timeline_.now();
    std::map<const Client*, Goal> goals;
    while (timeline_.now() < end) {
        step();
        if (timeline_.now() < next_look) continue;
        next_look = timeline_.now() + core::seconds(1);
        live_on(/*votes=*/timeline_.now() > middle);
        find_stuck_pages(goals);
        if (timeline_.now() < next_end || timeline_.now() > middle || !is_served()) continue;
        next_end = timeline_.now() + minutes(1);
        chance_.once_in(2) ? kill() : restart();
    }
    rest();
    Endurance endurance;
    endurance.bytes_lived = kill_and_weigh();
    come_to_rest();
    endurance.bytes_fresh = kill_and_weigh();
    come_to_rest();
    record_.verify();
    endurance.course = course();
    return endurance;
}

void Simulation::live_on(bool votes)
{
    if (votes && record_.hearing().agenda.phase == Phase::inquiry)
        client_of(test::moderator())->ask(AdvancePhase{Phase::ballot, {}});
    support_something();
}

void Simulation::support_something()
{
    const auto& questions = record_.hearing().floor.questions;
    auto& client = *clients_[chance_.below(clients_.size())];
    if (questions.empty() || client.identity().role != Role::attendee) return;
    auto question = questions.begin();
    std::advance(question, static_cast<std::ptrdiff_t>(chance_.below(questions.size())));
    client.ask(SupportQuestion{question->first, chance_.once_in(2)});
}

void Simulation::find_stuck_pages(std::map<const Client*, Goal>& goals) const
{
    for (const auto& client : clients_) {
        auto& goal = goals[client.get()];
        if (goal.since == Instant{} || client->place() >= goal.place || client->is_over())
            goal = {timeline_.now(), watch_.head(client->topic())};
        const auto since = std::min(goal.since, client->waits_since());
        require(timeline_.now() - since <= stuck_after, rule::quiet,
                "a page is stuck: " + client->state());
    }
}

std::size_t Simulation::kill_and_weigh()
{
    const auto limited = process_->ring_bytes() + process_->answers() * answer_bytes;
    const auto before = allocated_bytes();
    kill();
    const auto held = before - allocated_bytes();
    require(held > limited, rule::bounded, "nothing is left of what was weighed");
    return held - limited;
}

} // namespace rostrum::simulation
