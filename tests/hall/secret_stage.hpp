// A hearing with a secret ballot, and phones that do their part of it.
#pragma once

#include "core/limits.hpp"
#include "hall/limits.hpp"
#include "hall/stage.hpp"
#include "protocol/ballot_files.hpp"
#include "trust/ballot_support.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace rostrum::test {

/// What became of a vote: nothing as long as it is not answered.
struct Casting {
    std::shared_ptr<std::vector<hall::CastAnswer>> answers;

    [[nodiscard]] bool answered() const { return !answers->empty(); }
    [[nodiscard]] const hall::CastAnswer& answer() const
    {
        REQUIRE(answers->size() == 1);
        return answers->front();
    }
    [[nodiscard]] bool is(core::Refusal refusal) const
    {
        return answer() == hall::CastAnswer{refusal};
    }
    [[nodiscard]] bool is(hall::Trouble trouble) const
    {
        return answer() == hall::CastAnswer{trouble};
    }
    [[nodiscard]] bool has_receipt() const { return std::holds_alternative<std::string>(answer()); }
    [[nodiscard]] std::string receipt() const
    {
        REQUIRE(has_receipt());
        return std::get<std::string>(answer());
    }
};

inline const core::BallotId b1{"b1"};

struct SecretStage : Stage {
    /// In the phase of the ballot, its rule locked. `inquiry`: what happens before.
    explicit SecretStage(int people, const core::HearingRules& rules = core::default_rules(),
                         const std::function<void(Stage&)>& inquiry = {})
        : Stage{people, rules}
    {
        advance(core::Phase::inquiry);
        if (inquiry) inquiry(*this);
        advance(core::Phase::ballot);
        does(core::LockBallotRule{}, chair());
    }

    void open() { does(open_secretly(b1), chair()); }

    [[nodiscard]] const core::Ballot& ballot() const { return hearing().ballots.ballots.front(); }
    [[nodiscard]] trust::BallotTerms terms() const
    {
        const auto terms = protocol::terms_of(ballot());
        REQUIRE(terms);
        return *terms;
    }

    /// The voter that the phone of this number has made up; nobody but the phone knows.
    trust::Voter& voter(int number)
    {
        auto& voter = voters_[number];
        if (!voter) {
            FixedChance chance{static_cast<std::uint64_t>(number)};
            voter = std::make_unique<trust::Voter>(terms(), std::ref(chance));
        }
        return *voter;
    }
    core::ClaimBallot request(int number) { return {b1, trust::hex(voter(number).request())}; }
    /// What the server has signed, hexadecimal.
    static std::string signature_in(const std::string& result)
    {
        return std::string{boost::json::parse(result).at("blind_signature").as_string()};
    }
    void take_token(int number)
    {
        const auto result = does(request(number), attendee(number));
        REQUIRE(voter(number).receive(terms(), trust::unhex(signature_in(result)).value()));
    }

    [[nodiscard]] trust::Cast vote(int number, const core::OptionId& choice, std::uint64_t seq = 1)
    {
        return voter(number).cast(terms(), choice.value, seq);
    }
    Casting send(const trust::Cast& cast, const std::string& public_ballot = "h01/ballot/1")
    {
        Casting casting{std::make_shared<std::vector<hall::CastAnswer>>()};
        halls->cast(public_ballot, cast, [answers = casting.answers](hall::CastAnswer answer) {
            answers->push_back(std::move(answer));
        });
        return casting;
    }
    using Stage::send;
    /// Takes a token, sends a vote, and has its receipt.
    void votes(int number, const core::OptionId& choice, std::uint64_t seq = 1)
    {
        if (!ballot().requests.contains(card(number))) take_token(number);
        const auto casting = send(vote(number, choice, seq));
        world.run_all();
        if (!casting.answered()) world.pass(hall::limits::cast_gathering);
        REQUIRE(casting.has_receipt());
    }

    void close()
    {
        does(core::CloseBallot{b1, /*accepts_small_channel=*/true}, chair());
        world.pass(core::limits::ballot_grace);
        world.run_all();
        REQUIRE(ballot().state == core::BallotState::closed);
    }

    /// A file of the ballot, as somebody gets it who asks for it; empty when there is none.
    [[nodiscard]] std::string file(const std::string& name)
    {
        std::string bytes;
        bool answered = false;
        halls->ballot_file("h01", b1, name, [&](const auto& file) {
            REQUIRE(file);
            answered = true;
            if (*file) bytes = **file;
        });
        world.run_all();
        REQUIRE(answered);
        return bytes;
    }
    /// As somebody checks it who has only what everybody can fetch and see.
    [[nodiscard]] trust::BallotAudit audit()
    {
        const auto roll = file("roll");
        const auto issued = file("issued");
        const auto ballots = file("ballots");
        const auto sheet = file("ballot");
        trust::Tally tally;
        for (const auto& [option, count] : ballot().phones->votes)
            tally[option.value] = static_cast<std::uint64_t>(count);
        return trust::check_ballot(
            {.roll = roll, .issued = issued, .ballots = ballots, .sheet = sheet},
            {.sheet_hash = trust::unhex32(ballot().sheet_sha256),
             .key = trust::BallotPublicKey::from_spki(ballot().key),
             .tally = tally},
            {});
    }

    /// Votes that appends have carried to the box so far, by append; those without are left out.
    [[nodiscard]] std::vector<std::size_t> votes_by_append() const
    {
        std::vector<std::size_t> counts;
        for (const auto& batch : world.ledger.batches) {
            const auto count = std::ranges::count_if(batch.box, [](const hall::BoxWrite& write) {
                return std::holds_alternative<hall::PutBallot>(write);
            });
            if (count > 0) counts.push_back(static_cast<std::size_t>(count));
        }
        return counts;
    }

private:
    std::map<int, std::unique_ptr<trust::Voter>> voters_;
};

} // namespace rostrum::test
