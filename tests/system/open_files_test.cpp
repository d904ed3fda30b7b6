// How many files the system lets the real program open: more connections than it began with, and
// what it says when there are too few.
#include "cli/scratch_folder.hpp"
#include "system/hall_fixture.hpp"
#include "system/server_process.hpp"

#include "support/catch.hpp"
#include "support/wire_client.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <sys/resource.h>
#include <vector>

namespace rostrum::system_test {
namespace {

using boost::asio::ip::tcp;

constexpr std::chrono::seconds patience{300}; // A slow machine, and a build that is not optimised.

constexpr rlimit few_files{256, 256};

#ifdef __SANITIZE_THREAD__ // With which UBSan's check of virtual calls goes, by preset.
constexpr bool checks_virtual_calls = true;
#else
constexpr bool checks_virtual_calls = false;
#endif

rlimit allowed()
{
    rlimit files{};
    REQUIRE(::getrlimit(RLIMIT_NOFILE, &files) == 0);
    return files;
}

std::string healthz(const ServerProcess& server)
{
    return "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(server.port()) + "\r\n\r\n";
}

} // namespace

TEST_CASE("a server that begins with few open files raises them, and more phones than that stay",
          "[system][files]")
{
    constexpr std::size_t few = 128;
    constexpr std::size_t people = few + 50;
    const auto hard = allowed().rlim_max;
    if (hard < 2 * people) {
        WARN("this system allows no more than " << hard << " open files: nothing is shown");
        return;
    }
    const cli::ScratchFolder folder("rostrum-files-test");
    const auto hall = prepare(folder.path(), static_cast<int>(people), core::Phase::check_in);
    const ServerProcess server(folder.path(), 0, {}, rlimit{few, hard});
    Loop loop;
    std::vector<std::shared_ptr<cli::Phone>> phones;
    for (std::size_t index = 0; index < people; ++index) {
        phones.push_back(make_phone(loop, server.endpoint(), hall, index));
        phones.back()->on_turned_away = [](const std::string& code) { FAIL(code); };
        phones.back()->start();
    }
    loop.until(
        [&] {
            return std::ranges::all_of(phones, [](const auto& one) { return one->is_welcome(); });
        },
        "everybody is in at the same time", patience);
    for (const auto& phone : phones) phone->stop();
    loop.drain();
}

TEST_CASE("a server that may open too few files says so at its start", "[system][files]")
{
    const cli::ScratchFolder folder("rostrum-files-test");
    (void)prepare(folder.path(), 3, core::Phase::check_in);
    ServerProcess server(folder.path(), 0, {}, few_files);
    CHECK(server.terminate() == 0);
    CHECK_THAT(server.output(), tst::has_text("the system allows 256 open files"));
}

TEST_CASE("where no more files can be opened people wait, and come in when others have gone",
          "[system][files]")
{
    if (checks_virtual_calls) {
        // UBSan opens a pipe to look at an object, and takes it for a broken one when it cannot.
        WARN("this is not seen where virtual calls are checked");
        return;
    }
    const cli::ScratchFolder folder("rostrum-files-test");
    (void)prepare(folder.path(), 3, core::Phase::check_in);
    ServerProcess server(folder.path(), 0, {}, few_files);
    {
        boost::asio::io_context context;
        std::vector<tcp::socket> silent;
        for (rlim_t n = 0; n < few_files.rlim_max; ++n) {
            auto& one = silent.emplace_back(context, tcp::v4());
            // Fewer from each address than may be silent there.
            const auto from = fmt::format("127.0.1.{}", 1 + n / 40);
            one.bind({boost::asio::ip::make_address(from), 0});
            one.connect(server.endpoint());
        }
        static_cast<void>(server.await_line("no connection is accepted until another ends"));
    }
    tst::WireClient late(server.port());
    late.send(healthz(server));
    CHECK(late.receive().status == 200);
    CHECK(server.terminate() == 0);
}

TEST_CASE("a rehearsal that the system allows too few open files says how many phones it bears",
          "[system][files]")
{
    const auto refused = run({"rehearse", "--phones", "200"}, {}, rlimit{512, 512});
    CAPTURE(refused.output);
    CHECK(refused.exit_code == 1);
    CHECK_THAT(refused.output, tst::has_text("take 64 phones at most"));
    CHECK(refused.output.find("joining") == std::string::npos);
}

} // namespace rostrum::system_test
