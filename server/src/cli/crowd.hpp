// The demo's attendees: phones that ask, support, vote and judge answers by themselves, so that one
// person can play the moderator.
#pragma once

#include "cli/phone.hpp"
#include "cli/secret_vote.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <functional>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace rostrum::cli {

class Crowd {
public:
    Crowd(boost::asio::io_context& io, std::vector<std::string> questions);

    /// The first phone is the witness that watches the hearing for all of them.
    void add(PhoneSettings settings);
    void start();
    void stop();

    [[nodiscard]] std::size_t size() const { return phones_.size(); }

private:
    void watch();
    void ask();
    /// `ballot`: as the view shows it.
    void vote(const boost::json::object& ballot);
    void vote_in_secret(const std::shared_ptr<Phone>& phone,
                        const std::shared_ptr<const SecretBallot>& ballot);
    [[nodiscard]] const char* choose();
    [[nodiscard]] const char* answer_verdict();
    void cast(const std::shared_ptr<Phone>& phone, const std::string& ballot,
              const PhoneAnswer& claim);
    /// Says what it thinks of an answer that is being given.
    void feel(const std::string& question);
    void contribute(const std::string& draw);
    void answer_draw(const std::shared_ptr<Phone>& phone);
    void judge(const std::shared_ptr<Phone>& phone);
    void later(std::chrono::milliseconds most, std::function<void()> task);

    boost::asio::io_context& io_;
    std::vector<std::string> questions_;
    std::vector<std::shared_ptr<Phone>> phones_;
    std::mt19937_64 random_;
    std::string phase_;
    std::set<std::string> ballots_voted_;
    std::set<std::string> answers_felt_;
    std::set<std::string> draws_fed_;
    std::set<std::string> draws_answered_;
    std::set<std::string> answers_judged_;
};

} // namespace rostrum::cli
