#include "net/http_connection.hpp"

#include "net/http_head.hpp"
#include "net/identity.hpp"
#include "net/interfaces.hpp"
#include "net/limits.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/read.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace rostrum::net {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;

std::string_view view_of(boost::beast::string_view text)
{
    return {text.data(), text.size()};
}

/// Fields that two readers could read differently when they are there twice.
bool has_twice(const http::request<http::string_body>& request)
{
    static constexpr std::array fields{http::field::host, http::field::content_length,
                                       http::field::transfer_encoding, http::field::content_type,
                                       http::field::cookie};
    return std::ranges::any_of(fields, [&](http::field one) { return request.count(one) > 1; });
}

/// For a body of so many bytes at the most.
std::chrono::seconds deadline_for(std::size_t bytes_max)
{
    if (bytes_max > limits::http_import_bytes_max) return limits::http_slides_deadline;
    return bytes_max > limits::http_body_bytes_max ? limits::http_import_deadline
                                                   : limits::http_deadline;
}

/// Beast lets line ends pass in a quoted extension of a chunk, where others see the end of it.
template <typename Parser>
void refuse_line_ends_in_extensions(Parser& parser)
{
    // Beast keeps a reference to it.
    static auto look = [](std::uint64_t /*size*/, boost::beast::string_view extension,
                          error_code& error) {
        if (extension.find_first_of("\r\n") != boost::beast::string_view::npos)
            error = http::make_error_code(http::error::bad_chunk_extension);
    };
    parser.on_chunk_header(look);
}

bool is_read_only(std::string_view method)
{
    return method == "GET" || method == "HEAD";
}

} // namespace

std::string Site::cast_origin(std::string_view host, bool is_secure) const
{
    if (is_anonymous || host.empty()) return {};
    if (!config.cast_url.empty()) return config.cast_url;
    return is_secure ? "https://" + with_port(host, config.cast_port, https_port)
                     : "http://" + with_port(host, config.cast_port, http_port);
}

HttpConnection::HttpConnection(PeerSocket socket, std::shared_ptr<const Site> site,
                               std::shared_ptr<HttpThread> thread, Admission admission)
    : site_(std::move(site)),
      thread_(std::move(thread)),
      admission_(std::move(admission)),
      number_(site_->hub.next_number()),
      stream_(std::move(socket)),
      deadline_(stream_.get_executor()),
      buffer_(limits::http_header_bytes_max),
      peer_(peer_of(stream_.socket(), stream_.is_secure()))
{
}

void HttpConnection::start()
{
    place_ = site_->places->take();
    // Who only keeps a connection for later makes room: browsers open another without a word. And
    // then who is slow, or else whoever is slow on purpose everywhere would shut out all others.
    while (!place_ && thread_->give_up_longest()) place_ = site_->places->take();
    if (!place_ || !thread_->enter(number_, shared_from_this())) return;
    idle_ = true;
    wait_for_peer(stream_.is_secure() ? limits::tls_handshake_deadline : limits::http_deadline);
    if (!stream_.is_secure()) return read_more_head();
    stream_.async_handshake([self = shared_from_this()](error_code error) {
        if (error) return self->leave();
        self->wait_for_peer(limits::http_deadline);
        self->read_more_head();
    });
}

void HttpConnection::wait_for_peer(std::chrono::seconds span)
{
    stop_waiting();
    expire_after(span);
    if (large_body_) return; // Few, of the staff, and slow by nature.
    wait_ = ++thread_->last_wait;
    // Who has not said a word yet is slow too: only who has been answered idles.
    auto& waiting = idle_ && !admission_ ? thread_->idle : thread_->behind;
    waiting.emplace(wait_, weak_from_this());
}

void HttpConnection::stop_waiting()
{
    thread_->idle.erase(wait_);
    thread_->behind.erase(std::exchange(wait_, 0));
    deadline_.cancel();
}

void HttpConnection::expire_after(std::chrono::seconds span)
{
    deadline_.expires_after(thread_->stopping ? std::min(span, limits::http_stop_deadline) : span);
    deadline_.async_wait([weak = weak_from_this()](error_code error) {
        const auto self = weak.lock();
        if (!self || error || self->deadline_.expiry() > asio::steady_timer::clock_type::now()) {
            return; // Over, or set anew since.
        }
        self->stream_.close();
    });
}

void HttpConnection::stop()
{
    keep_alive_ = false;
    if (idle_) return leave();
    const auto latest = asio::steady_timer::clock_type::now() + limits::http_stop_deadline;
    // When none runs, the peer waits for us, and not we for it.
    if (deadline_.expiry() > latest && deadline_.cancel() > 0)
        expire_after(limits::http_stop_deadline);
}

