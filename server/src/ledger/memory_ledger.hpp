// The ledger without a disk, for tests and the simulation. Keeps its contents as long as it lives,
// so a simulated crash is: throw the hall away, keep this. Used from one thread only.
#pragma once

#include "hall/ports.hpp"
#include "ledger/stream_state.hpp"

#include <cstddef>
#include <cstdint>
#include <expected>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace rostrum::ledger {

class MemoryLedger final : public hall::Ledger, public hall::Lease {
public:
    /// What happens to the box writes of an append that fails: a crash between box and log keeps
    /// them.
    enum class BoxPart : std::uint8_t { lost, written };

    MemoryLedger(hall::Executor executor, Clock clock);

    /// The next append that would have succeeded fails with this instead.
    void fail_next_append(hall::Failure failure, BoxPart box = BoxPart::lost);

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
    struct Stream {
        StreamState state;
        std::vector<std::string> lines;
        std::map<std::string, std::string> secrets;                             // By ballot.
        std::map<std::pair<std::string, std::string>, hall::PutBallot> ballots; // By key, ballot.
    };
    struct Fault {
        hall::Failure failure;
        BoxPart box;
    };

    std::expected<hall::Appended, hall::Failure> append_now(hall::Batch& batch);
    static void write_box(Stream& stream, const std::vector<hall::BoxWrite>& writes);
    static void seal_box(Stream& stream, const std::vector<hall::BoxWrite>& writes);
    bool replace(const std::string& stream, std::optional<StreamState> state);
    [[nodiscard]] StreamState state_of(const std::string& stream) const;

    hall::Executor executor_;
    Clock clock_;
    std::map<std::string, Stream> streams_;
    std::optional<Fault> fault_;
};

} // namespace rostrum::ledger
