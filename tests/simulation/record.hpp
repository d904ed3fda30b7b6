// What is durable, told by nobody but the disk: the witness against whom everything else is held.
#pragma once

#include "core/hearing.hpp"
#include "hall/ports.hpp"
#include "protocol/event_codec.hpp"

#include <cstdint>
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
    [[nodiscard]] bool was_public(const core::QuestionId& question) const
    {
        return public_.contains(question);
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
    void take(const core::ResultPublished& published) const;
    void take(const auto& /*event*/) const {}

    core::Hearing hearing_;
    std::vector<std::string> lines_;
    hall::Seq head_{0};
    std::set<std::pair<std::string, std::string>> done_;
    std::pair<std::string, std::string> last_;
    std::set<core::QuestionId> public_;
    std::map<std::string, std::string> secrets_;                             ///< By ballot or draw.
    std::map<std::pair<std::string, std::string>, hall::PutBallot> ballots_; ///< By ballot, key.
    std::map<std::string, std::string, std::less<>> keys_;                   ///< Whose.
    std::map<std::string, core::DrawId, std::less<>> draw_secrets_;          ///< Hexadecimal.
    std::set<std::pair<core::BallotId, core::ParticipantId>> issued_;
};

/// What the hall derives a confidential ballot's keys by.
[[nodiscard]] std::string hmac_of(const std::string& key, const std::string& text);
[[nodiscard]] std::string sha256_of(const std::string& text);

} // namespace rostrum::simulation
