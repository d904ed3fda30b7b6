#include "cli/secret_vote.hpp"

#include "cli/crypto.hpp"
#include "cli/json_text.hpp"
#include "net/peer_socket.hpp"
#include "trust/bytes.hpp"

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <optional>
#include <utility>

namespace rostrum::cli {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
namespace json = boost::json;
using boost::system::error_code;

constexpr std::chrono::milliseconds again_after{500};

http::request<http::string_body> request_for(const SecretBallot& ballot, const trust::Cast& cast,
                                             const std::string& origin)
{
    http::request<http::string_body> request{http::verb::post, "/cast", 11};
    request.set(http::field::host,
                ballot.box.address().to_string() + ':' + std::to_string(ballot.box.port()));
    request.set(http::field::origin, origin);
    request.set(http::field::content_type, "text/plain");
    request.body() = json::serialize(json::object{{"ballot", ballot.terms.ballot},
                                                  {"pk", trust::hex(cast.voter)},
                                                  {"seq", cast.seq},
                                                  {"choice", cast.choice},
                                                  {"prefix", trust::hex(cast.prefix)},
                                                  {"rsa_sig", trust::base64(cast.token)},
                                                  {"ed_sig", trust::base64(cast.signature)}});
    request.prepare_payload();
    return request;
}

/// One request and its answer, on a connection of their own.
struct Exchange {
    explicit Exchange(asio::io_context& io) : connecting(io) {}

    net::Socket connecting;
    std::optional<net::PeerSocket> socket; ///< Once it is connected.
    http::request<http::string_body> request;
    http::response<http::string_body> response;
    boost::beast::flat_buffer buffer;
};

} // namespace

std::shared_ptr<const SecretBallot> secret_ballot_in(const json::object& view,
                                                     const asio::ip::address& server)
{
    if (text_at(view, "mode") != "secret") return nullptr;
    const auto key = trust::BallotPublicKey::from_spki(text_at(view, "key"));
    const auto receipt_key = trust::unhex32(text_at(view, "receipt_key"));
    const auto* cast = view.if_contains("cast");
    if (!key || !receipt_key || cast == nullptr) return nullptr;
    const auto port = cast->as_object().at("port").to_number<std::uint16_t>();
    trust::BallotTerms terms{.ballot = text_at(view, "public_id"), .choices = {}, .key = *key};
    for (const auto& option : view.at("rule").as_object().at("options").as_array())
        terms.choices.push_back(text_at(option.as_object(), "option"));
    return std::make_shared<const SecretBallot>(
        SecretBallot{text_at(view, "ballot"), std::move(terms), *receipt_key, {server, port}});
}

SecretVote::SecretVote(asio::io_context& io, std::shared_ptr<Phone> phone,
                       std::shared_ptr<const SecretBallot> ballot)
    : io_(io),
      timer_(io),
      phone_(std::move(phone)),
      ballot_(std::move(ballot)),
      voter_(ballot_->terms, entropy())
{
}

void SecretVote::claim(Done done)
{
    phone_->command(
        "claim_ballot", {{"ballot", ballot_->ballot}, {"blinded", trust::hex(voter_.request())}},
        [self = shared_from_this(), done = std::move(done)](PhoneAnswer answer) {
            if (answer.accepted) {
                const auto signature = trust::unhex(text_at(answer.result, "blind_signature"));
                answer.accepted =
                    signature && self->voter_.receive(self->ballot_->terms, *signature);
                if (!answer.accepted) answer.code = "token_does_not_verify";
            }
            done(answer);
        });
}

void SecretVote::cast(const std::string& choice, std::uint64_t seq, Done done)
{
    cast_ = voter_.cast(ballot_->terms, choice, seq);
    done_ = std::move(done);
    since_ = std::chrono::steady_clock::now();
    send();
}

void SecretVote::send()
{
    auto exchange = std::make_shared<Exchange>(io_);
    exchange->request = request_for(*ballot_, *cast_, phone_->origin());
    auto self = shared_from_this();
    auto answered = [self, exchange](error_code error, std::size_t) {
        if (error) return self->send_later();
        self->on_answer(exchange->response.result_int(), exchange->response.body());
    };
    auto sent = [self, exchange, answered](error_code error, std::size_t) {
        if (error) return self->send_later();
        http::async_read(*exchange->socket, exchange->buffer, exchange->response, answered);
    };
    auto agreed = [self, exchange, sent](error_code error) {
        if (error) return self->send_later();
        http::async_write(*exchange->socket, exchange->request, sent);
    };
    exchange->connecting.async_connect(ballot_->box, [self, exchange, agreed](error_code refused) {
        if (refused) return self->send_later();
        exchange->socket.emplace(std::move(exchange->connecting),
                                 self->phone_->settings().tls.get());
        exchange->socket->async_handshake(agreed);
    });
}

void SecretVote::send_later()
{
    timer_.expires_after(again_after);
    timer_.async_wait([self = shared_from_this()](error_code error) {
        if (!error) self->send();
    });
}

void SecretVote::on_answer(unsigned status, std::string_view body)
{
    if (status == 429 || status == 503) return send_later();
    error_code malformed;
    const auto parsed = json::parse(body, malformed);
    PhoneAnswer answer;
    if (!malformed && parsed.is_object()) {
        answer.code = text_at(parsed.get_object(), "code");
        answer.accepted =
            status == 200 &&
            trust::verifies_receipt(ballot_->terms, *cast_, text_at(parsed.get_object(), "receipt"),
                                    ballot_->receipt_key);
        if (status == 200 && !answer.accepted) answer.code = "receipt_does_not_verify";
    }
    finish(std::move(answer));
}

void SecretVote::finish(PhoneAnswer answer)
{
    answer.latency = std::chrono::steady_clock::now() - since_;
    const auto done = std::exchange(done_, {});
    if (done) done(answer);
}

} // namespace rostrum::cli
