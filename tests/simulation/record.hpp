// What is durable, told by nobody but the disk: the witness against whom everything else is held.
#pragma once

#include "core/hearing.hpp"
#include "hall/ports.hpp"
#include "protocol/event_codec.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rostrum::simulation {

/// One hearing, folded from its lines; and its box.
class Record {
public:
    /// After every batch. Holds it against the rules of the log and the count.
    void written(const hall::Batch& batch, bool with_lines);

    [[nodiscard]] const core::Hearing& hearing() const { return hearing_; }
    [[nodiscard]] hall::Seq head() const { return head_; }
    /// Whether a command of this sender has left a line.
    [[nodiscard]] bool holds(const std::string& sender, const std::string& id) const
    {
        return done_.contains({sender, id});
    }
    [[nodiscard]] const hall::PutBallot* vote(const std::string& ballot,
                                              const std::string& key) const;
    /// As the ledger would give it.
    [[nodiscard]] hall::Box box() const;
    using Question = std::function<bool(const core::Hearing&)>;
    /// Of what the hearing was after the first `head` lines, or after any that followed; also when
    /// that is too long ago to say.
    [[nodiscard]] bool was_ever(hall::Seq head, const Question& so) const;
    /// A mark, in a question or in words about one, by which `Secrecy` knows a text again: whose
    /// question it is, empty when it stands in no line; and whether everybody was to see it.
    [[nodiscard]] std::string owner_of_text(std::string_view mark) const;
    [[nodiscard]] bool was_public(std::string_view mark) const { return public_.contains(mark); }
    [[nodiscard]] bool was_published(const core::BallotId& ballot) const
    {
        return published_.contains(ballot);
    }
    /// Two tellers have counted its paper, whatever became of their counts.
    [[nodiscard]] bool was_counted_twice(const core::BallotId& ballot) const
    {
        return counted_twice_.contains(ballot);
    }
    /// Whose key it is; empty when nobody's.
    [[nodiscard]] std::string owner_of_key(std::string_view key) const;
    /// Whether it is what a draw is bound to, and not yet revealed.
    [[nodiscard]] bool is_secret_of_draw(std::string_view hex) const;
    /// Holds the whole log against what a package's verifier makes of it, which has rules of its
    /// own.
    void verify() const;

private:
    void take_box(const std::vector<hall::BoxWrite>& writes);
    void take_line(const std::string& line);
    void take(const core::BallotIssued& issued);
    void take(const core::PaperTakenBack& back);
    void take(const core::BallotClosed& closed) const;
    void take(const core::ResultPublished& published);
    void take(const core::PaperCounted& counted);
    void take(const core::QuestionAsked& asked);
    void take(const core::QuestionEdited& edited);
    void take(const core::QuestionReturned& returned);
    void take(const core::PassageConfirmed& confirmed);
    void take(const auto& /*event*/) const {}
    void note_text(const core::QuestionId& question, const std::string& text);
    void check_secret_ballot(const core::Ballot& ballot) const;

    core::Hearing hearing_;
    // What it was some lines ago, and what has happened since: a copy after each line takes long.
    core::Hearing earlier_;
    hall::Seq earlier_head_{0};
    std::deque<std::pair<core::Event, core::Instant>> since_;
    std::vector<std::string> lines_;
    hall::Seq head_{0};
    std::set<std::pair<std::string, std::string>> done_;
    std::pair<std::string, std::string> last_;
    std::map<std::string, std::string, std::less<>> texts_; ///< Whose, by mark.
    std::set<std::string, std::less<>> public_;
    std::set<core::BallotId> published_;
    std::set<core::BallotId> counted_twice_;
    std::map<std::string, std::string> secrets_;                             ///< By ballot or draw.
    std::map<std::pair<std::string, std::string>, hall::PutBallot> ballots_; ///< By ballot, key.
    std::map<std::string, std::string, std::less<>> keys_;                   ///< Whose.
    std::map<std::string, core::DrawId, std::less<>> draw_secrets_;          ///< Hexadecimal.
    std::set<std::pair<core::BallotId, core::ParticipantId>> issued_;
};

/// Of whom a command's id is unique, as docs/protocol.md says it: not as the hall names them.
[[nodiscard]] std::string sender_name(const core::Actor& actor);

/// From one `~` to the next; empty when the text has none.
[[nodiscard]] std::string_view mark_in(std::string_view text);

/// What the hall derives a confidential ballot's keys by.
[[nodiscard]] std::string hmac_of(const std::string& key, const std::string& text);
[[nodiscard]] std::string sha256_of(const std::string& text);

} // namespace rostrum::simulation
