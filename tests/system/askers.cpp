#include "system/askers.hpp"

#include "support/catch.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace rostrum::system_test {

Askers::Askers(Loop& loop, const boost::asio::ip::tcp::endpoint& server, const PreparedHall& hall,
               std::function<void()> answered)
    : answered_(std::move(answered))
{
    for (std::size_t i = 0; i < hall.people.size(); ++i) {
        phones_.push_back(make_phone(loop, server, hall, i));
        phones_.back()->on_turned_away = [](const std::string& code) { FAIL(code); };
        phones_.back()->start();
        phones_.back()->command("check_in", {}, {});
    }
}

Askers::~Askers()
{
    stop();
}

void Askers::work()
{
    for (std::size_t i = 0; i < phones_.size(); ++i) {
        if (phones_[i]->unanswered() == 0) ask(i);
    }
}

void Askers::ask(std::size_t index)
{
    const auto text = fmt::format("question {} of {}", ++asked_, index);
    texts_.insert(text);
    phones_[index]->command(
        "ask_question", {{"text", text}, {"units", boost::json::array{}}},
        [this, index, text](const cli::PhoneAnswer& answer) {
            answered_();
            if (!answer.accepted) return;
            const std::string question{answer.result.at("question").as_string()};
            kept_.questions[question] = text;
            phones_[index]->command("withdraw_question", {{"question", question}},
                                    [this, question](const cli::PhoneAnswer& withdrawn) {
                                        answered_();
                                        if (withdrawn.accepted) kept_.withdrawn.insert(question);
                                    });
        });
}

bool Askers::idle() const
{
    return std::ranges::all_of(phones_, [](const auto& one) { return one->unanswered() == 0; });
}

void Askers::stop()
{
    for (const auto& phone : phones_) phone->stop();
}

void Askers::check_kept(const Kept& kept, const core::Hearing& hearing) const
{
    std::map<std::string, int> found;
    for (const auto& [id, question] : hearing.floor.questions) {
        ++found[question.original_text];
        CHECK(texts_.contains(question.original_text));
    }
    for (const auto& [text, count] : found) CHECK(count == 1);
    for (const auto& [id, text] : kept.questions) {
        const auto& question = hearing.floor.questions.at(core::QuestionId{id});
        CHECK(question.original_text == text);
        if (kept.withdrawn.contains(id)) CHECK(question.state == core::QuestionState::withdrawn);
    }
}

} // namespace rostrum::system_test
