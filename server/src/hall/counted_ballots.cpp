#include "hall/counted_ballots.hpp"

#include "hall/box_contents.hpp"
#include "protocol/ballot_files.hpp"

#include <algorithm>
#include <optional>

namespace rostrum::hall {
namespace {

bool is_counted(const core::Ballot& ballot)
{
    return ballot.mode == core::BallotMode::secret &&
           (ballot.state == core::BallotState::closed ||
            ballot.state == core::BallotState::published);
}

} // namespace

void CountedBallots::file(const core::Ballot& ballot, std::string_view name, Done done)
{
    const auto& names = protocol::ballot_file_names;
    const auto* const at = std::ranges::find(names, name);
    if (at == names.end() || !is_counted(ballot)) return done(Message{});
    const auto place = static_cast<std::size_t>(at - names.begin());
    const auto found = made_.find(ballot.ballot);
    if (found != made_.end()) return done(found->second.at(place));
    auto& asked = asked_[ballot.ballot];
    asked.push_back({place, std::move(done)});
    if (asked.size() == 1) read(ballot);
}

void CountedBallots::read(const core::Ballot& ballot)
{
    world_.ledger.read_box(
        stream_, [self = shared_from_this(), ballot](const std::expected<Box, Failure>& box) {
            if (!box) return self->fail(ballot.ballot, Trouble::storage_failed);
            self->make(ballot, votes_of(*box, ballot.ballot));
        });
}

void CountedBallots::make(const core::Ballot& ballot, core::BoxedBallots casts)
{
    const auto files = std::make_shared<std::optional<protocol::BallotFiles>>();
    world_.compute(
        {[ballot, casts = std::move(casts), files] {
             *files = protocol::ballot_files(ballot, casts);
         },
         [self = shared_from_this(), ballot, files] {
             if (!*files) return self->fail(ballot.ballot, Trouble::stopping);
             if (protocol::sheet_sha256(**files) != ballot.sheet_sha256) {
                 self->world_.log_warning("stream " + self->stream_ + ": the box of ballot " +
                                          ballot.ballot.value + " is not the one that was counted");
             }
             auto& made = self->made_[ballot.ballot];
             std::ranges::transform(**files, made.begin(), [](std::string& bytes) {
                 return std::make_shared<const std::string>(std::move(bytes));
             });
             for (const auto& [place, done] : std::exchange(self->asked_[ballot.ballot], {}))
                 done(made.at(place));
         }});
}

void CountedBallots::fail(const core::BallotId& ballot, Trouble trouble)
{
    for (const auto& asked : std::exchange(asked_[ballot], {}))
        asked.done(std::unexpected(trouble));
}

} // namespace rostrum::hall
