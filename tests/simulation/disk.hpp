// The ledger's ports over a disk that fails. Appends that came one after the other become durable
// together, after a while; a crash leaves of them what a disk may leave.
#pragma once

#include "hall/ports.hpp"
#include "ledger/memory_ledger.hpp"
#include "simulation/chance.hpp"
#include "simulation/timeline.hpp"
#include "simulation/weather.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>

namespace rostrum::simulation {

class Disk final : public hall::Ledger, public hall::Lease {
public:
    /// Told what has become durable; `with_lines`: not the box writes alone.
    using Witness = std::function<void(const hall::Batch&, bool with_lines)>;

    Disk(Timeline& timeline, Chance& chance, const Weather& weather, Witness witness);

    /// Answers go to this process from now on.
    void serve(hall::Executor process) { process_ = std::move(process); }
    /// The process is gone: decides what of the group under way is on the disk.
    void crash();
    /// It has room again.
    void mend();
    /// Nothing is under way: the process knows all that is on the disk.
    [[nodiscard]] bool is_idle() const { return jobs_.empty() && unread_ == 0; }

    void append(hall::Batch batch, hall::Callback<hall::Appended> done) override;
    void read(std::string stream, hall::Seq from, std::size_t max, hall::Seq need,
              hall::Callback<hall::Page> done) override;
    void read_box(std::string stream, hall::Callback<hall::Box> done) override;
    void streams(hall::Callback<std::vector<std::string>> done) override;

    void acquire(std::string stream, std::string owner, std::int64_t ttl_ms,
                 hall::Callback<hall::Grant> done) override;
    void renew(std::string stream, hall::Epoch epoch, std::int64_t ttl_ms,
               hall::Callback<bool> done) override;
    void release(std::string stream, hall::Epoch epoch, hall::Callback<bool> done) override;

private:
    struct Job {
        std::optional<hall::Batch> batch;
        hall::Callback<hall::Appended> appended;
        std::function<void()> other;
    };
    /// What is left of a write that did not succeed.
    enum class Left : std::uint8_t { nothing, box, all };

    void push(Job job);
    void begin_round();
    void end_round();
    [[nodiscard]] bool fails();
    [[nodiscard]] Left left();
    void write(hall::Batch batch, Left what, hall::Callback<hall::Appended> done);
    template <typename T>
    void answer(const hall::Callback<T>& done, std::expected<T, hall::Failure> result);
    template <typename T>
    void ask(hall::Callback<T> done, std::function<void(hall::Callback<T>)> question);

    Timeline& timeline_;
    Chance& chance_;
    const Weather& weather_;
    Witness witness_;
    ledger::MemoryLedger memory_;
    hall::Executor process_;
    std::deque<Job> jobs_;
    std::size_t round_{0}; ///< Jobs of the round under way.
    std::uint64_t rounds_{0};
    core::Instant full_until_;
    std::size_t unread_{0};
    /// Appends that failed in their last sync. Until something else is written in their place, a
    /// crash may bring them back.
    std::map<std::string, hall::Batch> ghosts_;
};

} // namespace rostrum::simulation
