#include "simulation/disk.hpp"

#include <algorithm>
#include <utility>

namespace rostrum::simulation {

Disk::Disk(Timeline& timeline, Chance& chance, const Weather& weather, Witness witness)
    : timeline_(timeline),
      chance_(chance),
      weather_(weather),
      witness_(std::move(witness)),
      memory_([](const std::function<void()>& task) { task(); },
              [&timeline] { return timeline.now().ms; })
{
}

void Disk::mend()
{
    full_until_ = {};
}

void Disk::crash()
{
    ++rounds_; // The end of the round under way comes for nobody.
    const auto group = std::exchange(round_, 0);
    auto what = Left::nothing;
    if (group > 0 && jobs_.front().batch) what = left();
    if (what != Left::nothing) ghosts_.clear();
    for (std::size_t i = 0; i < group && what != Left::nothing; ++i)
        write(std::move(*jobs_[i].batch), what, [](const auto&) {});
    for (auto& [stream, batch] : std::exchange(ghosts_, {}))
        if (chance_.once_in(2)) write(std::move(batch), Left::all, [](const auto&) {});
    jobs_.clear();
    unread_ = 0;
}

Disk::Left Disk::left()
{
    return static_cast<Left>(chance_.below(3));
}

bool Disk::fails()
{
    return timeline_.now() < full_until_ || chance_.once_in(weather_.disk_fails);
}

void Disk::push(Job job)
{
    jobs_.push_back(std::move(job));
    if (round_ == 0) begin_round();
}

void Disk::begin_round()
{
    if (jobs_.empty()) return;
    round_ = 1;
    if (jobs_.front().batch) {
        const auto other = std::ranges::find_if(jobs_, [](const Job& job) { return !job.batch; });
        round_ = static_cast<std::size_t>(other - jobs_.begin());
    }
    const auto wait = chance_.once_in(weather_.disk_is_slow) ? chance_.between(100, 2'000)
                                                             : chance_.between(0, 6);
    timeline_.after(wait, world_owner, [this, round = ++rounds_] {
        if (round == rounds_) end_round();
    });
}

void Disk::end_round()
{
    const auto count = std::exchange(round_, 0);
    std::deque<Job> done;
    for (std::size_t i = 0; i < count; ++i) {
        done.push_back(std::move(jobs_.front()));
        jobs_.pop_front();
    }
    if (!done.front().batch) {
        done.front().other();
        return begin_round();
    }
    if (chance_.once_in(weather_.disk_fills))
        full_until_ = timeline_.now() + chance_.between(500, 20'000);
    const bool failed = fails(); // One transaction: all of them, or none.
    const auto box = failed && chance_.once_in(2) ? Left::box : Left::nothing;
    ghosts_.clear();
    for (auto& job : done) {
        if (failed && box == Left::box && chance_.once_in(2))
            ghosts_.insert_or_assign(job.batch->stream, *job.batch);
        write(std::move(*job.batch), failed ? box : Left::all, std::move(job.appended));
    }
    begin_round();
}

void Disk::write(hall::Batch batch, Left what, hall::Callback<hall::Appended> done)
{
    using BoxPart = ledger::MemoryLedger::BoxPart;
    if (what != Left::all) {
        memory_.fail_next_append(hall::Failure::storage,
                                 what == Left::box ? BoxPart::written : BoxPart::lost);
    }
    const auto copy = batch;
    memory_.append(std::move(batch), [&](std::expected<hall::Appended, hall::Failure> result) {
        const bool fenced = !result && result.error() != hall::Failure::storage;
        if (!fenced && what != Left::nothing) witness_(copy, /*with_lines=*/result.has_value());
        answer(done, std::move(result));
    });
}

template <typename T>
void Disk::answer(const hall::Callback<T>& done, std::expected<T, hall::Failure> result)
{
    if (!process_) return;
    ++unread_;
    process_([this, done, result = std::move(result)] {
        --unread_;
        done(result);
    });
}

template <typename T>
void Disk::ask(hall::Callback<T> done, std::function<void(hall::Callback<T>)> question)
{
    push({{}, {}, [this, done = std::move(done), question = std::move(question)] {
              if (fails()) return answer<T>(done, std::unexpected(hall::Failure::storage));
              question([this, &done](std::expected<T, hall::Failure> result) {
                  answer<T>(done, std::move(result));
              });
          }});
}

void Disk::append(hall::Batch batch, hall::Callback<hall::Appended> done)
{
    push({std::move(batch), std::move(done), {}});
}

void Disk::read(std::string stream, hall::Seq from, std::size_t max, hall::Seq need,
                hall::Callback<hall::Page> done)
{
    ask<hall::Page>(std::move(done), [this, stream = std::move(stream), from, max,
                                      need](hall::Callback<hall::Page> answered) {
        memory_.read(stream, from, max, need, std::move(answered));
    });
}

void Disk::read_box(std::string stream, hall::Callback<hall::Box> done)
{
    ask<hall::Box>(std::move(done),
                   [this, stream = std::move(stream)](hall::Callback<hall::Box> answered) {
                       memory_.read_box(stream, std::move(answered));
                   });
}

void Disk::streams(hall::Callback<std::vector<std::string>> done)
{
    ask<std::vector<std::string>>(std::move(done),
                                  [this](auto answered) { memory_.streams(std::move(answered)); });
}

void Disk::acquire(std::string stream, std::string owner, std::int64_t ttl_ms,
                   hall::Callback<hall::Grant> done)
{
    ask<hall::Grant>(std::move(done), [this, stream = std::move(stream), owner = std::move(owner),
                                       ttl_ms](hall::Callback<hall::Grant> answered) {
        memory_.acquire(stream, owner, ttl_ms, std::move(answered));
    });
}

void Disk::renew(std::string stream, hall::Epoch epoch, std::int64_t ttl_ms,
                 hall::Callback<bool> done)
{
    auto renewal = [this, stream = std::move(stream), epoch,
                    ttl_ms](hall::Callback<bool> answered) {
        memory_.renew(stream, epoch, ttl_ms, std::move(answered));
    };
    if (chance_.once_in(2)) return ask<bool>(std::move(done), std::move(renewal));
    // Before what was asked earlier, and whatever the disk does: it need not be written.
    renewal([this, &done](auto result) { answer<bool>(done, std::move(result)); });
}

void Disk::release(std::string stream, hall::Epoch epoch, hall::Callback<bool> done)
{
    ask<bool>(std::move(done),
              [this, stream = std::move(stream), epoch](hall::Callback<bool> answered) {
                  memory_.release(stream, epoch, std::move(answered));
              });
}

} // namespace rostrum::simulation
