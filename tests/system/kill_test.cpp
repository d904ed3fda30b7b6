// Acknowledged means durable: the real server under load, killed at random moments, again and
// again. The phones keep their own books of what was acknowledged, and are compared with the
// record.
#include "cli/secret_vote.hpp"
#include "system/askers.hpp"
#include "system/hall_fixture.hpp"
#include "system/server_process.hpp"

#include "support/catch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace rostrum::system_test {
namespace {

namespace json = boost::json;

constexpr int people = 40;

/// Kills the server whenever a random number of answers has come, and starts it again.
class Killer {
public:
    Killer(const std::filesystem::path& data, std::uint64_t seed)
        : data_(data),
          random_(seed),
          port_(lasting_port()),
          server_(std::make_unique<ServerProcess>(data, port_))
    {
    }

    void answered() { ++answers_; }

    void run(Loop& loop, int kills, const std::function<void()>& work)
    {
        for (int i = 0; i < kills; ++i) {
            answers_ = 0;
            const auto moment = 1 + static_cast<int>(random_() % 40);
            loop.until(
                [&] {
                    work();
                    return answers_ >= moment;
                },
                fmt::format("answers before kill {}", i));
            server_->kill();
            server_ = std::make_unique<ServerProcess>(data_, port_);
        }
    }

    [[nodiscard]] const ServerProcess& server() const { return *server_; }
    void stop() { server_.reset(); }

private:
    std::filesystem::path data_;
    std::mt19937_64 random_;
    std::uint16_t port_;
    std::unique_ptr<ServerProcess> server_;
    int answers_{0};
};

void kill_while_asking(int kills)
{
    const cli::ScratchFolder folder("rostrum-kill-test");
    const auto seed = std::random_device{}();
    CAPTURE(seed);
    const auto hall = prepare(folder.path(), people, core::Phase::inquiry);
    Loop loop;
    Killer killer(folder.path(), seed);
    Askers askers(loop, killer.server().endpoint(), hall, [&] { killer.answered(); });
    killer.run(loop, kills, [&] { askers.work(); });
    loop.until([&] { return askers.idle(); }, "everything is answered");
    askers.stop();
    killer.stop();
    loop.drain();
    const auto hearing = state_of(folder.path());
    askers.check_kept(askers.kept(), hearing);
    CHECK(askers.kept().questions.size() == hearing.floor.questions.size()); // All are answered.
}

/// Everybody votes and changes their mind, for as long as it lasts.
class Voters {
public:
    Voters(Loop& loop, Killer& killer, const PreparedHall& hall) : killer_(killer)
    {
        for (std::size_t i = 0; i < people; ++i) {
            auto& voter = voters_.emplace_back();
            voter.phone = make_phone(loop, killer.server().endpoint(), hall, i);
            voter.phone->on_turned_away = [](const std::string& code) { FAIL(code); };
            voter.phone->start();
            voter.phone->command("check_in", {}, {});
            voter.phone->command("claim_ballot", {{"ballot", "b1"}},
                                 [this, i](const cli::PhoneAnswer& answer) {
                                     killer_.answered();
                                     REQUIRE(answer.accepted);
                                     auto& one = voters_[i];
                                     const std::string key{answer.result.at("key").as_string()};
                                     CHECK((one.key.empty() || one.key == key));
                                     one.key = key;
                                     cast(i);
                                 });
        }
    }

    void work()
    {
        for (std::size_t i = 0; i < voters_.size(); ++i) {
            if (!voters_[i].key.empty() && voters_[i].phone->unanswered() == 0) cast(i);
        }
    }

    [[nodiscard]] bool idle() const
    {
        return std::ranges::all_of(voters_, [](const auto& one) {
            return one.revision > 0 && one.phone->unanswered() == 0;
        });
    }
    void stop()
    {
        for (const auto& voter : voters_) voter.phone->stop();
    }
    void compare_with(const std::vector<hall::PutBallot>& box) const
    {
        CHECK(box.size() == voters_.size());
        for (const auto& voter : voters_) {
            const auto found = std::ranges::find(box, voter.key, &hall::PutBallot::key);
            REQUIRE(found != box.end());
            CHECK(found->revision == voter.revision);
            CHECK(found->choice == voter.choice);
        }
    }

private:
    struct Voter {
        std::shared_ptr<cli::Phone> phone;
        std::string key;
        std::uint32_t revision{0}; ///< Acknowledged.
        std::string choice;
    };

    void cast(std::size_t index)
    {
        auto& voter = voters_[index];
        const auto revision = voter.revision + 1;
        const std::string choice = revision % 2 == 0 ? "satisfied" : "not_satisfied";
        voter.phone->command(
            "cast_ballot",
            {{"ballot", "b1"}, {"key", voter.key}, {"choice", choice}, {"revision", revision}},
            [this, index, revision, choice](const cli::PhoneAnswer& answer) {
                killer_.answered();
                REQUIRE(answer.accepted);
                voters_[index].revision = revision;
                voters_[index].choice = choice;
            });
    }

