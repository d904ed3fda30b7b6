#include "system/browser.hpp"

#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace rostrum::system_test {
namespace {

namespace http = boost::beast::http;
namespace websocket = boost::beast::websocket;
namespace json = boost::json;

constexpr std::chrono::seconds patience{60};

std::string text_of(const json::object& object, std::string_view name)
{
    const auto* member = object.if_contains(name);
    return member != nullptr && member->is_string() ? std::string{member->get_string()}
                                                    : std::string{};
}

} // namespace

json::object Reply::json() const
{
    return json::parse(body).as_object();
}

std::string Reply::code() const
{
    boost::system::error_code error;
    const auto value = json::parse(body, error);
    return value.is_object() ? text_of(value.get_object(), "code") : std::string{};
}

std::string Browser::host() const
{
    return server_.address().to_string() + ':' + std::to_string(server_.port());
}

Reply Browser::post(const std::string& path, const json::object& body)
{
    return post(path, json::serialize(body));
}

Reply Browser::post(const std::string& path, const std::string& body)
{
    auto reply = send(http::verb::post, path, body);
    if (!reply.set_cookie.empty()) cookie = reply.set_cookie.substr(0, reply.set_cookie.find(';'));
    if (reply.status == 200 && reply.json().contains("nonce"))
        nonce = text_of(reply.json(), "nonce");
    return reply;
}

Reply Browser::come_in(const std::string& cookie_value)
{
    cookie = "rostrum=" + cookie_value;
    auto reply = get("/api/v1/session");
    if (reply.status == 200) nonce = text_of(reply.json(), "nonce");
    return reply;
}

Reply Browser::send(http::verb method, const std::string& path, const std::string& body)
{
    boost::asio::io_context io;
    boost::asio::ip::tcp::socket socket(io);
    socket.connect(server_);
    http::request<http::string_body> request(method, path, 11);
    request.set(http::field::host, host());
    request.set(http::field::connection, "close");
    if (!cookie.empty()) request.set(http::field::cookie, cookie);
    if (method == http::verb::post) {
        request.set(http::field::origin, "http://" + host());
        request.set(http::field::content_type, "application/json");
        request.body() = body;
        request.prepare_payload();
    }
    http::write(socket, request);
    boost::beast::flat_buffer buffer;
    http::response_parser<http::string_body> parser;
    parser.body_limit(std::uint64_t{64} * 1024 * 1024);
    http::read(socket, buffer, parser);
    const auto& response = parser.get();
    return {response.result_int(), std::string{response[http::field::set_cookie]}, response.body()};
}

Wire::Wire(const Browser& browser)
{
    socket_.next_layer().connect(browser.server());
    socket_.set_option(websocket::stream_base::decorator([&](websocket::request_type& request) {
        request.set(http::field::origin, "http://" + browser.host());
        request.set(http::field::sec_websocket_protocol, "rostrum.v1");
        if (!browser.cookie.empty()) request.set(http::field::cookie, browser.cookie);
    }));
    socket_.read_message_max(std::size_t{64} * 1024 * 1024);
    websocket::response_type response;
    boost::system::error_code error;
    socket_.handshake(response, browser.host(), "/ws", error);
    status_ = response.result_int();
    ended_ = static_cast<bool>(error);
    if (!ended_) read();
}

Wire::~Wire()
{
    boost::system::error_code ignored;
    socket_.next_layer().close(ignored);
    io_.run_for(std::chrono::seconds(5)); // The reading ends with the socket.
}

void Wire::read()
{
    socket_.async_read(buffer_, [this](boost::system::error_code error, std::size_t) {
        if (error) {
            ended_ = true;
            // Known also when the connection was reset before our answer to the closing frame.
            if (const auto reason = socket_.reason()) close_code_ = reason.code;
            return;
        }
        const auto data = buffer_.cdata();
        heard_.push_back(
            json::parse({static_cast<const char*>(data.data()), data.size()}).as_object());
        buffer_.consume(buffer_.size());
        read();
    });
}

void Wire::say(std::string_view text)
{
    boost::system::error_code ignored; // Whoever is closed upon has said it all the same.
    socket_.text(true);
    socket_.write(boost::asio::buffer(text.data(), text.size()), ignored);
}

void Wire::hello(const std::string& nonce, const std::string& audience, const std::string& hearing)
{
    say(json::serialize(json::object{{"type", "hello"},
                                     {"protocol", 1},
                                     {"hearing", hearing},
                                     {"audience", audience},
                                     {"nonce", nonce}}));
}

void Wire::command(const std::string& id, const std::string& name, const json::object& body)
{
    say(json::serialize(
        json::object{{"type", "command"}, {"id", id}, {"name", name}, {"body", body}}));
}

void Wire::until(const std::function<bool()>& reached, std::string_view what)
{
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (!reached()) {
        if (std::chrono::steady_clock::now() > deadline)
            throw std::runtime_error("waited in vain for " + std::string{what});
        if (io_.stopped()) io_.restart();
        io_.run_one_for(std::chrono::milliseconds(100));
    }
}

json::object Wire::take(const std::function<bool(const json::object&)>& wanted,
                        std::string_view what)
{
    auto found = heard_.end();
    until(
        [&] {
            found = std::ranges::find_if(heard_, wanted);
            return found != heard_.end() || ended_;
        },
        what);
    if (found == heard_.end())
        throw std::runtime_error("the connection ended before " + std::string{what});
    auto message = std::move(*found);
    heard_.erase(found);
    return message;
}

json::object Wire::hear(std::string_view type)
{
    return take([&](const json::object& one) { return text_of(one, "type") == type; }, type);
}

json::object Wire::answer_to(std::string_view id)
{
    return take([&](const json::object& one) { return text_of(one, "id") == id; }, id);
}

std::string Wire::outcome(std::string_view id)
{
    const auto answer = answer_to(id);
    return text_of(answer, "type") == "ack" ? "ack" : text_of(answer, "code");
}

std::uint16_t Wire::close_code()
{
    until([&] { return ended_; }, "the end of the connection");
    return close_code_.value_or(0);
}

} // namespace rostrum::system_test
