// The answering half of an HTTP connection.
#include "net/http_connection.hpp"
#include "net/http_head.hpp"
#include "net/limits.hpp"

#include <boost/asio/write.hpp>

#include <array>
#include <utility>

namespace rostrum::net {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

} // namespace

void HttpConnection::answer(HttpResponse response)
{
    response_ = std::move(response);
    if (parser_->is_header_done()) let_page_read(response_);
    large_body_.reset();
    const auto& shared = response_.shared;
    write(response_, shared.owner ? shared.piece : std::string_view{response_.body});
}

void HttpConnection::answer_page(const StaticFile& file)
{
    // Asked for twice, it is asked for by nobody we know.
    const bool gzipped = file.gzip && accepts_gzip(lone_header("Accept-Encoding"));
    const auto& sent = gzipped ? *file.gzip : file.plain;
    response_ = {200, file.content_type, {}, {{"ETag", sent.etag}}, {}, file.framed};
    auto& headers = response_.headers;
    headers.emplace_back("Cache-Control",
                         file.immutable ? "public, max-age=31536000, immutable" : "no-cache");
    if (file.gzip) headers.emplace_back("Vary", "Accept-Encoding");
    if (matches_etag(header(boost::beast::http::field::if_none_match), sent.etag)) {
        response_.status = 304;
        return write(response_, {});
    }
    if (gzipped) headers.emplace_back("Content-Encoding", "gzip");
    write(response_, sent.bytes); // Lives as long as the site, which we hold.
}

void HttpConnection::write(const HttpResponse& response, std::string_view body)
{
    site_->metrics.count_http(response.status);
    const bool unread = !body_read_ && (!parser_->is_header_done() || carries_body());
    if (unread || thread_->stopping) keep_alive_ = false;
    const bool is_secure = request_.peer.is_secure || peer_.is_secure;
    const auto cast_origin = site_->cast_origin(host_, is_secure);
    head_ = response_head(
        response, {body.size(), keep_alive_, host_, site_->hub.now(), cast_origin, is_secure});
    const bool without_body = request_.method == "HEAD" || response.status == 204;
    const std::array<asio::const_buffer, 2> bytes{
        asio::buffer(head_), without_body ? asio::const_buffer{} : asio::buffer(body)};
    wait_for_peer(limits::http_write_deadline);
    asio::async_write(stream_, bytes,
                      [self = shared_from_this()](error_code error, std::size_t /*bytes*/) {
                          if (error) return self->leave();
                          self->on_written();
                      });
}

void HttpConnection::on_written()
{
    if (!keep_alive_ || thread_->stopping) {
        stream_.end_sending();
        wait_for_peer(limits::http_drain_deadline);
        return drain();
    }
    response_ = {};
    idle_ = buffer_.size() == 0;
    wait_for_peer(idle_ ? limits::http_idle : limits::http_deadline);
    read_head();
}

void HttpConnection::drain()
{
    buffer_.clear();
    stream_.async_read_some(buffer_.prepare(limits::http_header_bytes_max),
                            [self = shared_from_this()](error_code error, std::size_t /*bytes*/) {
                                if (error) return self->leave();
                                self->drain();
                            });
}

void HttpConnection::leave()
{
    thread_->connections.erase(number_);
    stop_waiting();
    stream_.close();
    place_.reset();
}

} // namespace rostrum::net
