// Keys of a confidential ballot: derived from a secret that lives in the ballot box until the
// close, so that a key can be given again, and nothing that stays behind joins it to a person.
#pragma once

#include "core/ballot.hpp"
#include "core/hearing.hpp"
#include "hall/world.hpp"

#include <string>

namespace rostrum::hall {

[[nodiscard]] std::string ballot_key(const World& world, const std::string& secret,
                                     const core::BallotId& ballot,
                                     const core::ParticipantId& participant);

/// What is written beside a choice: the category where the rule allows a breakdown and enough of
/// them are entitled, otherwise nothing.
[[nodiscard]] core::CategoryId breakdown_category(const core::Hearing& hearing,
                                                  const core::Ballot& ballot,
                                                  const core::ParticipantId& participant);

/// The box as it must be after a start: of a ballot that takes votes, every key issued by phone and
/// every ballot stored. Of any other it is empty: what was counted at the close is in the log, and
/// nothing can tell any more which keys were issued. `known`: votes whose proofs have been checked.
[[nodiscard]] core::BallotBox rebuilt_box(const World& world, const core::Hearing& hearing,
                                          const Box& stored, const core::BallotBox& known);

} // namespace rostrum::hall
