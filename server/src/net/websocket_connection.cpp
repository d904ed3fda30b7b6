#include "net/websocket_connection.hpp"

#include "net/door.hpp"
#include "net/hub.hpp"
#include "net/limits.hpp"
#include "net/step_up.hpp"

#include <utility>

namespace rostrum::net {
namespace {

namespace websocket = boost::beast::websocket;

} // namespace

WebSocketConnection::WebSocketConnection(PeerSocket socket, session::Connection session, Hub& hub,
                                         IoThread& thread)
    : Correspondence(std::move(session)),
      thread_(thread),
      hub_(hub),
      stream_(std::move(socket), [this](std::string bytes) { write_control(std::move(bytes)); })
{
    socket_ = &stream_.next_layer().socket();
}

WebSocketConnection::~WebSocketConnection()
{
    leave();
}

void WebSocketConnection::start(const Request& request)
{
    boost::system::error_code ignored;
    socket_->socket().set_option(
        boost::asio::socket_base::send_buffer_size(limits::kernel_send_bytes), ignored);
    websocket::stream_base::timeout deadlines{};
    deadlines.handshake_timeout = limits::handshake_deadline;
    deadlines.idle_timeout = websocket::stream_base::none();
    stream_.set_option(deadlines);
    stream_.set_option(websocket::stream_base::decorator([](websocket::response_type& response) {
        response.set(boost::beast::http::field::sec_websocket_protocol, "rostrum.v1");
        response.set(boost::beast::http::field::server, "rostrum");
    }));
    stream_.read_message_max(session_.message_bytes_max());

    stream_.async_accept(request, [self = shared_from_this()](boost::system::error_code accepted) {
        if (accepted) return;
        self->entered_ = true;
        self->number_ = self->hub_.next_number();
        self->hub_.connected(self->identity(), self->number_);
        self->thread_.enter(*self);
        if (!self->closing_) self->await_message();
    });
}

void WebSocketConnection::await_message()
{
    // What Beast has read already, the socket does not show any more.
    if (!stream_.next_layer().ends_with_message(messages_heard_)) return read();
    socket_->async_wait_readable([self = shared_from_this()](boost::system::error_code error) {
        if (error) return self->end();
        if (!self->closing_) self->read(); // Else the closing handshake reads, or nobody.
    });
}

void WebSocketConnection::read()
{
    stream_.async_read(buffer_, [self = shared_from_this()](boost::system::error_code error,
                                                            std::size_t /*bytes*/) {
        if (self->stream_.next_layer().is_flooded()) self->refuse_pieces();
        if (error) return self->end();
        ++self->messages_heard_;
        if (!self->stream_.got_text()) {
            return self->close(session::CloseCode::not_the_protocol, "text frames only");
        }
        const auto data = self->buffer_.data();
        self->perform(self->session_.on_text({static_cast<const char*>(data.data()), data.size()},
                                             self->hub_.now()));
        self->buffer_.consume(self->buffer_.size());
        if (!self->closing_) self->await_message();
    });
}

void WebSocketConnection::write_control(std::string bytes)
{
    // Pings are answered however many come: who sends them and reads nothing is not slow.
    if (outbox_.private_count() >= limits::private_frames_max) return reset();
    outbox_.push(std::make_shared<const std::string>(std::move(bytes)));
    flush();
}

void WebSocketConnection::refuse_pieces()
{
    if (std::exchange(closing_, true)) return;
    leave();
    outbox_.push(close_frame(static_cast<std::uint16_t>(websocket::close_code::too_big),
                             "too many frames in one message"));
    flush();
    if (!blocked_) socket_->end_sending();
}

void WebSocketConnection::ask(std::function<void(hall::Front&)> task)
{
    hub_.ask(std::move(task));
}

Frame WebSocketConnection::view_frame(const hall::Snapshot& snapshot)
{
    return thread_.view_frame(topic_, snapshot);
}

void WebSocketConnection::followed()
{
    thread_.follow(*this);
}

void WebSocketConnection::unfollowed()
{
    thread_.unfollow(*this);
    hub_.unfollowed(follower());
    lags_ = false;
}

void WebSocketConnection::submit(session::Submit submit)
{
    give_sign_of_life();
    if (is_dangerous(submit.command)) return ask_step_up(std::move(submit));
    hand_in(std::move(submit));
}

void WebSocketConnection::give_sign_of_life()
{
    if (!session::is_staff(identity().role)) return; // Nobody else idles out.
    const auto now = std::chrono::steady_clock::now();
    if (sign_given_at_ && now - *sign_given_at_ < limits::sign_of_life_interval) return;
    sign_given_at_ = now;
    hub_.door().post([&hub = hub_, session = identity().session](DoorKeeper& keeper) {
        keeper.sessions.touch({session}, hub.now());
    });
}

void WebSocketConnection::ask_step_up(session::Submit submit)
{
    hub_.door().post([self = shared_from_this(), who = identity(),
                      submit = std::move(submit)](DoorKeeper& keeper) {
        const auto step_up = step_up_of(keeper, who, self->hub_.now());
        boost::asio::post(self->thread_.io(), [self, step_up, submit] {
            if (step_up == StepUp::fresh) return self->hand_in(submit);
            self->fail(submit.id, code_of(step_up));
        });
    });
}

void WebSocketConnection::wait_writable()
{
    blocked_ = true;
    blocked_since_ = std::chrono::steady_clock::now();
    socket_->socket().async_wait(Socket::wait_write,
                                 [self = shared_from_this()](boost::system::error_code error) {
                                     self->blocked_ = false;
                                     if (!error) self->flush();
                                 });
}

void WebSocketConnection::close(session::CloseCode code, const std::string& reason)
{
    if (std::exchange(closing_, true)) return;
    // Nothing of the hall's goes out any more; what is half-sent does, then the closing frame.
    leave();
    websocket::close_reason why(static_cast<std::uint16_t>(code));
    why.reason = reason;
    stream_.async_close(why,
                        [self = shared_from_this()](boost::system::error_code) { self->end(); });
}

void WebSocketConnection::tick(core::Instant now, Steady steady)
{
    if (blocked_ && steady - blocked_since_ > limits::stall_max) return reset();
    perform(session_.on_tick(now));
    if (joined_ && lags_ != is_slow(now, steady)) {
        lags_ = !lags_;
        hub_.lags(follower(), lags_);
    }
}

bool WebSocketConnection::is_slow(core::Instant now, Steady steady) const
{
    const auto silence = std::chrono::milliseconds{(now - session_.heard()).ms};
    return (blocked_ && steady - blocked_since_ > limits::stall_slow) ||
           (fell_off_at_ && steady - *fell_off_at_ < limits::fell_off_slow) ||
           silence > limits::silence_slow;
}

void WebSocketConnection::leave()
{
    unfollow();
    if (std::exchange(entered_, false)) {
        thread_.leave(*this);
        hub_.disconnected(identity(), number_);
    }
}

void WebSocketConnection::end()
{
    closing_ = true; // What is answered from now on has nobody to go to.
    leave();
    // Who is in no set is looked at by nobody: waiting for a peer that takes nothing would not end.
    if (blocked_) reset();
}

void WebSocketConnection::reset()
{
    closing_ = true;
    leave();
    boost::system::error_code ignored;
    auto& socket = socket_->socket();
    socket.set_option(boost::asio::socket_base::linger(true, 0), ignored);
    socket.close(ignored);
}

} // namespace rostrum::net
