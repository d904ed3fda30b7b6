// What `/metrics` counts, and who counts it: a front and a ledger that pass everything on.
#pragma once

#include "hall/front.hpp"
#include "hall/ports.hpp"
#include "net/hub.hpp"

#include <array>
#include <atomic>
#include <cstdint>
#include <string>

namespace rostrum::net {

struct Metrics {
    using Count = std::atomic<std::int64_t>;

    Count commands_done{0};
    Count commands_refused{0};
    Count commands_not_done{0}; ///< Busy, or the disk failed: to be sent again.
    Count events_appended{0};
    Count appends_failed{0};
    std::array<Count, 6> http_by_class{}; ///< Index 2: statuses 200 to 299, and so on.

    void count_http(unsigned status)
    {
        ++http_by_class[status / 100 < http_by_class.size() ? status / 100 : 0];
    }
};

/// Prometheus text format 0.0.4.
[[nodiscard]] std::string metrics_text(const Metrics& metrics, const HubCounts& hub,
                                       std::int64_t code_hashes);

/// Give this to the hub in place of the front it wraps.
class CountingFront final : public hall::Front {
public:
    CountingFront(hall::Front& front, Metrics& metrics) : front_(front), metrics_(metrics) {}

    void submit(hall::Submission submission) override;
    void subscribe(hall::Topic topic,
                   std::function<void(std::expected<hall::Snapshot, hall::Trouble>)> done) override;
    void me(hall::Follower follower,
            std::function<void(std::expected<hall::Message, hall::Trouble>)> done) override;
    void leave(const hall::Follower& follower) override { front_.leave(follower); }
    void lags(const hall::Follower& follower, bool is_slow) override
    {
        front_.lags(follower, is_slow);
    }
    void cast(std::string public_ballot, trust::Cast cast,
              std::function<void(hall::CastAnswer)> done) override;
    void
    ballot_file(std::string stream, core::BallotId ballot, std::string name,
                std::function<void(std::expected<hall::Message, hall::Trouble>)> done) override;

private:
    hall::Front& front_;
    Metrics& metrics_;
};

/// Give this to the world in place of the ledger it wraps.
class CountingLedger final : public hall::Ledger {
public:
    CountingLedger(hall::Ledger& ledger, Metrics& metrics) : ledger_(ledger), metrics_(metrics) {}

    void append(hall::Batch batch, hall::Callback<hall::Appended> done) override;
    void read(std::string stream, hall::Seq from, std::size_t max, hall::Seq need,
              hall::Callback<hall::Page> done) override;
    void read_box(std::string stream, hall::Callback<hall::Box> done) override;
    void streams(hall::Callback<std::vector<std::string>> done) override;

private:
    hall::Ledger& ledger_;
    Metrics& metrics_;
};

} // namespace rostrum::net
