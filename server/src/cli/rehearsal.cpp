#include "cli/rehearsal.hpp"

#include "cli/clock.hpp"
#include "cli/crypto.hpp"
#include "cli/phone.hpp"
#include "cli/runtime.hpp"
#include "cli/scratch_folder.hpp"
#include "cli/secret_vote.hpp"
#include "cli/stage.hpp"

#include <boost/asio/executor_work_guard.hpp>

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <functional>
#include <memory>
#include <ostream>
#include <random>
#include <stdexcept>

namespace rostrum::cli {
namespace {

namespace json = boost::json;
using SteadyClock = std::chrono::steady_clock;

const core::HearingId rehearsed{"rehearsal"};
constexpr std::chrono::seconds patience{120};

std::unique_ptr<Runtime> start_server(const std::filesystem::path& folder)
{
    Config config;
    config.data = folder;
    config.address = "127.0.0.1";
    config.port = 0;
    config.pages.clear();
    config.log_level = "error";
    auto runtime = Runtime::start(config);
    if (!runtime) throw std::runtime_error(runtime.error());
    return std::move(*runtime);
}

std::vector<Person> invited(std::int64_t count)
{
    const auto rules = core::default_rules();
    std::vector<Person> people;
    for (std::int64_t i = 1; i <= count; ++i) {
        Person person;
        person.entry.participant = {fmt::format("P-{:05}", i)};
        person.entry.category =
            rules.categories[static_cast<std::size_t>(i) % rules.categories.size()].category;
        person.name.name = fmt::format("Rehearsal {}", i);
        people.push_back(std::move(person));
    }
    return people;
}

/// The moderator's and the tellers' hands, and everybody's phones.
class Rehearsal {
public:
    Rehearsal(const RehearsalOptions& options, std::ostream& progress)
        : options_(options),
          progress_(progress),
          random_(options.seed),
          server_(start_server(folder_.path())),
          stage_(*server_)
    {
        report_.phones = options.phones;
    }

