// One simulated phone's secret ballot, as a page does it: a token over the phone's own connection,
// then the vote over another one that carries nothing of the person.
#pragma once

#include "cli/phone.hpp"
#include "trust/ballot_cast.hpp"
#include "trust/voter.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/json/object.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace rostrum::cli {

/// What a phone reads of an open secret ballot in its view.
struct SecretBallot {
    std::string ballot; ///< `b1`.
    trust::BallotTerms terms;
    trust::Bytes32 receipt_key{};
    boost::asio::ip::tcp::endpoint box; ///< Where votes go.
};

/// Nothing unless the view's `ballot` is a secret one, with keys that can be read.
[[nodiscard]] std::shared_ptr<const SecretBallot>
secret_ballot_in(const boost::json::object& ballot_view, const boost::asio::ip::address& server);

class SecretVote : public std::enable_shared_from_this<SecretVote> {
public:
    /// `accepted`: a receipt came that verifies.
    using Done = std::function<void(const PhoneAnswer&)>;

    SecretVote(boost::asio::io_context& io, std::shared_ptr<Phone> phone,
               std::shared_ptr<const SecretBallot> ballot);

    /// Asks for the token; `done` when it is there.
    void claim(Done done);
    /// Casts, and again until there is an answer. Precondition: the claim was accepted.
    void cast(const std::string& choice, std::uint64_t seq, Done done);
    /// The key under which the last vote stands in the box, in hexadecimal.
    [[nodiscard]] std::string voter() const
    {
        return cast_ ? trust::hex(cast_->voter) : std::string{};
    }

private:
    void send();
    void send_later();
    void on_answer(unsigned status, std::string_view body);
    void finish(PhoneAnswer answer);

    boost::asio::io_context& io_;
    boost::asio::steady_timer timer_;
    std::shared_ptr<Phone> phone_;
    std::shared_ptr<const SecretBallot> ballot_;
    trust::Voter voter_;
    std::optional<trust::Cast> cast_;
    std::chrono::steady_clock::time_point since_;
    Done done_;
};

} // namespace rostrum::cli