void HttpConnection::read_head()
{
    parser_.emplace();
    parser_->header_limit(static_cast<std::uint32_t>(limits::http_header_bytes_max));
    parser_->body_limit(boost::none); // The route's, once it is known: before a byte of it is read.
    request_ = {};
    host_.clear();
    body_read_ = false;
    keep_alive_ = false;

    const auto data = buffer_.cdata();
    const auto scan = scan_head({static_cast<const char*>(data.data()), data.size()});
    if (scan.state == HeadScan::State::complete) return on_head(scan.size);
    if (scan.state == HeadScan::State::bad) return answer(problem(400, "malformed_request"));
    if (buffer_.size() == buffer_.max_size()) return refuse_long_head();
    read_more_head();
}

void HttpConnection::refuse_long_head()
{
    const auto data = buffer_.cdata();
    const std::string_view head{static_cast<const char*>(data.data()), data.size()};
    // The target, when not even its line ends (RFC 9112 §3).
    if (head.find('\r') == std::string_view::npos) return answer(problem(414, "malformed_request"));
    answer(problem(431, "malformed_request"));
}

void HttpConnection::read_more_head()
{
    const auto room = std::min<std::size_t>(buffer_.max_size() - buffer_.size(), 4096);
    stream_.async_read_some(buffer_.prepare(room),
                            [self = shared_from_this()](error_code error, std::size_t bytes) {
                                if (error) return self->leave();
                                // From its first byte on, a whole head must come within one
                                // deadline, however slowly.
                                if (std::exchange(self->idle_, false))
                                    self->wait_for_peer(limits::http_deadline);
                                self->buffer_.commit(bytes);
                                self->read_head();
                            });
}

void HttpConnection::on_head(std::size_t size)
{
    if (!parse_head(size)) return answer(problem(400, "malformed_request"));
    if (auto refusal = describe_request()) return answer(std::move(*refusal));
    keep_alive_ = parser_->keep_alive() && !thread_->stopping && !site_->is_anonymous;
    // Who has sent a whole request has spoken: from here on the deadlines of a request count.
    admission_.reset();
    stop_waiting();
    serve();
}

bool HttpConnection::parse_head(std::size_t size)
{
    error_code error;
    const auto used = parser_->put(asio::buffer(buffer_.cdata(), size), error);
    if (error || used != size || !parser_->is_header_done()) return false;
    buffer_.consume(size);
    const auto& message = parser_->get();
    if (message.version() != 11 && message.version() != 10) return false;
    if (has_twice(message)) return false;
    // What is meant for nobody is meant for no other (RFC 9112 §3.2).
    if (message.version() == 11 && header(http::field::host).empty()) return false;
    // Beast takes a list of the same number for the number.
    if (message.count(http::field::content_length) > 0 &&
        !is_plain_number(header(http::field::content_length)))
        return false;
    if (message.count(http::field::transfer_encoding) == 0) return true;
    // Before HTTP/1.1 nobody knew of it (RFC 9112 §6.1).
    return message.version() == 11 && header(http::field::transfer_encoding) == "chunked" &&
           parser_->chunked();
}

std::optional<HttpResponse> HttpConnection::describe_request()
{
    const auto host = header(http::field::host);
    if (!site_->gate.knows_host(host)) return problem(421, "unknown_host");
    host_ = host;
    if (site_->is_anonymous && says_who_it_is()) return problem(400, "says_who_it_is");
    auto target = parse_target(view_of(parser_->get().target()));
    if (!target) return problem(400, "malformed_target");

    request_.method = view_of(parser_->get().method_string());
    request_.path = std::move(target->path);
    request_.query = std::move(target->query);
    request_.content_type = media_type(header(http::field::content_type));
    request_.range = header(http::field::range);
    request_.if_range = header(http::field::if_range);
    request_.if_none_match = header(http::field::if_none_match);
    if (site_->is_anonymous) return std::nullopt;
    request_.cookie = cookie_value(header(http::field::cookie),
                                   session_cookie_name(site_->config.secure_cookies));
    request_.peer =
        behind(peer_, {lone_header("X-Forwarded-For"), lone_header("X-Forwarded-Proto")},
               site_->config.proxies);
    return std::nullopt;
}

void HttpConnection::serve()
{
    if (request_.path == "/ws" && !site_->is_anonymous) return upgrade();
    const auto match = site_->router.find(request_.method, request_.path);
    if (match.route != nullptr) return serve_route(match);
    if (!match.allow.empty()) {
        auto refusal = problem(405, "method_not_allowed");
        refusal.headers.emplace_back("Allow", match.allow);
        return answer(std::move(refusal));
    }
    serve_page();
}

void HttpConnection::serve_page()
{
    const auto* file = site_->pages.find(request_.path);
    if (file == nullptr) return answer(problem(404, "not_found"));
    if (is_read_only(request_.method)) return answer_page(*file);
    auto refusal = problem(405, "method_not_allowed");
    refusal.headers.emplace_back("Allow", "GET, HEAD");
    answer(std::move(refusal));
}

