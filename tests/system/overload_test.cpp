// More to do than a hall takes on, at the real program: its disk stands still while everybody goes
// on.
#include "hall/limits.hpp"
#include "system/served_hall.hpp"

#include "support/catch.hpp"
#include "support/setting.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <fcntl.h>
#include <filesystem>
#include <memory>
#include <string>
#include <sys/file.h>
#include <unistd.h>
#include <vector>

namespace rostrum::system_test {
namespace {

/// The disk of the programs that are started meanwhile: while it stands still, whoever wants to be
/// sure of what was written waits.
class StandingDisk {
public:
    explicit StandingDisk(const std::filesystem::path& gate)
        : lock_(::open(gate.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600)),
          gate_("SLOW_DISK_GATE", gate.string())
    {
        REQUIRE(lock_ >= 0);
    }
    ~StandingDisk() { ::close(lock_); }
    StandingDisk(const StandingDisk&) = delete;
    StandingDisk& operator=(const StandingDisk&) = delete;

    void stand_still() { REQUIRE(::flock(lock_, LOCK_EX) == 0); }
    void go_on() { REQUIRE(::flock(lock_, LOCK_UN) == 0); }

private:
    int lock_;
    tst::Setting gate_;
    tst::Setting preloaded_{"LD_PRELOAD", ROSTRUM_SLOW_DISK};
    tst::Setting sanitizer_{"ASAN_OPTIONS", "verify_asan_link_order=0"}; // It wants to be first.
};

} // namespace

TEST_CASE("a hall that is told more than may wait says so, and every phone recovers by itself",
          "[system][overload]")
{
    // As fast as a card lets them: ten times what a large hall is reckoned to say at a time.
    constexpr std::size_t people = 600;
    constexpr std::size_t said_by_each = 17;
    static_assert(people * said_by_each > hall::limits::inbox_max);

    const cli::ScratchFolder folder("rostrum-gate");
    StandingDisk disk(folder.path() / "gate");
    const ServedHall served({.people = people});
    Loop loop;
    std::vector<std::shared_ptr<cli::Phone>> phones;
    for (std::size_t index = 0; index < people; ++index) {
        phones.push_back(make_phone(loop, served.server().endpoint(), served.hall(), index,
                                    /*keeps_view=*/index == 0));
        phones.back()->on_turned_away = [](const std::string& code) { FAIL(code); };
        phones.back()->start();
    }
    const auto all = [&](const auto& is_so) {
        return [&phones, is_so] { return std::ranges::all_of(phones, is_so); };
    };
    loop.until(all([](const auto& phone) { return phone->is_welcome(); }), "everybody is in",
               long_patience);

    disk.stand_still();
    std::size_t accepted = 0;
    for (const auto& phone : phones) {
        for (std::size_t n = 0; n < said_by_each; ++n) {
            phone->command("check_in", {}, [&accepted](const cli::PhoneAnswer& answer) {
                CHECK(answer.code == "");
                accepted += answer.accepted ? 1 : 0;
            });
        }
    }
    const auto is_put_off = [](const auto& phone) { return phone->counts().put_off > 0; };
    loop.until([&] { return std::ranges::any_of(phones, is_put_off); }, "somebody is put off",
               long_patience);
    CHECK(accepted == 0); // Nobody is told of what the disk has not.

    disk.go_on();
    loop.until(all([](const auto& phone) { return phone->unanswered() == 0; }),
               "everybody is answered", long_patience);
    CHECK(accepted == people * said_by_each);
    CHECK(std::ranges::all_of(phones, [](const auto& phone) { return phone->counts().gaps == 0; }));
    const auto& watching = *phones.front();
    loop.until([&] { return watching.view().at("presence").at("present") == people; },
               "everybody is seen to be there", long_patience);
    for (const auto& phone : phones) phone->stop();
    loop.drain();
}

} // namespace rostrum::system_test