    Killer& killer_;
    std::deque<Voter> voters_;
};

void kill_while_voting(int kills)
{
    const cli::ScratchFolder folder("rostrum-kill-test");
    const auto seed = std::random_device{}();
    CAPTURE(seed);
    const auto hall = prepare(folder.path(), people, core::Phase::ballot);
    {
        const auto runtime = open_quietly(folder.path());
        cli::Stage stage(*runtime);
        stage.command(hearing_id, core::Role::moderator, core::LockBallotRule{});
        stage.command(hearing_id, core::Role::moderator,
                      core::OpenBallot{core::BallotId{"b1"}, core::BallotMode::confidential});
    }
    Loop loop;
    Killer killer(folder.path(), seed);
    Voters voters(loop, killer, hall);
    killer.run(loop, kills, [&] { voters.work(); });
    loop.until([&] { return voters.idle(); }, "every ballot is acknowledged");
    voters.stop();
    killer.stop();
    loop.drain();

    auto store = ledger::SqliteStore::open(folder.path(), [] { return std::int64_t{0}; });
    REQUIRE(store);
    const auto box = (*store)->read_box(hearing_id.value);
    REQUIRE(box);
    voters.compare_with(box->ballots);
}

/// Everybody votes in secret and changes their mind, for as long as it lasts.
class SecretVoters {
public:
    SecretVoters(Loop& loop, Killer& killer, const PreparedHall& hall) : killer_(killer)
    {
        for (std::size_t i = 0; i < people; ++i) {
            phones_.push_back(make_phone(loop, killer.server().endpoint(), hall, i, i == 0));
            phones_.back()->on_turned_away = [](const std::string& code) { FAIL(code); };
            phones_.back()->start();
            phones_.back()->command("check_in", {}, {});
        }
        loop.until([this] { return phones_.front()->view().contains("ballot"); }, "a view");
        const auto ballot = cli::secret_ballot_in(phones_.front()->view().at("ballot").as_object(),
                                                  killer.server().endpoint().address());
        REQUIRE(ballot);
        for (std::size_t i = 0; i < people; ++i) {
            auto& voter = voters_.emplace_back();
            voter.vote = std::make_shared<cli::SecretVote>(loop.io(), phones_[i], ballot);
            voter.vote->claim([this, i](const cli::PhoneAnswer& answer) {
                killer_.answered();
                CAPTURE(answer.code);
                REQUIRE(answer.accepted);
                cast(i);
            });
        }
    }

    [[nodiscard]] bool idle() const
    {
        return std::ranges::all_of(voters_, [](const auto& one) { return one.is_content; });
    }
    void stop_changing() { changing_ = false; }
    void stop()
    {
        for (const auto& phone : phones_) phone->stop();
    }
    void compare_with(const std::vector<hall::PutBallot>& box) const
    {
        CHECK(box.size() == voters_.size());
        for (const auto& voter : voters_) {
            const auto found = std::ranges::find(box, voter.key, &hall::PutBallot::key);
            REQUIRE(found != box.end());
            CHECK(found->revision == voter.seq);
            CHECK(found->choice == voter.choice);
        }
    }

private:
    struct Voter {
        std::shared_ptr<cli::SecretVote> vote;
        std::string key;
        std::uint64_t seq{0}; ///< Of the last receipt.
        std::string choice;
        bool is_content{false};
    };

    void cast(std::size_t index)
    {
        const auto seq = voters_[index].seq + 1;
        const std::string choice = seq % 2 == 0 ? "satisfied" : "not_satisfied";
        voters_[index].vote->cast(choice, seq, [this, index, seq, choice](const auto& answer) {
            killer_.answered();
            CAPTURE(answer.code);
            REQUIRE(answer.accepted);
            auto& voter = voters_[index];
            voter.key = voter.vote->voter();
            voter.seq = seq;
            voter.choice = choice;
            voter.is_content = !changing_;
            if (changing_) cast(index);
        });
    }

    Killer& killer_;
    std::vector<std::shared_ptr<cli::Phone>> phones_;
    std::deque<Voter> voters_;
    bool changing_{true};
};

void kill_while_voting_in_secret(int kills)
{
    const cli::ScratchFolder folder("rostrum-kill-test");
    const auto seed = std::random_device{}();
    CAPTURE(seed);
    const auto hall = prepare(folder.path(), people, core::Phase::ballot);
    {
        const auto runtime = open_quietly(folder.path());
        cli::Stage stage(*runtime);
        stage.command(hearing_id, core::Role::moderator, core::LockBallotRule{});
        stage.command(hearing_id, core::Role::moderator,
                      core::OpenBallot{core::BallotId{"b1"}, core::BallotMode::secret});
    }
    Loop loop;
    Killer killer(folder.path(), seed);
    SecretVoters voters(loop, killer, hall);
    killer.run(loop, kills, [] {});
    voters.stop_changing();
    loop.until([&] { return voters.idle(); }, "every vote has its receipt");
    voters.stop();
    killer.stop();
    loop.drain();

    auto store = ledger::SqliteStore::open(folder.path(), [] { return std::int64_t{0}; });
    REQUIRE(store);
    const auto box = (*store)->read_box(hearing_id.value);
    REQUIRE(box);
    voters.compare_with(box->ballots);
}

} // namespace

TEST_CASE("what was acknowledged before the server was killed is there, once, while all ask",
          "[system][kill]")
{
    kill_while_asking(5);
}

TEST_CASE("what was acknowledged before the server was killed is there, once, while all vote",
          "[system][kill]")
{
    kill_while_voting(5);
}

TEST_CASE("every vote with a receipt is in the box, once, however often the server was killed",
          "[system][kill][ballot]")
{
    kill_while_voting_in_secret(5);
}

TEST_CASE("five hundred kills under load lose nothing and repeat nothing", "[.long][system][kill]")
{
    kill_while_asking(200);
    kill_while_voting(200);
    kill_while_voting_in_secret(100);
}

} // namespace rostrum::system_test
