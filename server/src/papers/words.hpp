// What states and verdicts are called on paper, in both languages.
#pragma once

#include "core/agenda.hpp"
#include "core/ballot_rule.hpp"
#include "core/duty.hpp"
#include "core/floor.hpp"
#include "core/verdict.hpp"

#include <string_view>

namespace rostrum::papers {

struct Word {
    std::string_view code; ///< As in the protocol.
    std::string_view chinese;
    std::string_view english;
};

[[nodiscard]] Word word_of(core::Outcome outcome);
[[nodiscard]] Word word_of(core::OutcomeReason reason);
[[nodiscard]] Word word_of(core::BallotBase base);
[[nodiscard]] Word word_of(core::DutyState state);
[[nodiscard]] Word word_of(core::AnswerVerdict verdict);
[[nodiscard]] Word word_of(core::QuestionKind kind);
[[nodiscard]] Word word_of(core::QuestionState state);
[[nodiscard]] Word word_of(core::Phase phase);

} // namespace rostrum::papers
