#include "support/wire_client.hpp"

#include <boost/asio/ssl/impl/src.hpp>
#include <boost/asio/write.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <stdexcept>

namespace tst {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr std::chrono::seconds patience{120}; // A slow machine, under sanitizers.

std::string lower(std::string text)
{
    std::ranges::transform(text, text.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

} // namespace

std::string Reply::header(const std::string& name) const
{
    const auto found = headers.find(name);
    return found == headers.end() ? std::string{} : found->second;
}

boost::json::value Reply::json() const
{
    return boost::json::parse(body);
}

std::string Reply::code() const
{
    return std::string{json().at("code").as_string()};
}

std::string Reply::cookie() const
{
    const auto set = header("set-cookie");
    return set.substr(0, set.find(';'));
}

unsigned ServerFrame::close_code() const
{
    if (opcode != 8 || payload.size() < 2) return 0;
    return static_cast<unsigned char>(payload[0]) * 256U + static_cast<unsigned char>(payload[1]);
}

WireClient::WireClient(std::uint16_t port, const std::optional<TlsOffer>& tls,
                       const std::string& from)
{
    socket_.open(asio::ip::tcp::v4());
    socket_.bind({asio::ip::make_address(from), 0});
    socket_.connect({asio::ip::address_v4::loopback(), port});
    socket_.set_option(asio::ip::tcp::no_delay(true)); // What is sent in pieces leaves in pieces.
    if (!tls) return;
    auto* context = context_.native_handle();
    SSL_CTX_set_min_proto_version(context, tls->least);
    SSL_CTX_set_max_proto_version(context, tls->most);
    if (!tls->ciphers.empty()) SSL_CTX_set_cipher_list(context, tls->ciphers.c_str());
    stream_ = std::make_unique<Stream>(socket_, context_);
    if (tls->session != nullptr) SSL_set_session(stream_->native_handle(), tls->session);
    error_code failed;
    stream_->async_handshake(Stream::client, [&](error_code error) { failed = error; });
    run();
    if (failed) throw boost::system::system_error(failed);
}

void WireClient::run()
{
    io_.restart();
    io_.run_for(patience);
    if (!io_.stopped()) throw std::runtime_error("waited in vain for the server");
}

bool WireClient::try_send(const std::string& bytes)
{
    if (refused_) return false;
    error_code failed;
    const auto done = [&failed](error_code error, std::size_t) { failed = error; };
    if (stream_)
        asio::async_write(*stream_, asio::buffer(bytes), done);
    else
        asio::async_write(socket_, asio::buffer(bytes), done);
    run();
    refused_ = bool{failed};
    return !refused_;
}

bool WireClient::read_more()
{
    if (ended_) return false;
    std::string more(65'536, ' ');
    std::size_t size = 0;
    const auto done = [&size](error_code, std::size_t bytes) { size = bytes; };
    if (stream_)
        stream_->async_read_some(asio::buffer(more), done);
    else
        socket_.async_read_some(asio::buffer(more), done);
    run();
    received_.append(more, 0, size);
    ended_ = size == 0;
    return !ended_;
}

std::string WireClient::take(std::size_t bytes)
{
    while (received_.size() < bytes) {
        if (!read_more()) throw std::runtime_error("the server ended the connection");
    }
    auto text = received_.substr(0, bytes);
    received_.erase(0, bytes);
    return text;
}

std::string WireClient::read_until(const std::string& end)
{
    while (true) {
        const auto at = received_.find(end);
        if (at != std::string::npos) return take(at + end.size());
        if (!read_more()) throw std::runtime_error("the server ended the connection");
    }
}

Reply WireClient::receive(bool without_body)
{
    Reply reply;
    auto line = read_until("\r\n");
    reply.status = static_cast<unsigned>(std::stoi(line.substr(9, 3)));
    while ((line = read_until("\r\n")) != "\r\n") {
        const auto colon = line.find(':');
        reply.headers[lower(line.substr(0, colon))] =
            line.substr(colon + 2, line.size() - colon - 4);
    }
    const auto length = reply.header("content-length");
    if (!length.empty() && !without_body) reply.body = take(std::stoul(length));
    return reply;
}

ServerFrame WireClient::receive_frame()
{
    const auto head = take(2);
    const bool is_masked = (static_cast<unsigned char>(head[1]) & 0x80U) != 0;
    std::size_t size = static_cast<unsigned char>(head[1]) & 0x7FU;
    const auto long_form = size == 126 ? 2U : size == 127 ? 8U : 0U;
    if (long_form > 0) {
        size = 0;
        for (const auto byte : take(long_form))
            size = size * 256 + static_cast<unsigned char>(byte);
    }
    const auto first = static_cast<unsigned char>(head[0]);
    const auto least = long_form == 8 ? 65'536U : long_form == 2 ? 126U : 0U;
    const bool is_plain = (first & 0xF0U) == 0x80U && size >= least && !is_masked;
    return {first & 0x0FU, take(size), is_plain};
}

unsigned WireClient::await_close()
{
    try {
        while (true) {
            const auto frame = receive_frame();
            if (frame.opcode == 8) return frame.close_code();
        }
    }
    catch (const std::runtime_error&) {
        if (!is_over()) throw;
        return 0;
    }
}

void WireClient::end_sending()
{
    error_code ignored; // Whoever has been reset has been heard.
    socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
}

void WireClient::await_reset()
{
    socket_.async_wait(asio::ip::tcp::socket::wait_error, [](error_code) {});
    run();
}

bool WireClient::is_over()
{
    return received_.empty() && !read_more();
}

std::string client_frame(const std::string& payload, unsigned first,
                         const std::array<unsigned char, 4>& mask)
{
    std::string frame{static_cast<char>(first)};
    if (payload.size() < 126)
        frame += static_cast<char>(0x80 + payload.size());
    else if (payload.size() < 65'536) {
        frame += static_cast<char>(0xFE);
        frame += static_cast<char>(payload.size() >> 8);
        frame += static_cast<char>(payload.size() & 0xFF);
    }
    else {
        frame += static_cast<char>(0xFF);
        for (int shift = 56; shift >= 0; shift -= 8)
            frame += static_cast<char>(payload.size() >> shift & 0xFF);
    }
    frame.append(mask.begin(), mask.end());
    for (std::size_t i = 0; i < payload.size(); ++i)
        frame += static_cast<char>(static_cast<unsigned char>(payload[i]) ^ mask[i % mask.size()]);
    return frame;
}

} // namespace tst
