#include "bench/supporters.hpp"

#include "bench/measuring.hpp"

#include "support/wire_client.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

namespace rostrum::bench {

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
    for (std::uint64_t turn = 0; Load::Clock::now() - begun < std::chrono::seconds{seconds};
         ++turn) {
        std::this_thread::sleep_until(begun + turn * std::chrono::milliseconds{25});
        const auto id = next_id();
        const auto said = Load::Clock::now();
        auto& phone = *phones[turn % supporters];
        phone.send(
            client_frame(command(id, "support_question",
                                 {{"question", "q1"}, {"support", turn / supporters % 2 == 0}})));
        phone.await(R"("ack","id":")" + id);
        times.push_back(Load::Clock::now() - said);
    }
    std::ranges::sort(times);
    return times;
}

} // namespace rostrum::bench
