#include "cli/rehearsal.hpp"

#include "cli/rehearsal_figures.hpp"
#include "cli/secret_vote.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <functional>
#include <memory>
#include <ostream>
#include <random>
#include <stdexcept>
#include <utility>
#include <vector>

namespace rostrum::cli {
namespace {

namespace json = boost::json;
using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

constexpr int stretches = 10;                           ///< Of a long hearing.
constexpr std::chrono::milliseconds between_acts = 10s; ///< Of one phone, on average.
constexpr std::uint64_t acts_per_drop = 30;             ///< So often a phone loses the network.

/// The moderator's and the tellers' hands, and everybody's phones.
class Rehearsal {
public:
    Rehearsal(const RehearsalOptions& options, std::ostream& progress)
        : options_(options), progress_(progress), random_(options.seed), hall_(options)
    {
        report_.phones = options.phones;
    }

    RehearsalReport run()
    {
        try {
            join();
            inquire();
            measure();
            if (options_.minutes > 0) endure();
            vote();
            conclude();
        }
        catch (const std::runtime_error& error) {
            report_.trouble = error.what();
            if (stretch_ != nullptr) report_.stretches.pop_back(); // It was not measured whole.
            stretch_ = nullptr;
        }
        for (const auto& phone : hall_.phones()) {
            report_.lost += static_cast<std::int64_t>(phone->unanswered());
            report_.gaps += phone->counts().gaps;
            report_.reconnects += std::max<std::int64_t>(phone->counts().connections - 1, 0);
        }
        report_.patches = patches();
        hall_.close();
        return std::move(report_);
    }

private:
    void join()
    {
        progress_ << "joining " << options_.phones << " phones …" << std::endl;
        hall_.moderate(core::AdvancePhase{core::Phase::check_in, {}});
        const auto begun = SteadyClock::now();
        for (const auto& phone : hall_.phones()) {
            phone->start();
            send(phone, "check_in", {});
        }
        hall_.until([this] { return open_commands_ == 0 && hall_.all_are_welcome(); },
                    "everybody has joined");
        report_.joining_s = std::chrono::duration<double>(SteadyClock::now() - begun).count();
        report_.resident_mib = resident_mib();
        report_.joined = static_cast<std::int64_t>(std::ranges::count_if(
            hall_.phones(), [](const auto& phone) { return phone->has_view(); }));
    }

    void inquire()
    {
        hall_.moderate(core::AdvancePhase{core::Phase::report, {}});
        hall_.moderate(core::AdvancePhase{core::Phase::inquiry, {}});
        progress_ << "asking and supporting …" << std::endl;
        const auto& phones = hall_.phones();
        for (std::size_t i = 0; i < phones.size(); i += 10) {
            ++report_.questions_expected;
            send(phones[i], "ask_question",
                 {{"text", fmt::format("Question {}", i)}, {"units", json::array{}}},
                 [this](const PhoneAnswer& answer) {
                     asked_.emplace_back(answer.result.at("question").as_string());
                 });
        }
        hall_.until([this] { return open_commands_ == 0; }, "every question is acknowledged");
        if (asked_.empty()) throw std::runtime_error("no question was accepted");
        for (const auto& question : asked_)
            hall_.moderate(core::ApproveQuestion{core::QuestionId{question}});
        supports_.resize(phones.size());
        report_.supports.ask(SteadyClock::now());
        for (std::size_t i = 0; i < phones.size(); ++i) {
            support(i);
            if (i % 7 == 3) phones[i]->drop();
        }
        until_all_is_done("support is acknowledged");
        hall_.look([this](const core::Hearing& hearing) {
            report_.questions_found = static_cast<std::int64_t>(hearing.floor.questions.size());
        });
        report_.duplicated +=
            std::max<std::int64_t>(report_.questions_found - report_.questions_expected, 0);
    }

    void measure()
    {
        progress_ << "measuring: changes, a hall that comes back, a restart …" << std::endl;
        report_.spread = spread_changes(hall_, asked_.front());
        report_.come_back = come_back(hall_, asked_.front());
        report_.restart = hall_.restart();
    }

    /// A full hall that goes on and on, and a server that is started again.
    void endure()
    {
        const auto begun = SteadyClock::now();
        const auto length =
            std::chrono::milliseconds{std::chrono::minutes{options_.minutes}} / stretches;
        const auto pause = std::max(1ms, between_acts / options_.phones);
        for (int number = 1; number <= stretches; ++number) {
            const auto patches_before = patches();
            auto& stretch = report_.stretches.emplace_back();
            stretch_ = &stretch;
            while (SteadyClock::now() < begun + number * length) {
                let_somebody_act();
                hall_.run_for(pause);
            }
            until_all_is_done("everything is acknowledged, and nobody is stuck");
            stretch.until_min =
                std::chrono::duration<double, std::ratio<60>>(SteadyClock::now() - begun).count();
            stretch.resident_mib = resident_mib();
            stretch.patches = patches() - patches_before;
            stretch.restart = hall_.restart();
            progress_ << fmt::format("{:.1f} of {} minutes …", stretch.until_min, options_.minutes)
                      << std::endl;
        }
        stretch_ = nullptr;
    }