    RehearsalReport run()
    {
        try {
            prepare();
            join();
            inquire();
            vote();
            conclude();
        }
        catch (const std::runtime_error& error) {
            report_.trouble = error.what();
        }
        for (const auto& phone : phones_) {
            report_.lost += static_cast<std::int64_t>(phone->unanswered());
            report_.gaps += phone->counts().gaps;
            report_.patches += phone->counts().patches;
            report_.reconnects += std::max<std::int64_t>(phone->counts().connections - 1, 0);
            phone->stop();
        }
        io_.run_for(std::chrono::milliseconds(100));
        server_->stop();
        return std::move(report_);
    }

private:
    void prepare()
    {
        auto rules = core::default_rules();
        rules.draws_required = 0;
        stage_.plan_series("Rehearsal", "Rehearsal", rules);
        stage_.plan_hearing({rehearsed, "Rehearsal", "-", 1, 1, now()});
        stage_.describe(rehearsed, {"Rehearsal", {}, {{core::UnitId{"u1"}, "Unit", "-"}}, {}});
        const auto people = invited(options_.phones);
        stage_.invite(rehearsed, people);
        const auto tokens = stage_.issue_cards(people);
        const boost::asio::ip::tcp::endpoint endpoint(boost::asio::ip::make_address("127.0.0.1"),
                                                      server_->port());
        for (const auto& person : people) {
            const auto number = phones_.size();
            // Several loopback addresses, so that the number of ports sets no limit.
            const auto from =
                boost::asio::ip::make_address_v4(fmt::format("127.0.0.{}", 2 + number / 10'000));
            phones_.push_back(std::make_shared<Phone>(
                io_, PhoneSettings{endpoint, from, "join", tokens.at(person.entry.participant),
                                   rehearsed.value, "attendee", person.entry.participant.value,
                                   /*keeps_view=*/number == 0}));
            phones_.back()->on_turned_away = [this](const std::string& code) {
                if (report_.trouble.empty()) report_.trouble = "a phone was turned away: " + code;
            };
        }
        stage_.command(rehearsed, core::Role::moderator,
                       core::AdvancePhase{core::Phase::check_in, {}});
    }

    void join()
    {
        progress_ << "joining " << phones_.size() << " phones …" << std::endl;
        for (const auto& phone : phones_) {
            phone->start();
            send(phone, "check_in", {});
        }
        until([this] { return open_commands_ == 0 && all_have_views(); }, "everybody has joined");
        report_.joined = static_cast<std::int64_t>(
            std::ranges::count_if(phones_, [](const auto& phone) { return phone->has_view(); }));
    }

    void inquire()
    {
        stage_.command(rehearsed, core::Role::moderator,
                       core::AdvancePhase{core::Phase::report, {}});
        stage_.command(rehearsed, core::Role::moderator,
                       core::AdvancePhase{core::Phase::inquiry, {}});
        progress_ << "asking and supporting …" << std::endl;
        std::vector<std::string> asked;
        for (std::size_t i = 0; i < phones_.size(); i += 10) {
            ++report_.questions_expected;
            send(phones_[i], "ask_question",
                 {{"text", fmt::format("Question {}", i)}, {"units", json::array{}}},
                 [&asked](const PhoneAnswer& answer) {
                     asked.emplace_back(answer.result.at("question").as_string());
                 });
        }
        until([this] { return open_commands_ == 0; }, "every question is acknowledged");
        for (const auto& question : asked) {
            stage_.command(rehearsed, core::Role::moderator,
                           core::ApproveQuestion{core::QuestionId{question}});
        }
        for (std::size_t i = 0; i < phones_.size(); ++i) {
            const auto& question = asked[i % asked.size()];
            if (i % 10 != 0)
                send(phones_[i], "support_question", {{"question", question}, {"support", true}});
            if (i % 7 == 3) phones_[i]->drop();
        }
        until([this] { return open_commands_ == 0 && all_connected(); }, "support is acknowledged");
        server_->on_hall([this](hall::Halls& halls) {
            report_.questions_found =
                static_cast<std::int64_t>(halls.hearing(rehearsed)->floor.questions.size());
        });
        report_.duplicated +=
            std::max<std::int64_t>(report_.questions_found - report_.questions_expected, 0);
    }

    void vote()
    {
        const core::BallotId ballot{"b1"};
        stage_.command(rehearsed, core::Role::moderator,
                       core::AdvancePhase{core::Phase::ballot, {}});
        stage_.command(rehearsed, core::Role::moderator, core::LockBallotRule{});
        stage_.command(rehearsed, core::Role::moderator,
                       core::OpenBallot{ballot, core::BallotMode::secret});
        until([this] { return ballot_state() == "open"; }, "the ballot is shown");
        progress_ << "voting …" << std::endl;
        const auto shown = secret_ballot_in(phones_.front()->view().at("ballot").as_object(),
                                            phones_.front()->settings().server.address());
        if (!shown) throw std::runtime_error("the ballot cannot be read");
        for (std::size_t i = 0; i < phones_.size(); ++i) {
            ++report_.ballots_cast;
            votes_.push_back(std::make_shared<SecretVote>(io_, phones_[i], shown));
            claim(i);
            // Some lose the network just now: the answer is lost, not the ballot.
            if (i % 9 == 4) phones_[i]->drop();
        }
        until([this] { return open_commands_ == 0 && all_connected(); },
              "every ballot is acknowledged");
        stage_.command(rehearsed, core::Role::moderator, core::CloseBallot{ballot});
        until([this] { return ballot_state() == "closed"; }, "the ballot is counted");
        stage_.command(rehearsed, core::Role::moderator,
                       core::AdvancePhase{core::Phase::result, {}});
    }

    void claim(std::size_t index)
    {
        begin();
        report_.tokens.ask(SteadyClock::now());
        votes_[index]->claim([this, index](const PhoneAnswer& answer) {
            end(answer);
            report_.tokens.answer(SteadyClock::now());
            if (answer.accepted) cast(index, 1);
        });
    }

    void cast(std::size_t index, std::uint64_t seq)
    {
        begin();
        report_.votes.ask(SteadyClock::now());
        const auto choice = random_() % 100 < 88 ? "satisfied" : "not_satisfied";
        votes_[index]->cast(choice, seq, [this, index, seq](const PhoneAnswer& answer) {
            end(answer);
            report_.votes.answer(SteadyClock::now());
            // Some change their mind.
            if (answer.accepted && seq == 1 && index % 10 == 1) cast(index, 2);
        });
    }

    void conclude()
    {
        for (const char* teller : {"teller1", "teller2"}) {
            const auto answer = server_->command(rehearsed.value, {core::Role::teller, teller},
                                                 core::SignTally{core::BallotId{"b1"}});
            if (!std::holds_alternative<hall::Acknowledged>(answer))
                throw std::runtime_error("not signed");
        }
        stage_.command(rehearsed, core::Role::chair, core::PublishResult{core::BallotId{"b1"}});
        server_->on_hall([this](hall::Halls& halls) {
            const auto* ballot = core::current(halls.hearing(rehearsed)->ballots);
            report_.ballots_counted = ballot->phones->returned;
            report_.outcome = ballot->verdict->outcome == core::Outcome::below ? "below" : "met";
            std::int64_t votes = 0;
            for (const auto& [option, count] : ballot->phones->votes) votes += count;
            if (votes != ballot->phones->returned)
                throw std::runtime_error("the tally does not add up");
        });
        report_.duplicated +=
            std::max<std::int64_t>(report_.ballots_counted - report_.ballots_cast, 0);
        until([this] { return witness_sees_result(); }, "the result is shown");
    }

    void send(const std::shared_ptr<Phone>& phone, std::string name, json::object body,
              Phone::Answered then = {})
    {
        begin();
        phone->command(std::move(name), std::move(body),
                       [this, then = std::move(then)](const PhoneAnswer& answer) {
                           end(answer);
                           if (then && answer.accepted) then(answer);
                       });
    }

    void begin()
    {
        ++report_.commands;
        ++open_commands_;
    }

    void end(const PhoneAnswer& answer)
    {
        --open_commands_;
        ++(answer.accepted ? report_.acknowledged : report_.refused);
        report_.latencies.push_back(answer.latency);
    }

    void until(const std::function<bool()>& reached, const std::string& what)
    {
        const auto deadline = std::chrono::steady_clock::now() + patience;
        while (!reached()) {
            io_.run_one_for(std::chrono::milliseconds(100));
            if (!report_.trouble.empty()) throw std::runtime_error(report_.trouble);
            if (std::chrono::steady_clock::now() > deadline) {
                throw std::runtime_error("waited in vain until " + what);
            }
        }
    }

    [[nodiscard]] bool all_connected() const
    {
        return std::ranges::all_of(phones_,
                                   [](const auto& phone) { return phone->is_connected(); });
    }
    [[nodiscard]] bool all_have_views() const
    {
        return std::ranges::all_of(phones_, [](const auto& phone) { return phone->has_view(); });
    }
    [[nodiscard]] std::string ballot_state() const
    {
        const auto* ballot = phones_.front()->view().if_contains("ballot");
        return ballot == nullptr ? "" : std::string{ballot->at("state").as_string()};
    }
    [[nodiscard]] bool witness_sees_result() const
    {
        const auto* ballot = phones_.front()->view().if_contains("ballot");
        return ballot != nullptr && ballot->as_object().contains("result");
    }

    RehearsalOptions options_;
    std::ostream& progress_;
    std::mt19937_64 random_;
    RehearsalReport report_;
    ScratchFolder folder_{"rostrum-rehearsal"};
    boost::asio::io_context io_{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{
        io_.get_executor()};
    std::unique_ptr<Runtime> server_;
    Stage stage_;
    std::vector<std::shared_ptr<Phone>> phones_;
    std::vector<std::shared_ptr<SecretVote>> votes_;
    std::int64_t open_commands_{0};
};

} // namespace

double Pace::per_second() const
{
    if (!began_ || answers_.empty()) return 0;
    const auto counted = (answers_.size() * 4 + 4) / 5;
    const std::chrono::duration<double> passed = answers_[counted - 1] - *began_;
    return static_cast<double>(counted) / std::max(passed.count(), 1e-9);
}

bool RehearsalReport::clean() const
{
    return trouble.empty() && joined == phones && lost == 0 && duplicated == 0 && gaps == 0 &&
           refused == 0 && questions_found == questions_expected && ballots_counted == ballots_cast;
}

RehearsalReport rehearse(const RehearsalOptions& options, std::ostream& progress)
{
    return Rehearsal(options, progress).run();
}

void print(const RehearsalReport& report, std::ostream& out)
{
    auto sorted = report.latencies;
    std::ranges::sort(sorted);
    const auto at = [&](double part) {
        if (sorted.empty()) return 0.0;
        const auto last = static_cast<double>(sorted.size() - 1);
        return std::chrono::duration<double, std::milli>(
                   sorted[static_cast<std::size_t>(last * part)])
            .count();
    };
    out << "phones joined        " << report.joined << " of " << report.phones << '\n'
        << "commands             " << report.commands << ", acknowledged " << report.acknowledged
        << ", refused " << report.refused << '\n'
        << "lost                 " << report.lost << '\n'
        << "duplicated           " << report.duplicated << '\n'
        << "changes missed       " << report.gaps << " of " << report.patches << " received\n"
        << "reconnects           " << report.reconnects << '\n'
        << "questions            " << report.questions_found << " of " << report.questions_expected
        << '\n'
        << "ballots counted      " << report.ballots_counted << " of " << report.ballots_cast
        << " (turnout " << (report.phones > 0 ? report.ballots_counted * 100 / report.phones : 0)
        << " %)\n"
        << "verdict              " << report.outcome << '\n'
        << "tokens, votes        "
        << fmt::format("{:.0f} and {:.0f} a second, phones and server on one machine\n",
                       report.tokens.per_second(), report.votes.per_second())
        << "answer p50 / p99     " << at(0.5) << " / " << at(0.99) << " ms\n"
        << (report.clean()
                ? "The rehearsal was clean; its data has been wiped.\n"
                : "The rehearsal FAILED: " +
                      (report.trouble.empty() ? "see the counts above" : report.trouble) + "\n");
}

} // namespace rostrum::cli
