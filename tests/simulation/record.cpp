#include "simulation/record.hpp"

#include "package/log_events.hpp"
#include "package/recount.hpp"
#include "package/story.hpp"
#include "protocol/ballot_files.hpp"
#include "protocol/wire_names.hpp"
#include "simulation/violation.hpp"
#include "trust/ballot_check.hpp"
#include "trust/bytes.hpp"

#include <variant>

namespace rostrum::simulation {

namespace {

/// A command may wait behind so many lines of others, and still be looked at.
constexpr std::size_t events_kept = 256;

/// As docs/protocol.md §5.1 says it, not as the views do it.
bool is_for_everybody(const core::Question& question)
{
    return question.state == core::QuestionState::waiting ||
           question.state == core::QuestionState::speaking ||
           question.state == core::QuestionState::closed;
}

} // namespace

std::string sha256_of(const std::string& text)
{
    return trust::hex(trust::sha256(text));
}

std::string hmac_of(const std::string& key, const std::string& text)
{
    return sha256_of(key + '\n' + text);
}

std::string sender_name(const core::Actor& actor)
{
    return std::string{protocol::name_of(actor.role)} + ' ' + actor.id;
}

std::string_view mark_in(std::string_view text)
{
    const auto begin = text.find('~');
    const auto end = begin == std::string_view::npos ? begin : text.find('~', begin + 1);
    return end == std::string_view::npos ? std::string_view{} : text.substr(begin, end + 1 - begin);
}

void Record::written(const hall::Batch& batch, bool with_lines)
{
    take_box(batch.box);
    if (!with_lines) return;
    require(batch.expected_head == head_, rule::log, "a batch was written that begins elsewhere");
    for (const auto& line : batch.lines) take_line(line);
    for (const auto& write : batch.box)
        if (const auto* seal = std::get_if<hall::SealBox>(&write)) secrets_.erase(seal->ballot);
}

void Record::take_box(const std::vector<hall::BoxWrite>& writes)
{
    for (const auto& write : writes) {
        if (const auto* open = std::get_if<hall::OpenBox>(&write)) {
            secrets_[open->ballot] = open->secret;
            if (open->ballot.starts_with('d'))
                draw_secrets_[trust::hex(trust::as_bytes(open->secret))] = {open->ballot};
        }
        if (const auto* put = std::get_if<hall::PutBallot>(&write)) {
            auto& kept = ballots_.try_emplace({put->ballot, put->key}, *put).first->second;
            if (put->revision > kept.revision) kept = *put;
        }
    }
}

void Record::take_line(const std::string& line)
{
    const auto recorded = protocol::decode_line(line);
    require(recorded && recorded->number == head_, rule::log,
            "event " + std::to_string(head_) + " cannot be read");
    ++head_;
    lines_.push_back(line);
    const std::pair command{sender_name(recorded->by), recorded->command_id};
    require(command == last_ || !done_.contains(command), rule::once,
            command.first + " has done " + command.second + " twice, the second time " +
                core::name_of(recorded->event));
    done_.insert(command);
    last_ = command;
    hearing_ = core::evolve(std::move(hearing_), recorded->event, recorded->at);
    since_.emplace_back(recorded->event, recorded->at);
    if (since_.size() > events_kept) {
        const auto& [event, at] = since_.front();
        earlier_ = core::evolve(std::move(earlier_), event, at);
        ++earlier_head_;
        since_.pop_front();
    }
    for (const auto& [id, question] : hearing_.floor.questions) {
        const auto mark = mark_in(question.text);
        if (is_for_everybody(question) && !public_.contains(mark)) public_.emplace(mark);
    }
    std::visit([this](const auto& event) { take(event); }, recorded->event);
}

void Record::take(const core::BallotIssued& issued)
{
    require(issued_.emplace(issued.ballot, issued.participant).second, rule::counted_once,
            issued.participant.value + " was issued " + issued.ballot.value + " twice");
    const auto secret = secrets_.find(issued.ballot.value);
    const bool has_key = issued.channel == core::BallotChannel::phone && !issued.blinded_sha256;
    if (!has_key) return;
    require(secret != secrets_.end(), rule::log, "a ballot was issued that has no secret");
    keys_[hmac_of(secret->second, "rostrum/key\n" + issued.ballot.value + "\n" +
                                      issued.participant.value + "\n")] = issued.participant.value;
}

void Record::take(const core::PaperTakenBack& back)
{
    require(issued_.erase({back.ballot, back.participant}) == 1, rule::counted_once,
            back.participant.value + " gave back a paper of " + back.ballot.value + " without one");
}

void Record::take(const core::BallotClosed& closed) const
{
    core::Tally tally;
    for (const auto& [place, put] : ballots_) {
        if (place.first != closed.ballot.value) continue;
        ++tally.returned;
        ++tally.votes[{put.choice}];
    }
    const auto& counted = closed.phones;
    const auto* ballot = core::find(hearing_.ballots, closed.ballot);
    const auto phones = static_cast<std::int64_t>(ballot->issued.size()) - ballot->issued_on_paper;
    // As docs/protocol.md §6.1 says it, not as the rules do it.
    const auto papers = ballot->issued_on_paper;
    const bool is_small = phones > 0 && papers > 0 && (phones < 5 || papers < 5);
    require(is_small == ballot->small_channel, rule::secrecy,
            "a small channel of " + closed.ballot.value + " is closed by nobody's decision");
    require(counted.issued == phones, rule::tally, "cards spent on phones are miscounted");
    require(counted.returned == tally.returned, rule::tally,
            std::to_string(counted.returned) + " are counted, in the box lie " +
                std::to_string(tally.returned));
    require(counted.returned <= counted.issued, rule::counted_once,
            "more ballots were returned than issued");
    std::int64_t votes = 0;
    for (const auto& [option, count] : counted.votes) {
        votes += count;
        const auto found = tally.votes.find(option);
        require(count == (found == tally.votes.end() ? 0 : found->second), rule::tally,
                "the votes of " + option.value + " are miscounted");
    }
    require(votes + counted.invalid == counted.returned, rule::tally, "votes are missing");
}

void Record::take(const core::ResultPublished& published)
{
    published_.insert(published.ballot);
    const auto* ballot = core::find(hearing_.ballots, published.ballot);
    require(ballot->phones.has_value(), rule::tally, "published before it was counted");
    auto tally = *ballot->phones;
    if (!ballot->paper_counts.empty()) tally = tally + ballot->paper_counts.begin()->second;
    require(published.tally == tally, rule::tally, "published is not what was counted");
}

void Record::take(const core::PaperCounted& counted)
{
    if (core::find(hearing_.ballots, counted.ballot)->paper_counts.size() > 1)
        counted_twice_.insert(counted.ballot);
}

void Record::take(const core::QuestionAsked& asked)
{
    note_text(asked.question, asked.text);
}

void Record::take(const core::QuestionEdited& edited)
{
    note_text(edited.question, edited.text);
}

void Record::take(const core::QuestionReturned& returned)
{
    note_text(returned.question, returned.reason);
}

void Record::take(const core::PassageConfirmed& confirmed)
{
    note_text(confirmed.question, confirmed.text);
}

void Record::note_text(const core::QuestionId& question, const std::string& text)
{
    texts_.emplace(mark_in(text), hearing_.floor.questions.at(question).asker_id);
}

bool Record::was_ever(hall::Seq head, const Question& so) const
{
    if (so(hearing_) || head < earlier_head_) return true;
    auto hearing = earlier_;
    auto at_head = earlier_head_;
    for (const auto& [event, at] : since_) {
        if (at_head++ >= head && so(hearing)) return true;
        hearing = core::evolve(std::move(hearing), event, at);
    }
    return false;
}

std::string Record::owner_of_text(std::string_view mark) const
{
    const auto found = texts_.find(mark);
    return found == texts_.end() ? std::string{} : found->second;
}

const hall::PutBallot* Record::vote(const std::string& ballot, const std::string& key) const
{
    const auto found = ballots_.find({ballot, key});
    return found == ballots_.end() ? nullptr : &found->second;
}

hall::Box Record::box() const
{
    hall::Box box;
    for (const auto& [ballot, secret] : secrets_) box.secrets.push_back({ballot, secret});
    for (const auto& [place, put] : ballots_) box.ballots.push_back(put);
    return box;
}

std::string Record::owner_of_key(std::string_view key) const
{
    const auto found = keys_.find(key);
    return found == keys_.end() ? std::string{} : found->second;
}

bool Record::is_secret_of_draw(std::string_view hex) const
{
    const auto found = draw_secrets_.find(hex);
    if (found == draw_secrets_.end()) return false;
    const auto* draw = core::find(hearing_.draws, found->second);
    return draw == nullptr || draw->secret.empty();
}

void Record::verify() const
{
    auto events = package::read_events({lines_.begin(), lines_.end()});
    require(events.has_value(), rule::verifies, "its lines cannot be read");
    // The simulated world has one key for all secret ballots, for making one takes longer than a
    // run: here each has its own, as it has in a hall.
    for (auto& [name, data] : *events)
        if (name == "ballot_opened" && data.contains("key"))
            data["key"] = package::text_of(data, "key") + package::text_of(data, "ballot");
    const auto story = package::story_of(hearing_.hearing.value, *events);
    require(story.has_value(), rule::verifies, story ? "" : story.error().en);
    for (const auto& finding : package::recount(*story))
        require(finding.standing != package::Standing::fails, rule::verifies,
                finding.item + ": " + finding.en);
    for (const auto& ballot : hearing_.ballots.ballots)
        if (!ballot.sheet_sha256.empty()) check_secret_ballot(ballot);
}

void Record::check_secret_ballot(const core::Ballot& ballot) const
{
    core::BoxedBallots casts;
    for (const auto& [place, put] : ballots_)
        if (place.first == ballot.ballot.value)
            casts.emplace(put.key, core::BoxedBallot{.ballot = ballot.ballot,
                                                     .key = put.key,
                                                     .choice = {put.choice},
                                                     .category = {put.category},
                                                     .revision = put.revision,
                                                     .proof = put.proof});
    const auto [roll, issued, ballots, sheet] = protocol::ballot_files(ballot, casts);
    trust::Tally tally;
    for (const auto& [option, count] : ballot.phones->votes)
        tally[option.value] = static_cast<std::uint64_t>(count);
    const auto audit =
        trust::check_ballot({.roll = roll, .issued = issued, .ballots = ballots, .sheet = sheet},
                            {.sheet_hash = trust::unhex32(ballot.sheet_sha256),
                             .key = trust::BallotPublicKey::from_spki(ballot.key),
                             .tally = tally},
                            {});
    require(audit.holds(), rule::verifies,
            "the files of " + ballot.ballot.value + " do not hold what was counted");
}

} // namespace rostrum::simulation
