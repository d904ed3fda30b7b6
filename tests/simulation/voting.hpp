// The ballots of one phone: it takes its card's ballot, votes, and changes its mind now and then.
#pragma once

#include "core/hearing.hpp"
#include "hall/front.hpp"
#include "simulation/process.hpp"
#include "trust/ballot_cast.hpp"
#include "trust/voter.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>

namespace rostrum::simulation {

/// Sends a vote of a secret ballot, by its public id, on its way without its voter's name. Vote or
/// answer may be lost.
using Post = std::function<void(const std::string& ballot, const trust::Cast& cast,
                                std::function<void(hall::CastAnswer)> done)>;

class Voting {
public:
    using Ask = std::function<void(const core::Command&)>;

    Voting(Ground ground, std::string subject, Ask ask, Post post);

    /// At the ballot as the phone sees it, now and then. `may_claim`: nothing else is asked.
    void look(const boost::json::object& ballot, bool may_claim);
    /// A claim was acknowledged.
    void claimed(const core::BallotId& ballot, const boost::json::object& result);

private:
    struct Confidential {
        std::string key;
        std::uint32_t revision{0};
    };
    struct Secret {
        trust::BallotTerms terms;
        trust::Bytes32 receipt_key{};
        std::unique_ptr<trust::Voter> voter;
        bool has_token{false};
        trust::Cast sent; ///< The last vote.
        bool has_sent{false};
        bool has_receipt{false}; ///< Of it.
    };

    void look_confidential(const core::BallotId& id, const boost::json::object& ballot,
                           bool may_claim);
    void look_secret(const core::BallotId& id, const boost::json::object& ballot, bool may_claim);
    [[nodiscard]] Secret prepared(const boost::json::object& ballot) const;
    [[nodiscard]] std::string choice(const boost::json::object& ballot) const;
    void send(const core::BallotId& id, const Secret& vote);

    Ground ground_;
    std::string subject_;
    Ask ask_;
    Post post_;
    std::map<core::BallotId, Confidential> confidential_;
    std::map<core::BallotId, Secret> secret_;
};

} // namespace rostrum::simulation
