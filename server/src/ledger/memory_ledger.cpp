#include "ledger/memory_ledger.hpp"

#include "ledger/answer.hpp"

#include <algorithm>
#include <utility>
#include <variant>

namespace rostrum::ledger {

MemoryLedger::MemoryLedger(hall::Executor executor, Clock clock)
    : executor_{std::move(executor)}, clock_{std::move(clock)}
{
}

void MemoryLedger::fail_next_append(hall::Failure failure, BoxPart box)
{
    fault_ = Fault{failure, box};
}

void MemoryLedger::append(hall::Batch batch, hall::Callback<hall::Appended> done)
{
    answer(executor_, std::move(done), append_now(batch));
}

std::expected<hall::Appended, hall::Failure> MemoryLedger::append_now(hall::Batch& batch)
{
    if (const auto failure = objection(state_of(batch.stream), batch)) {
        return std::unexpected{*failure};
    }
    Stream& stream = streams_[batch.stream];
    if (const auto fault = std::exchange(fault_, std::nullopt)) {
        if (fault->box == BoxPart::written) write_box(stream, batch.box);
        return std::unexpected{fault->failure};
    }
    write_box(stream, batch.box);
    grow(stream.state, batch);
    for (auto& line : batch.lines) stream.lines.push_back(std::move(line));
    seal_box(stream, batch.box);
    return appended(stream.state);
}

void MemoryLedger::write_box(Stream& stream, const std::vector<hall::BoxWrite>& writes)
{
    for (const auto& write : writes) {
        if (const auto* open = std::get_if<hall::OpenBox>(&write)) {
            stream.secrets[open->ballot] = open->secret;
        }
        if (const auto* put = std::get_if<hall::PutBallot>(&write)) {
            auto& kept = stream.ballots.try_emplace({put->key, put->ballot}, *put).first->second;
            if (put->revision > kept.revision) kept = *put;
        }
    }
}

void MemoryLedger::seal_box(Stream& stream, const std::vector<hall::BoxWrite>& writes)
{
    for (const auto& write : writes) {
        if (const auto* seal = std::get_if<hall::SealBox>(&write)) {
            stream.secrets.erase(seal->ballot);
            for (auto& [key, put] : stream.ballots)
                if (put.ballot == seal->ballot) put.category.clear();
        }
    }
}

void MemoryLedger::read(std::string stream, hall::Seq from, std::size_t max, hall::Seq need,
                        hall::Callback<hall::Page> done)
{
    const auto found = streams_.find(stream);
    const std::size_t head = found == streams_.end() ? 0 : found->second.lines.size();
    if (head < need) {
        answer<hall::Page>(executor_, std::move(done), std::unexpected{hall::Failure::regressed});
        return;
    }
    hall::Page page{.from = from, .lines = {}};
    for (hall::Seq seq = from; seq < head && page.lines.size() < max; ++seq) {
        page.lines.push_back(found->second.lines[seq]);
    }
    answer<hall::Page>(executor_, std::move(done), std::move(page));
}

void MemoryLedger::read_box(std::string stream, hall::Callback<hall::Box> done)
{
    hall::Box box;
    const auto found = streams_.find(stream);
    if (found != streams_.end()) {
        for (const auto& [ballot, secret] : found->second.secrets) {
            box.secrets.push_back({ballot, secret});
        }
        for (const auto& [key, ballot] : found->second.ballots) box.ballots.push_back(ballot);
    }
    answer<hall::Box>(executor_, std::move(done), std::move(box));
}

void MemoryLedger::streams(hall::Callback<std::vector<std::string>> done)
{
    std::vector<std::string> names;
    names.reserve(streams_.size());
    for (const auto& [name, stream] : streams_) names.push_back(name);
    answer<std::vector<std::string>>(executor_, std::move(done), std::move(names));
}

void MemoryLedger::acquire(std::string stream, std::string owner, std::int64_t ttl_ms,
                           hall::Callback<hall::Grant> done)
{
    std::expected<hall::Grant, hall::Failure> result = std::unexpected{hall::Failure::storage};
    if (is_name(stream) && is_name(owner)) {
        auto state = granted(state_of(stream), owner, clock_(), ttl_ms);
        result = std::unexpected{hall::Failure::held};
        if (state) result = hall::Grant{state->epoch, state->head()};
        replace(stream, std::move(state));
    }
    answer(executor_, std::move(done), std::move(result));
}

void MemoryLedger::renew(std::string stream, hall::Epoch epoch, std::int64_t ttl_ms,
                         hall::Callback<bool> done)
{
    const bool changed = replace(stream, renewed(state_of(stream), epoch, clock_(), ttl_ms));
    answer<bool>(executor_, std::move(done), changed);
}

void MemoryLedger::release(std::string stream, hall::Epoch epoch, hall::Callback<bool> done)
{
    const bool changed = replace(stream, released(state_of(stream), epoch));
    answer<bool>(executor_, std::move(done), changed);
}

bool MemoryLedger::replace(const std::string& stream, std::optional<StreamState> state)
{
    if (!state) return false;
    streams_[stream].state = std::move(*state);
    return true;
}

StreamState MemoryLedger::state_of(const std::string& stream) const
{
    const auto found = streams_.find(stream);
    return found == streams_.end() ? StreamState{} : found->second.state;
}

} // namespace rostrum::ledger
