// A secret ballot while it takes votes: what needs its keys. Signs tokens without seeing them,
// checks votes, gathers them so that nothing tells which came first, and signs their receipts. All
// of it away from the hall thread, on which everything here is called and answers.
#pragma once

#include "core/ballot.hpp"
#include "core/refusal.hpp"
#include "hall/front.hpp"
#include "hall/secret_keys.hpp"
#include "hall/world.hpp"
#include "trust/ballot_cast.hpp"

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace rostrum::hall {

class SecretBallot : public std::enable_shared_from_this<SecretBallot> {
public:
    /// By vote: why the rules refuse it, if they do.
    using Verdicts = std::vector<std::optional<core::Refusal>>;
    /// Without verdicts when the disk failed.
    using Written = std::function<void(std::optional<Verdicts>)>;
    /// Judges votes in their order and makes them durable together.
    using Write = std::function<void(const std::vector<core::SecretCast>&, Written)>;
    /// Hexadecimal; nothing when it could not be signed.
    using Signed = std::function<void(std::optional<std::string>)>;

    SecretBallot(World& world, const core::Ballot& ballot, SharedKeys keys, Write write);

    [[nodiscard]] const core::BallotId& ballot() const { return ballot_; }

    /// Of a blinded message that was issued.
    void sign(trust::Bytes blinded, Signed done);
    void cast(trust::Cast cast, std::function<void(CastAnswer)> done);
    /// Writes what has been gathered, without waiting for more.
    void flush();
    /// Goes on once whatever has come in by now is checked and written: the ballot is about to be
    /// counted.
    void when_written(std::function<void()> then);

private:
    struct Waiting {
        trust::Cast cast;
        std::function<void(CastAnswer)> done;
    };
    using Number = std::uint64_t; ///< Of a waiting vote; leaves no trace anywhere.
    using Numbers = std::vector<Number>;

    void gather(Number number);
    void tell_written();
    void written(const Numbers& numbers, const std::optional<Verdicts>& verdicts);
    void sign_receipts(Numbers numbers);
    void answer(Number number, CastAnswer answer);

    World& world_;
    core::BallotId ballot_;
    std::shared_ptr<const trust::BallotTerms> terms_;
    SharedKeys keys_;
    Write write_;
    std::map<Number, Waiting> waiting_;
    std::set<Number> checking_; ///< Of those waiting.
    Numbers gathered_;
    /// Who wants to know when all votes up to this one are written.
    std::deque<std::pair<Number, std::function<void()>>> counting_;
    Number last_{0};
    std::uint64_t groups_{0};
};

} // namespace rostrum::hall