    void let_somebody_act()
    {
        const auto i = random_() % hall_.phones().size();
        const auto& phone = hall_.phones()[i];
        if (random_() % acts_per_drop == 0) return phone->drop();
        if (phone->unanswered() == 0) support(i);
    }

    /// Or takes it back. Nobody supports a question of their own.
    void support(std::size_t i)
    {
        if (i % 10 == 0) return;
        supports_[i] = !supports_[i];
        send(hall_.phones()[i], "support_question",
             {{"question", asked_[i % asked_.size()]}, {"support", bool{supports_[i]}}},
             [this](const PhoneAnswer&) {
                 if (stretch_ == nullptr) report_.supports.answer(SteadyClock::now());
             });
    }

    void vote()
    {
        const core::BallotId ballot{"b1"};
        hall_.moderate(core::AdvancePhase{core::Phase::ballot, {}});
        hall_.moderate(core::LockBallotRule{});
        hall_.moderate(core::OpenBallot{ballot, core::BallotMode::secret});
        hall_.until([this] { return ballot_state() == "open"; }, "the ballot is shown");
        progress_ << "voting …" << std::endl;
        const auto& phones = hall_.phones();
        const auto shown = secret_ballot_in(hall_.witness().view().at("ballot").as_object(),
                                            hall_.witness().settings().server.address());
        if (!shown) throw std::runtime_error("the ballot cannot be read");
        for (std::size_t i = 0; i < phones.size(); ++i) {
            ++report_.ballots_cast;
            votes_.push_back(std::make_shared<SecretVote>(hall_.io(), phones[i], shown));
            claim(i);
            // Some lose the network just now: the answer is lost, not the ballot.
            if (i % 9 == 4) phones[i]->drop();
        }
        until_all_is_done("every ballot is acknowledged");
        hall_.moderate(core::CloseBallot{ballot});
        hall_.until([this] { return ballot_state() == "closed"; }, "the ballot is counted");
        hall_.moderate(core::AdvancePhase{core::Phase::result, {}});
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
        for (const char* teller : {"teller1", "teller2"})
            hall_.act(core::Role::teller, core::SignTally{core::BallotId{"b1"}}, teller);
        hall_.act(core::Role::chair, core::PublishResult{core::BallotId{"b1"}});
        hall_.look([this](const core::Hearing& hearing) {
            const auto* ballot = core::current(hearing.ballots);
            report_.ballots_counted = ballot->phones->returned;
            report_.outcome = ballot->verdict->outcome == core::Outcome::below ? "below" : "met";
            std::int64_t votes = 0;
            for (const auto& [option, count] : ballot->phones->votes) votes += count;
            if (votes != ballot->phones->returned) report_.trouble = "the tally does not add up";
        });
        report_.duplicated +=
            std::max<std::int64_t>(report_.ballots_counted - report_.ballots_cast, 0);
        hall_.until([this] { return witness_sees_result(); }, "the result is shown");
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
        (stretch_ != nullptr ? stretch_->answers : report_.answers).add(answer.latency);
    }

    void until_all_is_done(const std::string& what)
    {
        hall_.until(
            [this] {
                return open_commands_ == 0 && hall_.all_are_welcome() && hall_.all_see_the_same();
            },
            what);
    }

    [[nodiscard]] std::int64_t patches() const
    {
        std::int64_t all = 0;
        for (const auto& phone : hall_.phones()) all += phone->counts().patches;
        return all;
    }
    [[nodiscard]] std::string ballot_state() const
    {
        const auto* ballot = hall_.witness().view().if_contains("ballot");
        return ballot == nullptr ? "" : std::string{ballot->at("state").as_string()};
    }
    [[nodiscard]] bool witness_sees_result() const
    {
        const auto* ballot = hall_.witness().view().if_contains("ballot");
        return ballot != nullptr && ballot->as_object().contains("result");
    }

    RehearsalOptions options_;
    std::ostream& progress_;
    std::mt19937_64 random_;
    RehearsalHall hall_;
    RehearsalReport report_;
    std::vector<std::string> asked_;
    std::vector<bool> supports_; ///< By phone.
    Stretch* stretch_{nullptr};  ///< Of the report, while it goes on.
    std::vector<std::shared_ptr<SecretVote>> votes_;
    std::int64_t open_commands_{0};
};

} // namespace

RehearsalReport rehearse(const RehearsalOptions& options, std::ostream& progress)
{
    return Rehearsal(options, progress).run();
}

} // namespace rostrum::cli
