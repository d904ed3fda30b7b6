#include "hall/secret_ballot.hpp"

#include "hall/limits.hpp"
#include "protocol/ballot_files.hpp"
#include "trust/bytes.hpp"

#include <cassert>
#include <utility>

namespace rostrum::hall {
namespace {

core::Refusal refusal_of(trust::CastFault fault)
{
    switch (fault) {
    case trust::CastFault::unknown_choice: return core::Refusal::unknown_option;
    case trust::CastFault::seq_out_of_range: return core::Refusal::number_is_out_of_range;
    case trust::CastFault::token_has_wrong_length:
    case trust::CastFault::token_was_not_signed: return core::Refusal::token_was_not_signed;
    case trust::CastFault::not_signed_by_voter: break;
    }
    return core::Refusal::not_signed_by_voter;
}

} // namespace

SecretBallot::SecretBallot(World& world, const core::Ballot& ballot, SharedKeys keys, Write write)
    : world_(world), ballot_(ballot.ballot), keys_(std::move(keys)), write_(std::move(write))
{
    auto terms = protocol::terms_of(ballot);
    assert(terms);
    terms_ = std::make_shared<const trust::BallotTerms>(std::move(*terms));
}

void SecretBallot::sign(trust::Bytes blinded, Signed done)
{
    const auto signature = std::make_shared<std::optional<std::string>>();
    world_.compute({[keys = keys_, blinded = std::move(blinded), signature] {
                        if (const auto made = keys->tokens().blind_sign(blinded))
                            *signature = trust::hex(*made);
                    },
                    [signature, done = std::move(done)] { done(std::move(*signature)); }});
}

void SecretBallot::cast(trust::Cast cast, std::function<void(CastAnswer)> done)
{
    if (waiting_.size() >= limits::casts_waiting_max) return done(Trouble::busy);
    const auto number = ++last_;
    const auto checked = std::make_shared<std::optional<std::expected<void, trust::CastFault>>>();
    waiting_.emplace(number, Waiting{cast, std::move(done)});
    checking_.insert(number);
    world_.compute({[terms = terms_, cast = std::move(cast), checked] {
                        *checked = trust::check_cast(*terms, cast);
                    },
                    [self = shared_from_this(), number, checked] {
                        self->checking_.erase(number);
                        if (!*checked)
                            self->answer(number, Trouble::stopping);
                        else if (**checked)
                            self->gather(number);
                        else
                            self->answer(number, refusal_of((*checked)->error()));
                        self->tell_written();
                    }});
}

void SecretBallot::gather(Number number)
{
    gathered_.push_back(number);
    if (gathered_.size() >= limits::casts_gathered_max) return flush();
    if (gathered_.size() > 1) return;
    // Whoever waits is answered even when the ballot has come to its end meanwhile.
    world_.after(limits::cast_gathering, [self = shared_from_this(), group = groups_] {
        if (self->groups_ == group) self->flush();
    });
}

void SecretBallot::flush()
{
    if (gathered_.empty()) return;
    ++groups_;
    auto numbers = std::exchange(gathered_, {});
    std::vector<core::SecretCast> casts;
    for (const auto number : numbers)
        casts.push_back(protocol::secret_cast(ballot_, waiting_.at(number).cast));
    write_(casts,
           [self = shared_from_this(), numbers = std::move(numbers)](
               const std::optional<Verdicts>& verdicts) { self->written(numbers, verdicts); });
}

void SecretBallot::when_written(std::function<void()> then)
{
    counting_.emplace_back(last_, std::move(then));
    tell_written();
}

void SecretBallot::tell_written()
{
    const auto is_checked = [this](Number number) {
        return checking_.empty() || number < *checking_.begin();
    };
    while (!counting_.empty() && is_checked(counting_.front().first)) {
        flush();
        const auto then = std::move(counting_.front().second);
        counting_.pop_front();
        then();
    }
}

void SecretBallot::written(const Numbers& numbers, const std::optional<Verdicts>& verdicts)
{
    Numbers accepted;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (!verdicts)
            answer(numbers[i], Trouble::storage_failed);
        else if (const auto refusal = verdicts->at(i))
            answer(numbers[i], *refusal);
        else
            accepted.push_back(numbers[i]);
    }
    if (!accepted.empty()) sign_receipts(std::move(accepted));
}

void SecretBallot::sign_receipts(Numbers numbers)
{
    std::vector<std::string> messages;
    for (const auto number : numbers)
        messages.push_back(trust::receipt_message(terms_->ballot, waiting_.at(number).cast));
    const auto receipts = std::make_shared<std::vector<std::string>>();
    world_.compute({[keys = keys_, messages = std::move(messages), receipts] {
                        for (const auto& message : messages)
                            receipts->push_back(trust::base64(keys->receipts().sign(message)));
                    },
                    [self = shared_from_this(), numbers = std::move(numbers), receipts] {
                        for (std::size_t i = 0; i < numbers.size(); ++i) {
                            if (receipts->empty())
                                self->answer(numbers[i], Trouble::stopping);
                            else
                                self->answer(numbers[i], std::move(receipts->at(i)));
                        }
                    }});
}

void SecretBallot::answer(Number number, CastAnswer answer)
{
    const auto found = waiting_.find(number);
    assert(found != waiting_.end());
    const auto done = std::move(found->second.done);
    waiting_.erase(found);
    done(std::move(answer));
}

} // namespace rostrum::hall
