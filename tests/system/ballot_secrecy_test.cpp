// What the files of a server tell about a secret ballot: measured, on the real hall and the real
// ledger. Votes come in a known order, the order in which their voters had asked for tokens; who
// could find that order again in the files would know who voted what.
#include "package/audit.hpp"
#include "protocol/ballot_files.hpp"
#include "system/hall_fixture.hpp"
#include "system/package_story.hpp"
#include "system/server_process.hpp"
#include "trust/trust_support.hpp"
#include "trust/voter.hpp"

#include "support/catch.hpp"

#include <boost/json/parse.hpp>
#include <fmt/format.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <functional>
#include <iterator>
#include <latch>
#include <sstream>
#include <string_view>

namespace rostrum::system_test {
namespace {

namespace fs = std::filesystem;

constexpr int voters = 220;
/// Chance gives 0.5; of so many votes a measure of order lies within this of it.
constexpr double tolerance = 0.06;
constexpr std::size_t page_bytes = 4096;

const core::BallotId b1{"b1"};

std::string bytes_of(const fs::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::string card(int number)
{
    return fmt::format("A-{:04}", number);
}

/// Where something lies in a file; nothing when it does not.
using Places = std::vector<std::optional<std::size_t>>;

Places places_in(const std::string& bytes, const std::vector<std::string>& things)
{
    Places places;
    for (const auto& thing : things) {
        const auto at = bytes.find(thing);
        places.push_back(at == std::string::npos ? std::nullopt : std::optional{at});
    }
    return places;
}

/// Of all pairs that `compares` takes, the part that lies in the order in which they came: 1 tells
/// everything, and so does 0; 0.5 tells nothing.
template <typename Compares, typename Place>
double order_in(const Places& places, Compares compares, Place place)
{
    double right = 0;
    double pairs = 0;
    for (std::size_t earlier = 0; earlier < places.size(); ++earlier) {
        for (std::size_t later = earlier + 1; later < places.size(); ++later) {
            REQUIRE((places[earlier] && places[later]));
            if (!compares(*places[earlier], *places[later])) continue;
            const auto a = place(*places[earlier]);
            const auto b = place(*places[later]);
            pairs += 1;
            right += a < b ? 1 : a == b ? 0.5 : 0;
        }
    }
    REQUIRE(pairs > 100);
    return right / pairs;
}

double order_in_file(const Places& places)
{
    return order_in(places, [](auto, auto) { return true; }, [](std::size_t at) { return at; });
}

/// SQLite gives new rows of a page the places from its end on.
double order_in_pages(const Places& places)
{
    return order_in(
        places, [](std::size_t a, std::size_t b) { return a / page_bytes == b / page_bytes; },
        [](std::size_t at) { return page_bytes - at % page_bytes; });
}

/// Everything that the server says, at its most talkative.
class Listener {
public:
    Listener() : before_{spdlog::default_logger()}
    {
        auto logger = std::make_shared<spdlog::logger>(
            "listener", std::make_shared<spdlog::sinks::ostream_sink_mt>(said_));
        logger->set_level(spdlog::level::trace);
        spdlog::set_default_logger(std::move(logger));
    }
    ~Listener() { spdlog::set_default_logger(before_); }
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    [[nodiscard]] std::string said() const { return said_.str(); }

private:
    std::ostringstream said_;
    std::shared_ptr<spdlog::logger> before_;
};

class SecretVote {
public:
    explicit SecretVote(const fs::path& data) : runtime_(open_quietly(data))
    {
        does(core::Role::moderator, "bo", core::LockBallotRule{});
        does(core::Role::moderator, "bo", core::OpenBallot{b1, core::BallotMode::secret});
        runtime_->on_hall([&](hall::Halls& halls) {
            terms_ = protocol::terms_of(halls.hearing(hearing_id)->ballots.ballots.front());
        });
        REQUIRE(terms_);
        for (int number = 1; number <= voters; ++number) take_token(number);
    }

    /// In the order of their numbers; back when every vote has its receipt.
    void cast_all()
    {
        std::latch receipts{voters};
        std::atomic<int> refused{0};
        for (const auto& cast : casts_) {
            runtime_->on_hall([&](hall::Halls& halls) {
                halls.cast("h01/ballot/1", cast, [&](const hall::CastAnswer& answer) {
                    if (!std::holds_alternative<std::string>(answer)) ++refused;
                    receipts.count_down();
                });
            });
        }
        receipts.wait();
        REQUIRE(refused == 0);
    }
    void close()
    {
        does(core::Role::moderator, "bo", core::CloseBallot{b1});
        Loop loop;
        loop.until(
            [&] {
                bool closed = false;
                runtime_->on_hall([&](hall::Halls& halls) {
                    closed = halls.hearing(hearing_id)->ballots.ballots.front().state ==
                             core::BallotState::closed;
                });
                return closed;
            },
            "the ballot is counted");
    }
    void stop() { runtime_->stop(); }

    [[nodiscard]] std::vector<std::string> voter_keys() const
    {
        std::vector<std::string> keys;
        for (const auto& cast : casts_) keys.push_back(trust::hex(cast.voter));
        return keys;
    }
    [[nodiscard]] std::vector<std::string> tokens() const
    {
        std::vector<std::string> tokens;
        for (const auto& cast : casts_) tokens.push_back(trust::base64(cast.token).substr(0, 60));
        return tokens;
    }

private:
    std::string does(core::Role role, const std::string& who, core::Command command)
    {
        CAPTURE(core::name_of(command), who);
        const auto answer = runtime_->command(hearing_id.value, {role, who}, std::move(command));
        REQUIRE(std::holds_alternative<hall::Acknowledged>(answer));
        return std::get<hall::Acknowledged>(answer).result;
    }
    void take_token(int number)
    {
        test::FixedChance chance{static_cast<std::uint64_t>(number)};
        trust::Voter voter{*terms_, std::ref(chance)};
        does(core::Role::attendee, card(number), core::CheckIn{});
        const auto result =
            boost::json::parse(does(core::Role::attendee, card(number),
                                    core::ClaimBallot{b1, trust::hex(voter.request())}));
        const auto signature =
            trust::unhex(std::string_view{result.at("blind_signature").as_string()});
        REQUIRE(signature);
        REQUIRE(voter.receive(*terms_, *signature));
        casts_.push_back(voter.cast(*terms_, number % 3 == 0 ? "not_satisfied" : "satisfied", 1));
    }

    std::unique_ptr<cli::Runtime> runtime_;
    std::optional<trust::BallotTerms> terms_;
    std::vector<trust::Cast> casts_;
};

} // namespace

TEST_CASE("the files of a secret ballot that is counted do not tell in which order the votes came",
          "[system][ballot]")
{
    const Listener listener;
    const cli::ScratchFolder folder("rostrum-secrecy-test");
    (void)prepare(folder.path(), voters, core::Phase::ballot);
    SecretVote vote(folder.path());
    vote.cast_all();
    const auto keys = vote.voter_keys();
    const auto wal = folder.path() / "box.db-wal";
    // That this measure sees something: the write-ahead log tells the order of the groups.
    CHECK(order_in_file(places_in(bytes_of(wal), keys)) > 0.75);

    vote.close();
    Loop{}.until([&] { return fs::file_size(wal) == 0; }, "the write-ahead log is emptied");
    const auto places = places_in(bytes_of(folder.path() / "box.db"), keys);
    const auto in_file = order_in_file(places);
    const auto in_pages = order_in_pages(places);
    CAPTURE(in_file, in_pages);
    CHECK(std::abs(in_file - 0.5) < tolerance);
    CHECK(std::abs(in_pages - 0.5) < tolerance);

    vote.stop();
    std::string elsewhere = listener.said();
    for (const auto& entry : fs::recursive_directory_iterator(folder.path())) {
        if (entry.is_regular_file() && entry.path().filename() != "box.db")
            elsewhere += bytes_of(entry.path());
    }
    for (const auto& place : places_in(elsewhere, keys)) CHECK_FALSE(place);
    for (const auto& place : places_in(elsewhere, vote.tokens())) CHECK_FALSE(place);
    const auto box = bytes_of(folder.path() / "box.db");
    for (const auto& place : places_in(box, vote.tokens())) CHECK(place);
    for (int number = 1; number <= voters; ++number)
        CHECK(box.find(card(number)) == std::string::npos);

    // And yet everybody can count again.
    const auto package = folder.path() / "package";
    const auto exported = run({"export", "--data", folder.path().string(), "--hearing", "h01",
                               "--package", package.string()});
    CAPTURE(exported.output);
    CHECK(exported.exit_code == 0);
    const auto files = read_folder(package);
    CHECK(std::ranges::count(files.at("ballots/b1/ballots.txt"), '\n') == voters);
    CHECK(package::audit(files, {}).holds());
    CHECK(python_verdict(files) == 0);
}

} // namespace rostrum::system_test
