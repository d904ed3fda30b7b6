// Commands and the live feed when everything is in one process: the embedded default.
#pragma once

#include "hall/ports.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace rostrum::ledger {

/// Runs the task once, this many milliseconds later, on any thread.
using Timer = std::function<void(std::int64_t delay_ms, std::function<void()> task)>;

/// Every call is carried out by a task of the executor, in the order of the calls, so any thread
/// may call. Handlers run on the executor too.
class InProcessBus final : public hall::CommandBus, public hall::Feed {
public:
    InProcessBus(hall::Executor executor, Timer timer);
    /// Answers that are still owed are given as `closed`.
    ~InProcessBus() override;

    void send(std::string stream, std::string command, std::int64_t deadline_ms,
              hall::Callback<std::string> done) override;
    /// A second handler of the same stream takes the place of the first.
    void serve(std::string stream, hall::CommandBus::Handler handler) override;
    /// Commands already handed over may still be answered, until their deadline.
    void stop(std::string stream) override;

    void publish(std::string stream, hall::Epoch epoch, hall::Page page) override;
    void subscribe(std::string stream, hall::Feed::Handler handler) override;

private:
    struct State;

    std::shared_ptr<State> state_; // Tasks hold it too: they may run after the bus is gone.
};

} // namespace rostrum::ledger
