// T25: the disk is full, a database is locked: the real server does nothing it has not stored, says
// so, lives on, and does it once there is room again.
#include "system/browser.hpp"
#include "system/hall_fixture.hpp"
#include "system/server_process.hpp"

#include "support/catch.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <memory>
#include <stdexcept>
#include <sys/resource.h>

namespace rostrum::system_test {
namespace {

namespace json = boost::json;

/// No file of the server may grow, or be written, beyond its first kilobyte: a full disk.
class FullDisk {
public:
    explicit FullDisk(pid_t process) : process_(process)
    {
        if (::prlimit(process_, RLIMIT_FSIZE, nullptr, &before_) != 0)
            throw std::runtime_error("no limit of the server can be read");
        const rlimit small{1'024, before_.rlim_max};
        if (::prlimit(process_, RLIMIT_FSIZE, &small, nullptr) != 0)
            throw std::runtime_error("the disk cannot be filled");
    }
    ~FullDisk() { ::prlimit(process_, RLIMIT_FSIZE, &before_, nullptr); }
    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;

private:
    pid_t process_;
    rlimit before_{};
};

/// Another process that writes to a database and does not end.
class Locked {
public:
    explicit Locked(const std::filesystem::path& file)
        : database_(file.string(), SQLite::OPEN_READWRITE)
    {
        database_.exec("BEGIN IMMEDIATE");
    }

private:
    SQLite::Database database_;
};

struct Scene {
    Scene()
    {
        hall = prepare(folder.path(), 2, core::Phase::inquiry);
        server = std::make_unique<ServerProcess>(folder.path(), 0);
        browser = std::make_unique<Browser>(server->endpoint());
        REQUIRE(join(*browser, "A-0001").status == 200);
        wire = std::make_unique<Wire>(*browser);
        wire->hello(browser->nonce);
        wire->command("command-0001", "check_in");
        REQUIRE(wire->outcome("command-0001") == "ack");
    }
    [[nodiscard]] Reply join(Browser& phone, const std::string& number) const
    {
        return phone.post("/api/v1/join",
                          json::object{{"token", hall.tokens.at(core::ParticipantId{number})}});
    }
    std::string ask(const std::string& id)
    {
        wire->command(id, "ask_question", {{"text", id}, {"units", json::array{}}});
        return wire->outcome(id);
    }
    /// How many questions the log holds, once the server has ended.
    std::size_t questions()
    {
        wire.reset();
        server->terminate();
        return state_of(folder.path()).floor.questions.size();
    }

    cli::ScratchFolder folder{"rostrum-failure-test"};
    PreparedHall hall;
    std::unique_ptr<ServerProcess> server;
    std::unique_ptr<Browser> browser;
    std::unique_ptr<Wire> wire;
};

} // namespace

TEST_CASE(
    "T25: with a full disk nothing is acknowledged, and with room again the same is done once",
    "[system][failure]")
{
    Scene scene;
    {
        const FullDisk full(scene.server->process());
        CHECK(scene.ask("command-0002") == "storage_failed");
        CHECK(scene.ask("command-0003") == "storage_failed");
        Browser other{scene.server->endpoint()};
        const auto refused = scene.join(other, "A-0002");
        CHECK(refused.status == 503);
        CHECK(refused.code() == "storage_failed");
        CHECK(refused.set_cookie.empty());
        CHECK(other.get("/healthz").status == 200);
        CHECK(scene.wire->is_open());
    }
    CHECK(scene.ask("command-0002") == "ack");
    Browser other{scene.server->endpoint()};
    CHECK(scene.join(other, "A-0002").status == 200);
    CHECK(scene.questions() == 1);
}

TEST_CASE(
    "T25: a locked log refuses commands, a locked file of people refuses entry, and both recover",
    "[system][failure]")
{
    Scene scene;
    {
        const Locked log(scene.folder.path() / "log.db");
        CHECK(scene.ask("command-0002") == "storage_failed");
        CHECK(scene.browser->get("/healthz").status == 200);
    }
    CHECK(scene.ask("command-0002") == "ack");
    Browser other{scene.server->endpoint()};
    {
        const Locked people(scene.folder.path() / "people.db");
        const auto refused = scene.join(other, "A-0002");
        CHECK(refused.status == 503);
        CHECK(refused.set_cookie.empty());
        // Whoever is in already is not held up.
        CHECK(scene.browser->get("/api/v1/session").status == 200);
    }
    CHECK(scene.join(other, "A-0002").status == 200);
    CHECK(scene.questions() == 1);
}

} // namespace rostrum::system_test