void HttpConnection::serve_route(const Router::Match& match)
{
    if (!is_read_only(request_.method)) {
        if (auto refusal = check_origin()) return answer(std::move(*refusal));
        if (auto refusal = check_content(*match.route, request_))
            return answer(std::move(*refusal));
    }
    look_up_session([this, match] {
        if (auto refusal = check_caller(*match.route, request_, is_monitor())) {
            return answer(std::move(*refusal));
        }
        read_body(match);
    });
}

std::optional<HttpResponse> HttpConnection::check_origin() const
{
    const auto& message = parser_->get();
    const auto origin = header(http::field::origin);
    if (message.count(http::field::origin) == 1 && site_->gate.knows_origin(origin)) return {};
    return problem(403, "origin_not_allowed", "sent by a page that is not ours");
}

bool HttpConnection::says_who_it_is() const
{
    const auto& message = parser_->get();
    return message.count(http::field::cookie) > 0 || message.count(http::field::authorization) > 0;
}

void HttpConnection::let_page_read(HttpResponse& response) const
{
    // Not a page of the box's own: the browser asks whether the page may have the receipt.
    const auto origin = header(http::field::origin);
    if (!site_->is_anonymous || !site_->gate.knows_origin(origin)) return;
    response.headers.emplace_back("Access-Control-Allow-Origin", origin);
    response.headers.emplace_back("Vary", "Origin");
}

bool HttpConnection::is_monitor() const
{
    const auto& monitors = site_->config.monitors;
    return request_.peer.is_local ||
           std::ranges::find(monitors, request_.peer.address) != monitors.end();
}

void HttpConnection::look_up_session(std::function<void()> then)
{
    if (request_.cookie.empty()) return then();
    site_->door.post([self = shared_from_this(), then = std::move(then)](DoorKeeper& keeper) {
        const auto now = self->site_->hub.now();
        std::optional<session::Identity> identity;
        std::shared_ptr<access::Allowance> allowance;
        if (const auto session = keeper.sessions.find(self->request_.cookie, now)) {
            identity = identity_of(*session, self->request_.cookie);
            allowance = session::allowance_of(*identity, keeper.rates, now);
        }
        const bool in_time = !identity || allowance->messages.take(now);
        asio::post(self->stream_.get_executor(), [self, then, identity, allowance, in_time] {
            if (!in_time) return self->answer(problem(429, "too_fast", "slow down"));
            self->request_.identity = identity;
            self->allowance_ = allowance;
            then();
        });
    });
}

void HttpConnection::read_body(const Router::Match& match)
{
    const auto most = match.route->body_bytes_max;
    if (parser_->content_length().value_or(0) > most) {
        return answer(problem(413, "body_too_large"));
    }
    if (!carries_body()) return on_body(match);
    if (most > limits::http_import_bytes_max) {
        large_body_ = site_->large_bodies->take();
        if (!large_body_) return answer(problem(503, "busy", "send it again later"));
    }
    parser_->body_limit(most);
    refuse_line_ends_in_extensions(*parser_);
    wait_for_peer(deadline_for(most));
    const auto go_on = [self = shared_from_this(), match](error_code error, std::size_t) {
        if (error == http::error::body_limit) return self->answer(problem(413, "body_too_large"));
        if (error.category() == http::make_error_code(http::error::bad_chunk).category()) {
            return self->answer(problem(400, "malformed_request"));
        }
        if (error) return self->leave();
        self->on_body(match);
    };
    if (header(http::field::expect) != "100-continue") {
        return http::async_read(stream_, buffer_, *parser_, go_on);
    }
    head_ = "HTTP/1.1 100 Continue\r\n\r\n";
    asio::async_write(stream_, asio::buffer(head_),
                      [self = shared_from_this(), go_on](error_code error, std::size_t) {
                          if (error) return self->leave();
                          http::async_read(self->stream_, self->buffer_, *self->parser_, go_on);
                      });
}

void HttpConnection::on_body(const Router::Match& match)
{
    stop_waiting();
    body_read_ = true;
    request_.body = std::move(parser_->get().body());
    request_.part = match.part;
    match.route->handle(request_, match.hearing,
                        answered_always([self = shared_from_this()](HttpResponse response) mutable {
                            auto executor = self->stream_.get_executor();
                            asio::post(executor, [self = std::move(self),
                                                  response = std::move(response)]() mutable {
                                self->answer(std::move(response));
                            });
                        }));
}

bool HttpConnection::carries_body() const
{
    return parser_->chunked() || parser_->content_length().value_or(0) > 0;
}

std::string_view HttpConnection::lone_header(std::string_view name) const
{
    const auto& message = parser_->get();
    const auto found = message.find({name.data(), name.size()});
    if (found == message.end() || message.count({name.data(), name.size()}) != 1) return {};
    return view_of(found->value());
}

std::string_view HttpConnection::header(http::field field) const
{
    return view_of(parser_->get()[field]);
}

} // namespace rostrum::net
