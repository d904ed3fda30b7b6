#include "cli/phone.hpp"

#include "protocol/merge_patch.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <charconv>
#include <utility>

namespace rostrum::cli {
namespace {

namespace http = boost::beast::http;
namespace websocket = boost::beast::websocket;
namespace json = boost::json;

constexpr std::chrono::seconds ping_interval{20};
constexpr std::chrono::milliseconds retry_first{50};
constexpr int retry_doublings_max = 5;

std::string host_of(const boost::asio::ip::tcp::endpoint& endpoint)
{
    return endpoint.address().to_string() + ':' + std::to_string(endpoint.port());
}

/// The number after a key in an encoded message, without parsing all of it.
std::uint64_t number_after(std::string_view text, std::string_view key)
{
    const auto at = text.find(key);
    if (at == std::string_view::npos) return 0;
    std::uint64_t number = 0;
    std::from_chars(text.data() + at + key.size(), text.data() + text.size(), number);
    return number;
}

} // namespace

Phone::Phone(boost::asio::io_context& io, PhoneSettings settings)
    : io_(io), settings_(std::move(settings)), timer_(io), ping_timer_(io)
{
}

std::string Phone::origin() const
{
    return (settings_.tls ? "https://" : "http://") + host_of(settings_.server);
}

void Phone::start()
{
    connect();
}

void Phone::stop()
{
    stopped_ = true;
    timer_.cancel();
    drop();
}

void Phone::drop()
{
    if (!stream_) return;
    welcome_ = false;
    stream_->next_layer().close();
}

void Phone::connect()
{
    if (stopped_) return;
    auto socket = std::make_shared<net::Socket>(io_);
    boost::system::error_code error;
    socket->open(settings_.server.protocol(), error);
    if (!settings_.from.is_unspecified()) socket->bind({settings_.from, 0}, error);
    socket->async_connect(settings_.server,
                          [self = shared_from_this(), socket](boost::system::error_code failed) {
                              if (failed) return self->connect_later();
                              self->enter(std::move(*socket));
                          });
}

void Phone::enter(net::Socket connected)
{
    auto socket = std::make_shared<Socket>(std::move(connected), settings_.tls.get());
    socket->async_handshake([self = shared_from_this(), socket](boost::system::error_code failed) {
        if (failed) return self->connect_later();
        if (self->cookie_.empty())
            self->knock(socket);
        else
            self->upgrade(std::move(*socket));
    });
}

void Phone::knock(std::shared_ptr<Socket> socket)
{
    auto request = std::make_shared<http::request<http::string_body>>(
        http::verb::post, "/api/v1/" + settings_.door, 11);
    request->set(http::field::host, host_of(settings_.server));
    request->set(http::field::origin, origin());
    request->set(http::field::content_type, "application/json");
    json::object ticket{{"token", settings_.token}};
    // The answer, and the cookie with it, may be lost: the same phone is then let in again.
    if (settings_.door == "join") ticket["device_key"] = "simulated-phone-" + settings_.token;
    request->body() = json::serialize(ticket);
    request->prepare_payload();

    auto buffer = std::make_shared<boost::beast::flat_buffer>();
    auto response = std::make_shared<http::response<http::string_body>>();
    auto on_response = [self = shared_from_this(), socket, buffer,
                        response](boost::system::error_code error, std::size_t) {
        if (error) return self->connect_later();
        const std::string cookie{(*response)[http::field::set_cookie]};
        boost::system::error_code malformed;
        const auto body = json::parse(response->body(), malformed);
        const auto member = [&body](std::string_view name) {
            return body.is_object() ? body.get_object().if_contains(name) : nullptr;
        };
        const auto* nonce = member("nonce");
        if (response->result_int() >= 300 || cookie.empty() || nonce == nullptr) {
            const auto* code = member("code");
            if (response->result_int() == 429 || response->result_int() == 503) {
                return self->connect_later();
            }
            if (self->on_turned_away) {
                self->on_turned_away(code != nullptr ? std::string{code->as_string()}
                                                     : std::to_string(response->result_int()));
            }
            return;
        }
        self->cookie_ = cookie.substr(0, cookie.find(';'));
        self->nonce_ = nonce->as_string();
        self->upgrade(std::move(*socket));
    };
    http::async_write(*socket, *request,
                      [self = shared_from_this(), socket, request, buffer, response,
                       on_response](boost::system::error_code error, std::size_t) {
                          if (error) return self->connect_later();
                          http::async_read(*socket, *buffer, *response, on_response);
                      });
}

void Phone::upgrade(Socket socket)
{
    auto stream = std::make_shared<WebSocket>(std::move(socket));
    stream->set_option(websocket::stream_base::decorator(
        [cookie = cookie_, origin = origin()](websocket::request_type& request) {
            request.set(http::field::cookie, cookie);
            request.set(http::field::origin, origin);
            request.set(http::field::sec_websocket_protocol, "rostrum.v1");
        }));
    stream->read_message_max(64 * 1024 * 1024);
    stream->async_handshake(host_of(settings_.server), "/ws",
                            [self = shared_from_this(), stream](boost::system::error_code error) {
                                if (error || self->stopped_) return self->connect_later();
                                self->stream_ = stream;
                                self->greet();
                                self->read(stream);
                            });
}

void Phone::greet()
{
    connected_ = true;
    failures_ = 0;
    ++counts_.connections;
    json::object hello{{"type", "hello"},
                       {"protocol", 1},
                       {"hearing", settings_.hearing},
                       {"audience", settings_.audience},
                       {"nonce", nonce_}};
    if (epoch_ != 0) hello["resume"] = json::object{{"epoch", epoch_}, {"version", version_}};
    buffer_.clear();
    outgoing_.clear();
    send(json::serialize(hello));
    for (auto& pending : pending_) {
        if (pending.sent_first)
            ++counts_.resends;
        else
            pending.sent_first = Clock::now();
        send(pending.text);
    }
    ping_later();
}

void Phone::ping_later()
{
    ping_timer_.expires_after(ping_interval);
    ping_timer_.async_wait([self = shared_from_this()](boost::system::error_code error) {
        if (error || !self->connected_) return;
        self->send(R"({"type":"ping","t":0})");
        self->ping_later();
    });
}

void Phone::read(const std::shared_ptr<WebSocket>& stream)
{
    stream->async_read(
        buffer_, [self = shared_from_this(), stream](boost::system::error_code error, std::size_t) {
            if (error) return self->lost(stream);
            const auto data = self->buffer_.cdata();
            self->on_text({static_cast<const char*>(data.data()), data.size()});
            self->buffer_.consume(self->buffer_.size());
            self->read(stream);
        });
}

void Phone::on_text(std::string_view text)
{
    if (text.starts_with(R"({"type":"patch")")) return on_patch(text);
    const auto message = json::parse(text).as_object();
    const std::string_view type = message.at("type").as_string();
    if (type == "view") {
        ++counts_.views;
        epoch_ = message.at("epoch").to_number<std::uint64_t>();
        version_ = message.at("version").to_number<std::uint64_t>();
        if (settings_.keeps_view) view_ = message.at("view").as_object();
        if (on_change) on_change();
    }
    else if (type == "me") {
        me_ = message.at("me").as_object();
        welcome_ = true;
        if (on_change) on_change();
    }
    else if (type == "ack" || type == "refusal" || type == "error") {
        on_answer(type, message);
    }
}

void Phone::on_patch(std::string_view text)
{
    const auto version = number_after(text, R"("version":)");
    ++counts_.patches;
    if (version <= version_) return;
    if (version != version_ + 1) {
        ++counts_.gaps;
        epoch_ = 0;
        return drop();
    }
    version_ = version;
    if (!settings_.keeps_view) return;
    auto view = protocol::apply(std::move(view_), json::parse(text).as_object().at("patch"));
    view_ = std::move(view.as_object());
    if (on_change) on_change();
}

void Phone::on_answer(std::string_view type, const json::object& message)
{
    const auto* id = message.if_contains("id");
    if (id == nullptr) return;
    const auto found = std::ranges::find(pending_, std::string_view{id->as_string()}, &Pending::id);
    if (found == pending_.end()) return;

    PhoneAnswer answer;
    answer.accepted = type == "ack";
    if (const auto* code = message.if_contains("code")) answer.code = code->as_string();
    // Not done, and not for a reason of the rules: the same again, a little later.
    if (type == "error" &&
        (answer.code == "too_fast" || answer.code == "busy" || answer.code == "storage_failed")) {
        ++counts_.put_off;
        auto again = std::make_shared<boost::asio::steady_timer>(io_, std::chrono::seconds(1));
        again->async_wait([self = shared_from_this(), again, text = found->text,
                           command = found->id](boost::system::error_code error) {
            const bool waits =
                std::ranges::find(self->pending_, command, &Pending::id) != self->pending_.end();
            if (!error && self->connected_ && waits) self->send(text);
        });
        return;
    }
    if (const auto* result = message.if_contains("result")) answer.result = result->as_object();
    answer.latency = Clock::now() - found->sent_first.value_or(Clock::now());
    const auto answered = std::move(found->answered);
    pending_.erase(found);
    if (answered) answered(answer);
}

std::string Phone::command(std::string name, json::object body, Answered answered)
{
    auto id = settings_.name + "-command-" + std::to_string(next_command_++);
    json::object message{
        {"type", "command"}, {"id", id}, {"name", std::move(name)}, {"body", std::move(body)}};
    pending_.push_back({id, json::serialize(message), std::move(answered), {}});
    if (connected_) {
        pending_.back().sent_first = Clock::now();
        send(pending_.back().text);
    }
    return id;
}

void Phone::send(std::string text)
{
    outgoing_.push_back(std::move(text));
    if (outgoing_.size() == 1) write();
}

void Phone::write()
{
    stream_->async_write(boost::asio::buffer(outgoing_.front()),
                         [self = shared_from_this(),
                          stream = stream_](boost::system::error_code error, std::size_t) {
                             if (error || stream != self->stream_) return;
                             self->outgoing_.pop_front();
                             if (!self->outgoing_.empty()) self->write();
                         });
}

void Phone::lost(const std::shared_ptr<WebSocket>& stream)
{
    if (stream != stream_) return;
    connected_ = false;
    welcome_ = false;
    ping_timer_.cancel();
    outgoing_.clear();
    stream_.reset();
    const auto code = stream->reason().code;
    if (code == 4401 || code == 4403) {
        if (on_turned_away) on_turned_away(std::to_string(code));
        return;
    }
    connect_later();
}

void Phone::connect_later()
{
    if (stopped_) return;
    const auto wait = retry_first * (1 << std::min(failures_, retry_doublings_max));
    ++failures_;
    timer_.expires_after(wait);
    timer_.async_wait([self = shared_from_this()](boost::system::error_code error) {
        if (!error) self->connect();
    });
}

} // namespace rostrum::cli
