#include "ledger/in_process_bus.hpp"

#include <cstdint>
#include <expected>
#include <map>
#include <utility>
#include <vector>

namespace rostrum::ledger {

/// Touched by tasks of the executor only.
struct InProcessBus::State : std::enable_shared_from_this<InProcessBus::State> {
    State(hall::Executor its_executor, Timer its_timer)
        : executor{std::move(its_executor)}, timer{std::move(its_timer)}
    {
    }

    void deliver(const std::string& stream, std::string command, std::int64_t deadline_ms,
                 hall::Callback<std::string> done);
    void finish(std::uint64_t ticket, std::expected<std::string, hall::Failure> result);
    void close();

    /// Posts what a timer or a replying handler has to say; both may speak when the bus is gone.
    std::function<void(std::expected<std::string, hall::Failure>)> finisher(std::uint64_t ticket);

    hall::Executor executor;
    Timer timer;
    std::map<std::string, std::shared_ptr<const hall::CommandBus::Handler>> handlers;
    std::map<std::string, std::vector<std::shared_ptr<const hall::Feed::Handler>>> followers;
    std::map<std::uint64_t, hall::Callback<std::string>> waiting; // By ticket.
    std::uint64_t last_ticket{0};
    bool closed{false};
};

void InProcessBus::State::deliver(const std::string& stream, std::string command,
                                  std::int64_t deadline_ms, hall::Callback<std::string> done)
{
    if (closed) return done(std::unexpected{hall::Failure::closed});
    const auto found = handlers.find(stream);
    if (found == handlers.end()) return done(std::unexpected{hall::Failure::no_owner});

    const auto ticket = ++last_ticket;
    waiting.emplace(ticket, std::move(done));
    auto finish_later = finisher(ticket);
    timer(deadline_ms, [finish_later] { finish_later(std::unexpected{hall::Failure::timeout}); });

    const auto handler = found->second; // Kept alive: it may call `stop` on itself.
    (*handler)(std::move(command), [finish_later = std::move(finish_later)](std::string reply) {
        finish_later(std::move(reply));
    });
}

std::function<void(std::expected<std::string, hall::Failure>)>
InProcessBus::State::finisher(std::uint64_t ticket)
{
    return [weak = weak_from_this(), ticket](std::expected<std::string, hall::Failure> result) {
        const auto state = weak.lock();
        if (!state) return;
        state->executor([state, ticket, result = std::move(result)]() mutable {
            state->finish(ticket, std::move(result));
        });
    };
}

void InProcessBus::State::finish(std::uint64_t ticket,
                                 std::expected<std::string, hall::Failure> result)
{
    const auto found = waiting.find(ticket);
    if (found == waiting.end()) return; // Answered already: of reply and deadline the first counts.
    const auto done = std::move(found->second);
    waiting.erase(found);
    done(std::move(result));
}

void InProcessBus::State::close()
{
    closed = true;
    handlers.clear();
    followers.clear();
    for (auto& [ticket, done] : std::exchange(waiting, {})) {
        done(std::unexpected{hall::Failure::closed});
    }
}

InProcessBus::InProcessBus(hall::Executor executor, Timer timer)
    : state_{std::make_shared<State>(std::move(executor), std::move(timer))}
{
}

InProcessBus::~InProcessBus()
{
    state_->executor([state = state_] { state->close(); });
}

void InProcessBus::send(std::string stream, std::string command, std::int64_t deadline_ms,
                        hall::Callback<std::string> done)
{
    state_->executor([state = state_, stream = std::move(stream), command = std::move(command),
                      deadline_ms, done = std::move(done)]() mutable {
        state->deliver(stream, std::move(command), deadline_ms, std::move(done));
    });
}

void InProcessBus::serve(std::string stream, hall::CommandBus::Handler handler)
{
    auto shared = std::make_shared<const hall::CommandBus::Handler>(std::move(handler));
    state_->executor([state = state_, stream = std::move(stream), shared = std::move(shared)] {
        if (!state->closed) state->handlers[stream] = shared;
    });
}

void InProcessBus::stop(std::string stream)
{
    state_->executor(
        [state = state_, stream = std::move(stream)] { state->handlers.erase(stream); });
}

void InProcessBus::publish(std::string stream, hall::Epoch epoch, hall::Page page)
{
    // One copy of the page for however many followers.
    state_->executor([state = state_, stream = std::move(stream), epoch, page = std::move(page)] {
        const auto found = state->followers.find(stream);
        if (found == state->followers.end()) return;
        const auto handlers = found->second; // Copied: a handler may subscribe another one.
        for (const auto& handler : handlers) (*handler)(epoch, page);
    });
}

void InProcessBus::subscribe(std::string stream, hall::Feed::Handler handler)
{
    auto shared = std::make_shared<const hall::Feed::Handler>(std::move(handler));
    state_->executor([state = state_, stream = std::move(stream), shared = std::move(shared)] {
        if (!state->closed) state->followers[stream].push_back(shared);
    });
}

} // namespace rostrum::ledger
