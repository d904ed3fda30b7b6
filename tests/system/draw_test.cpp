// The draw over real sockets: phones give chance, anybody fetches the files and repeats the draw,
// and a server that is killed in the slow step comes to the same result.
#include "core/limits.hpp"
#include "system/fetching.hpp"
#include "system/hall_fixture.hpp"
#include "system/server_process.hpp"
#include "trust/draw_check.hpp"

#include "support/catch.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace rostrum::system_test {
namespace {

namespace json = boost::json;

/// For a slow machine, and a build that is not optimised.
constexpr std::chrono::seconds draw_patience{300};
const core::DrawId d1{"d1"};
const core::OpenDraw quick{.pace = core::DrawPace::quick};
const core::Actor moderator{core::Role::moderator, "lin"};

void must(const hall::Answer& answer)
{
    REQUIRE(std::holds_alternative<hall::Acknowledged>(answer));
}

std::string path_of(const char* file)
{
    return fmt::format("/api/v1/hearings/h01/draws/d1/{}.txt", file);
}

std::string state_in(const cli::Phone& phone)
{
    const auto* draw = phone.view().if_contains("draw");
    return draw == nullptr ? std::string{} : std::string{draw->at("state").as_string()};
}

/// Fetches the files as a phone would, and repeats the draw.
trust::DrawAudit audit(const cli::Phone& phone, const json::object& draw)
{
    std::array<std::string, 4> files;
    std::ranges::transform(
        std::array{"pool", "contrib", "freeze", "reveal"}, files.begin(), [&](const char* name) {
            const auto file = fetch(phone.settings().server, path_of(name), phone.cookie());
            CHECK(file.status == 200);
            CHECK(file.type.starts_with("text/plain"));
            return file.body;
        });
    const auto hash_at = [](const json::value& value) {
        return trust::unhex32(std::string_view{value.as_string()});
    };
    return trust::check_draw({files[0], files[1], files[2], files[3]},
                             {.freeze_hash = hash_at(draw.at("freeze").at("sha256")),
                              .seed = hash_at(draw.at("seed")),
                              .called = {}},
                             [](std::uint64_t, std::uint64_t) { return true; });
}

/// Asks again and again, until the state that is waited for or long beyond its time.
void until(const std::function<bool()>& reached)
{
    const auto deadline = std::chrono::steady_clock::now() + draw_patience;
    while (!reached()) {
        REQUIRE(std::chrono::steady_clock::now() < deadline);
        std::this_thread::yield();
    }
}

/// Whether chance is collected: not before the pool has been shown for long enough.
bool collects(cli::Runtime& runtime)
{
    const auto answer = runtime.command(hearing_id.value, moderator, core::CollectNonces{d1});
    return std::holds_alternative<hall::Acknowledged>(answer);
}

bool is_revealed(cli::Runtime& runtime)
{
    bool revealed = false;
    runtime.on_hall([&](hall::Halls& halls) {
        const auto* draw = core::find(halls.hearing(hearing_id)->draws, d1);
        revealed = draw != nullptr && draw->state == core::DrawState::revealed;
    });
    return revealed;
}

/// Opens a draw, with people who are marked present.
void open_draw(cli::Runtime& runtime, int people)
{
    for (int number = 1; number <= people; ++number)
        must(runtime.command(hearing_id.value, moderator,
                             core::MarkPresent{{fmt::format("A-{:04}", number)}}));
    must(runtime.command(hearing_id.value, moderator, quick));
}

} // namespace

TEST_CASE("thirty phones give chance, and anybody can repeat the draw from its files",
          "[system][draw]")
{
    constexpr std::size_t phones_wanted = 30;
    const cli::ScratchFolder folder{"rostrum-draw-test"};
    const auto hall = prepare(folder.path(), phones_wanted, core::Phase::inquiry);
    cli::Config config;
    config.data = folder.path();
    config.port = 0;
    config.pages.clear();
    const auto runtime = cli::Runtime::start(config);
    REQUIRE(runtime);
    const boost::asio::ip::tcp::endpoint server{boost::asio::ip::make_address("127.0.0.1"),
                                                (*runtime)->port()};
    Loop loop;
    std::vector<std::shared_ptr<cli::Phone>> phones;
    std::size_t given = 0;
    for (std::size_t index = 0; index < phones_wanted; ++index) {
        phones.push_back(make_phone(loop, server, hall, index, /*keeps_view=*/true));
        auto& phone = *phones.back();
        phone.on_change = [&given, &phone, gave = std::make_shared<bool>(false)] {
            if (*gave || state_in(phone) != "collecting") return;
            *gave = true;
            phone.command(
                "contribute_nonce",
                {{"draw", "d1"}, {"nonce", trust::hex(trust::sha256(phone.settings().name))}},
                [&given](const cli::PhoneAnswer& answer) {
                    if (answer.accepted) ++given;
                });
        };
        phone.start();
        phone.command("check_in", {}, {});
    }
    loop.until(
        [&] {
            return std::ranges::all_of(
                phones, [](const auto& one) { return one->has_view() && one->unanswered() == 0; });
        },
        "everybody is in", draw_patience);

    must((*runtime)->command("h01", moderator, quick));
    CHECK(fetch(server, path_of("pool"), {}).status == 401);
    CHECK(fetch(server, path_of("pool"), phones[0]->cookie()).status == 200);
    CHECK(fetch(server, path_of("contrib"), phones[0]->cookie()).status == 404);
    CHECK(fetch(server, path_of("secret"), phones[0]->cookie()).status == 404);
    loop.until([&] { return collects(**runtime); }, "the preview ends", draw_patience);
    loop.until([&] { return state_in(*phones[0]) == "drawn"; }, "the result", draw_patience);

    const auto& draw = phones[0]->view().at("draw").as_object();
    CHECK(given == phones_wanted);
    CHECK(draw.at("contributions") == phones_wanted);
    const auto found = audit(*phones[0], draw);
    CHECK(found.findings.empty());
    CHECK(found.holds());
    for (const auto& phone : phones) phone->stop();
    loop.drain();
    (*runtime)->stop();
}

TEST_CASE("a server that is killed in the slow step comes to the same result", "[system][draw]")
{
    const cli::ScratchFolder folder{"rostrum-draw-test"};
    const auto hall = prepare(folder.path(), 3, core::Phase::inquiry);
    {
        const auto runtime = open_quietly(folder.path());
        open_draw(*runtime, 3);
        until([&] { return collects(*runtime); });
        must(runtime->command(
            "h01", {core::Role::attendee, "A-0001"},
            core::ContributeNonce{d1, trust::hex(trust::sha256(std::string_view{"one"}))}));
        until([&] { return is_revealed(*runtime); });
    }
    const auto port = lasting_port();
    auto server = std::make_unique<ServerProcess>(folder.path(), port);
    Loop loop;
    const auto phone = make_phone(loop, server->endpoint(), hall, 0, /*keeps_view=*/true);
    phone->start();
    loop.until([&] { return phone->has_view(); }, "a view", draw_patience);
    REQUIRE(state_in(*phone) == "revealed");
    server->kill();
    server = std::make_unique<ServerProcess>(folder.path(), port);
    loop.until([&] { return state_in(*phone) == "drawn"; }, "the result", draw_patience);

    const auto found = audit(*phone, phone->view().at("draw").as_object());
    CHECK(found.findings.empty());
    CHECK(found.holds());
    phone->stop();
    loop.drain();
}

} // namespace rostrum::system_test
