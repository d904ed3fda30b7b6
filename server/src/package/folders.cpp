#include "package/folders.hpp"

#include "protocol/ballot_files.hpp"
#include "protocol/draw_files.hpp"
#include "protocol/event_codec.hpp"

#include <cstddef>
#include <utility>

namespace rostrum::package {
namespace {

void add_draw(Files& files, const core::Draw& draw)
{
    if (draw.seed.empty()) return; // Void, or not finished: there is nothing to repeat.
    for (const auto name : protocol::draw_file_names) {
        if (auto file = protocol::draw_file(draw, name))
            files["draws/" + draw.draw.value + '/' + std::string{name} + ".txt"] = std::move(*file);
    }
}

void add_ballot(Files& files, const core::Ballot& ballot,
                const std::vector<core::BoxedBallot>& votes)
{
    const bool is_counted =
        !ballot.sheet_sha256.empty() && ballot.state != core::BallotState::voided;
    if (!is_counted) return;
    core::BoxedBallots casts;
    for (const auto& vote : votes)
        if (vote.ballot == ballot.ballot) casts.emplace(vote.key, vote);
    auto made = protocol::ballot_files(ballot, casts);
    for (std::size_t i = 0; i < made.size(); ++i)
        files["ballots/" + ballot.ballot.value + '/' + std::string{protocol::ballot_file_names[i]} +
              ".txt"] = std::move(made[i]);
}

} // namespace

Files folder_files(const std::vector<std::string>& lines,
                   const std::vector<core::BoxedBallot>& votes)
{
    core::Hearing hearing;
    for (const auto& line : lines) {
        const auto recorded = protocol::decode_line(line);
        if (!recorded) return {};
        hearing = core::evolve(std::move(hearing), recorded->event, recorded->at);
    }
    Files files;
    for (const auto& draw : hearing.draws.draws) add_draw(files, draw);
    for (const auto& ballot : hearing.ballots.ballots) add_ballot(files, ballot, votes);
    return files;
}

} // namespace rostrum::package
