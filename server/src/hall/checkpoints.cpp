#include "hall/checkpoints.hpp"

#include "hall/limits.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace rostrum::hall {
namespace {

/// By name, as they stand in the log: what follows them could be disputed.
constexpr std::array<std::string_view, 12> moments{
    "hearing_created", "phase_entered", "phase_reopened", "ballot_closing",
    "draw_frozen",     "draw_finished", "draw_voided",    "ballot_rule_locked",
    "ballot_opened",   "ballot_closed", "ballot_voided",  "result_published"};

bool is_moment(const core::Event& event)
{
    const auto name = std::visit([](const auto& one) { return std::string_view{one.name}; }, event);
    return std::ranges::find(moments, name) != moments.end();
}

bool closes_hearing(const core::Event& event)
{
    const auto* entered = std::get_if<core::PhaseEntered>(&event);
    return entered != nullptr && entered->to == core::Phase::closed;
}

} // namespace

Checkpoints::Checkpoints(World& world, Certified certified)
    : world_(world), certified_(std::move(certified))
{
}

void Checkpoints::followed(const std::string& stream, const std::vector<core::Event>& events)
{
    if (std::ranges::any_of(events, is_moment))
        sign(stream, std::ranges::any_of(events, closes_hearing));
    else
        changed(stream);
}

void Checkpoints::changed(const std::string& stream)
{
    auto& state = states_[stream];
    if (world_.notary == nullptr || state.scheduled) return;
    state.scheduled = true;
    world_.after(limits::checkpoint_interval, [this, stream, alive = std::weak_ptr<bool>(alive_)] {
        if (alive.expired()) return;
        states_[stream].scheduled = false;
        sign(stream, false);
    });
}

void Checkpoints::sign(const std::string& stream, bool closes)
{
    if (world_.notary == nullptr) return;
    auto& state = states_[stream];
    state.closes = state.closes || closes;
    if (state.under_way) {
        state.again = true;
        return;
    }
    state.under_way = true;
    state.again = false;
    world_.notary->certify(stream, state.closes,
                           [this, stream, closed = state.closes,
                            alive = std::weak_ptr<bool>(alive_)](const auto& result) {
                               if (!alive.expired()) signed_as(stream, closed, result);
                           });
}

void Checkpoints::signed_as(const std::string& stream, bool closed,
                            const std::expected<Certificate, Failure>& result)
{
    auto& state = states_[stream];
    state.under_way = false;
    if (!result) {
        if (result.error() == Failure::storage) changed(stream);
        return;
    }
    if (closed) state.closes = false;
    const bool is_new = state.last != *result;
    state.last = *result;
    if (is_new) certified_(stream, *result);
    if (state.again) sign(stream, false);
}

const Certificate* Checkpoints::last(const std::string& stream) const
{
    const auto state = states_.find(stream);
    return state == states_.end() || !state->second.last ? nullptr : &*state->second.last;
}

void Checkpoints::prove(const std::string& stream, Seq from, Seq to, Callback<Proof> done)
{
    if (world_.notary == nullptr) return done(std::unexpected(Failure::no_owner));
    const Asked asked{stream, {from, to}};
    if (const auto known = proofs_.find(asked); known != proofs_.end()) return done(known->second);
    const auto found = std::ranges::find(wanted_, asked, &Wanted::asked);
    if (found != wanted_.end()) return found->by.push_back(std::move(done));
    if (wanted_.size() >= limits::proofs_wanted_max) return done(std::unexpected(Failure::timeout));
    auto& wanted = wanted_.emplace_back(Wanted{asked, {}});
    wanted.by.push_back(std::move(done));
    prove_next();
}

void Checkpoints::prove_next()
{
    if (proving_ || wanted_.empty()) return;
    proving_ = true;
    const auto [stream, span] = wanted_.front().asked;
    world_.notary->prove(stream, span.first, span.second,
                         [this, alive = std::weak_ptr<bool>(alive_)](const auto& proof) {
                             if (!alive.expired()) proved(proof);
                         });
}

void Checkpoints::proved(const std::expected<Proof, Failure>& proof)
{
    const auto wanted = std::move(wanted_.front());
    wanted_.pop_front();
    proving_ = false;
    if (proof) keep(wanted.asked, *proof);
    for (const auto& done : wanted.by) done(proof);
    prove_next();
}

void Checkpoints::keep(const Asked& asked, const Proof& proof)
{
    if (!proofs_.emplace(asked, proof).second) return;
    proof_order_.push_back(asked);
    if (proof_order_.size() <= limits::proofs_remembered_max) return;
    proofs_.erase(proof_order_.front());
    proof_order_.pop_front();
}

} // namespace rostrum::hall
