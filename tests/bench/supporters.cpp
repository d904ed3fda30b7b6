#include "bench/supporters.hpp"

#include "bench/measuring.hpp"

#include "support/wire_client.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

namespace rostrum::bench {
namespace {

constexpr std::chrono::milliseconds between_turns{25};
constexpr std::int64_t turns_of_all{supporters};

} // namespace

Load::Times support(const Rostrum& server, int seconds)
{
    const auto entrance = server.entrance();
    const auto tls = server.is_secure() ? std::optional{tst::TlsOffer{}} : std::nullopt;
    std::vector<std::unique_ptr<tst::WireClient>> phones;
    for (std::size_t n = 1; n <= supporters; ++n) {
        auto& phone = *phones.emplace_back(std::make_unique<tst::WireClient>(server.port(), tls));
        phone.send(entrance.greeting(n));
        (void)phone.receive();
        phone.send(entrance.first(n));
        phone.await(entrance.welcome);
    }
    Load::Times times;
    const auto begun = Load::Clock::now();
    const auto turns = std::chrono::seconds{seconds} / between_turns;
    for (std::int64_t turn = 0; turn < turns; ++turn) {
        // One waits for the other: who comes late because an answer did has waited for it, too.
        const auto due = begun + turn * between_turns;
        std::this_thread::sleep_until(due);
        const auto id = next_id();
        auto& phone = *phones[static_cast<std::size_t>(turn) % supporters];
        phone.send(
            client_frame(command(id, "support_question",
                                 {{"question", "q1"}, {"support", turn / turns_of_all % 2 == 0}})));
        phone.await(R"("ack","id":")" + id);
        times.push_back(Load::Clock::now() - due);
    }
    std::ranges::sort(times);
    return times;
}

} // namespace rostrum::bench
