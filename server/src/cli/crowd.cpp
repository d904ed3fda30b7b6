#include "cli/crowd.hpp"

#include "cli/crypto.hpp"
#include "cli/json_text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace rostrum::cli {
namespace {

namespace json = boost::json;
using std::chrono::milliseconds;

/// People do not move as one.
constexpr milliseconds arriving{8'000};
constexpr milliseconds asking{20'000};
constexpr milliseconds voting{25'000};
constexpr milliseconds feeling{15'000};
constexpr milliseconds reacting{4'000};
/// By themselves, not all in the same instant.
constexpr milliseconds contributing{200};
constexpr milliseconds claiming{3'000};

std::string text_in(const json::object& object, std::string_view section, std::string_view key)
{
    const auto* value = object.if_contains(section);
    return value != nullptr && value->is_object() ? text_at(value->as_object(), key)
                                                  : std::string{};
}

} // namespace

Crowd::Crowd(boost::asio::io_context& io, std::vector<std::string> questions)
    : io_(io), questions_(std::move(questions)), random_(std::random_device{}())
{
}

void Crowd::add(PhoneSettings settings)
{
    settings.keeps_view = phones_.empty();
    phones_.push_back(std::make_shared<Phone>(io_, std::move(settings)));
}

void Crowd::start()
{
    for (const auto& phone : phones_) {
        phone->on_change = [this, weak = std::weak_ptr<Phone>(phone)] {
            const auto one = weak.lock();
            if (!one) return;
            if (one->settings().keeps_view) watch();
            answer_draw(one);
            judge(one);
        };
        later(arriving, [phone] {
            phone->start();
            phone->command("check_in", {}, {});
        });
    }
}

void Crowd::stop()
{
    for (const auto& phone : phones_) phone->stop();
}

void Crowd::later(milliseconds most, std::function<void()> task)
{
    const milliseconds wait(
        static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(most.count())));
    auto timer = std::make_shared<boost::asio::steady_timer>(io_, wait);
    timer->async_wait([timer, task = std::move(task)](boost::system::error_code error) {
        if (!error) task();
    });
}

void Crowd::watch()
{
    const auto& view = phones_.front()->view();
    const auto phase = text_in(view, "phase", "name");
    if (std::exchange(phase_, phase) != phase && phase == "inquiry") ask();

    const auto ballot = text_in(view, "ballot", "ballot");
    if (text_in(view, "ballot", "state") == "open" && ballots_voted_.insert(ballot).second) {
        vote(view.at("ballot").as_object());
    }
    if (const auto* floor = view.if_contains("floor"); floor != nullptr && floor->is_object()) {
        const auto question = text_in(floor->as_object(), "turn", "question");
        if (text_in(floor->as_object(), "turn", "stage") == "answer" &&
            answers_felt_.insert(question).second) {
            feel(question);
        }
    }
    const auto draw = text_in(view, "draw", "draw");
    if (text_in(view, "draw", "state") == "collecting" && draws_fed_.insert(draw).second) {
        contribute(draw);
    }
}

void Crowd::feel(const std::string& question)
{
    for (const auto& phone : phones_) {
        // Many only listen.
        if (random_() % 100 < 40) continue;
        later(feeling, [this, phone, question] {
            phone->command("give_pulse", {{"question", question}, {"verdict", answer_verdict()}},
                           {});
        });
    }
}

void Crowd::contribute(const std::string& draw)
{
    for (const auto& phone : phones_) {
        later(contributing, [phone, draw] {
            phone->command("contribute_nonce",
                           {{"draw", draw}, {"nonce", sha256(random_bytes(32))}}, {});
        });
    }
}

void Crowd::ask()
{
    auto askers = phones_;
    std::ranges::shuffle(askers, random_);
    askers.resize(std::min(askers.size(), questions_.size() + 6));
    for (std::size_t i = 0; i < askers.size(); ++i) {
        later(asking, [this, phone = askers[i], i] {
            if (i >= questions_.size()) return void(phone->command("raise_hand", {}, {}));
            phone->command("ask_question", {{"text", questions_[i]}, {"units", json::array{}}}, {});
        });
    }
}

void Crowd::vote(const json::object& ballot)
{
    const auto secret = secret_ballot_in(ballot, phones_.front()->settings().server.address());
    for (const auto& phone : phones_) {
        // A few never do.
        if (random_() % 100 < 3) continue;
        if (secret) {
            vote_in_secret(phone, secret);
        }
        else {
            later(voting, [this, phone, id = text_at(ballot, "ballot")] {
                phone->command(
                    "claim_ballot", {{"ballot", id}},
                    [this, phone, id](const PhoneAnswer& claim) { cast(phone, id, claim); });
            });
        }
    }
}

void Crowd::vote_in_secret(const std::shared_ptr<Phone>& phone,
                           const std::shared_ptr<const SecretBallot>& ballot)
{
    // Tokens at once, votes later: that is what keeps the two apart.
    later(claiming, [this, phone, ballot] {
        const auto vote = std::make_shared<SecretVote>(io_, phone, ballot);
        vote->claim([this, vote](const PhoneAnswer& claim) {
            if (!claim.accepted) return;
            later(voting, [this, vote] { vote->cast(choose(), 1, {}); });
        });
    });
}

const char* Crowd::choose()
{
    const auto lot = random_() % 100;
    if (lot < 66) return "satisfied";
    return lot < 87 ? "basically_satisfied" : "not_satisfied";
}

const char* Crowd::answer_verdict()
{
    constexpr std::array<const char*, 4> verdicts{"satisfied", "satisfied", "partly",
                                                  "not_satisfied"};
    return verdicts[random_() % verdicts.size()];
}

void Crowd::cast(const std::shared_ptr<Phone>& phone, const std::string& ballot,
                 const PhoneAnswer& claim)
{
    if (!claim.accepted) return;
    phone->command("cast_ballot",
                   {{"ballot", ballot},
                    {"key", claim.result.at("key")},
                    {"choice", choose()},
                    {"revision", 1}},
                   {});
}

void Crowd::answer_draw(const std::shared_ptr<Phone>& phone)
{
    const auto draw = text_in(phone->me(), "draw", "draw");
    if (draw.empty() || !draws_answered_.insert(draw).second) return;
    later(reacting,
          [phone, draw] { phone->command("answer_draw", {{"draw", draw}, {"accept", true}}, {}); });
}

void Crowd::judge(const std::shared_ptr<Phone>& phone)
{
    const auto* questions = phone->me().if_contains("questions");
    if (questions == nullptr || !questions->is_object()) return;
    for (const auto& [id, question] : questions->as_object()) {
        const auto& asked = question.as_object();
        if (text_at(asked, "state") != "closed" || asked.contains("verdict")) continue;
        if (!answers_judged_.insert(std::string{id}).second) continue;
        later(reacting, [phone, closed = std::string{id}, verdict = answer_verdict()] {
            phone->command("judge_answer", {{"question", closed}, {"verdict", verdict}}, {});
        });
    }
}

} // namespace rostrum::cli
