#include "net/websocket_connection.hpp"

#include "net/door.hpp"
#include "net/hub.hpp"
#include "net/identity.hpp"
#include "net/limits.hpp"
#include "net/step_up.hpp"
#include "protocol/message.hpp"

#include <boost/asio/post.hpp>

#include <utility>

namespace rostrum::net {
namespace {

namespace websocket = boost::beast::websocket;

const char* code_of(hall::Trouble trouble)
{
    switch (trouble) {
    case hall::Trouble::unknown_hearing: return "unknown_hearing";
    case hall::Trouble::busy: return "busy";
    case hall::Trouble::storage_failed: return "storage_failed";
    case hall::Trouble::stopping: return "busy";
    }
    return "busy";
}

} // namespace

WebSocketConnection::WebSocketConnection(PeerSocket socket, session::Connection session, Hub& hub,
                                         IoThread& thread, std::uint64_t number)
    : socket_(nullptr),
      thread_(thread),
      hub_(hub),
      number_(number),
      session_(std::move(session)),
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
        self->hub_.connected(self->identity(), self->number_);
        self->thread_.enter(*self);
        if (!self->closing_) self->read();
    });
}

void WebSocketConnection::read()
{
    stream_.async_read(buffer_, [self = shared_from_this()](boost::system::error_code error,
                                                            std::size_t /*bytes*/) {
        if (self->stream_.next_layer().is_flooded()) return self->refuse_pieces();
        if (error) return self->leave();
        if (!self->stream_.got_text()) {
            return self->close(session::CloseCode::not_the_protocol, "text frames only");
        }
        const auto data = self->buffer_.data();
        self->perform(self->session_.on_text({static_cast<const char*>(data.data()), data.size()},
                                             self->hub_.now()));
        self->buffer_.consume(self->buffer_.size());
        if (!self->closing_) self->read();
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
    if (!blocked_since_) socket_->end_sending();
}

void WebSocketConnection::perform(session::Actions actions)
{
    for (auto& action : actions) {
        if (closing_) return; // By the one before: whoever has left follows nothing.
        if (auto* text = std::get_if<session::Send>(&action))
            send(text_frame(text->text));
        else if (auto* followed = std::get_if<session::Follow>(&action))
            follow(*followed);
        else if (auto* submitted = std::get_if<session::Submit>(&action))
            submit(std::move(*submitted));
        else if (auto* closed = std::get_if<session::Close>(&action))
            close(closed->code, closed->reason);
    }
}

void WebSocketConnection::follow(const session::Follow& follow)
{
    unfollow();
    topic_ = {follow.stream, follow.audience};
    thread_.follow(*this);
    thread_.fanout().join(topic_, *this, socket_);
    joined_ = true;
    asking_ = false;

    const auto& ring = thread_.fanout().ring(topic_);
    if (follow.resume && ring.continues(follow.resume->epoch, follow.resume->version)) {
        outbox_.follow(ring, follow.resume->version + 1);
        flush();
    }
    else
        ask_for_view();
    if (!closing_) ask_for_me(); // Else the hall would count somebody who has left already.
}

void WebSocketConnection::unfollow()
{
    outbox_.unfollow();
    if (!std::exchange(joined_, false)) return;
    thread_.fanout().leave(topic_, *this);
    thread_.unfollow(*this);
    hub_.unfollowed(follower());
    lags_ = false;
}

void WebSocketConnection::ask_for_view()
{
    if (std::exchange(asking_, true)) return;
    outbox_.unfollow();
    hub_.ask([self = shared_from_this(), topic = topic_](hall::Front& front) {
        front.subscribe(topic, [self,
                                topic](std::expected<hall::Snapshot, hall::Trouble> snapshot) {
            boost::asio::post(self->thread_.io(), [self, topic, snapshot = std::move(snapshot)] {
                self->on_view(snapshot, topic);
            });
        });
    });
}

void WebSocketConnection::on_view(const std::expected<hall::Snapshot, hall::Trouble>& snapshot,
                                  const hall::Topic& topic)
{
    if (closing_ || topic != topic_ || !asking_) return; // It has gone elsewhere meanwhile.
    asking_ = false;
    if (!snapshot) {
        return send(
            text_frame(protocol::error_message(code_of(snapshot.error()), topic.stream, {})));
    }
    auto& ring = thread_.fanout().ring(topic_);
    ring.begin(snapshot->epoch, snapshot->version);
    if (!ring.continues(snapshot->epoch, snapshot->version)) return ask_for_view();
    outbox_.push_view(thread_.view_frame(topic_, *snapshot));
    outbox_.follow(ring, snapshot->version + 1);
    flush();
}

void WebSocketConnection::ask_for_me()
{
    hub_.ask([self = shared_from_this(), follower = follower()](hall::Front& front) {
        front.me(follower, [self](std::expected<hall::Message, hall::Trouble> me) {
            if (!me) return;
            boost::asio::post(self->thread_.io(),
                              [self, me = *me] { self->send(text_frame(*me)); });
        });
    });
}

void WebSocketConnection::submit(session::Submit submit)
{
    give_sign_of_life();
    if (is_dangerous(submit.command)) return ask_step_up(std::move(submit));
    hand_in(std::move(submit));
}

void WebSocketConnection::give_sign_of_life()
{
    if (!is_staff(identity().role)) return; // Nobody else idles out.
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

void WebSocketConnection::fail(const std::string& id, const char* code)
{
    session_.on_answered();
    send(text_frame(protocol::error_message(code, {}, id)));
}

void WebSocketConnection::hand_in(session::Submit submit)
{
    hub_.ask([self = shared_from_this(), actor = identity().actor(),
              submit = std::move(submit)](hall::Front& front) mutable {
        auto id = submit.id;
        front.submit({std::move(submit.stream), std::move(submit.id), std::move(actor),
                      std::move(submit.command), [self, id](const hall::Answer& answer) {
                          boost::asio::post(self->thread_.io(),
                                            [self, id, answer] { self->answer(id, answer); });
                      }});
    });
}

void WebSocketConnection::answer(const std::string& id, const hall::Answer& answer)
{
    if (const auto* trouble = std::get_if<hall::Trouble>(&answer))
        return fail(id, code_of(*trouble));
    session_.on_answered();
    if (const auto* done = std::get_if<hall::Acknowledged>(&answer)) {
        send(text_frame(protocol::ack_message(id, done->result)));
    }
    else {
        send(text_frame(protocol::refusal_message(id, std::get<core::Refusal>(answer))));
    }
}

void WebSocketConnection::send(const Frame& frame)
{
    if (closing_) return;
    if (outbox_.private_count() >= limits::private_frames_max ||
        outbox_.private_bytes() >= private_bytes_max()) {
        return close(session::CloseCode::slow, "too slow");
    }
    outbox_.push(frame);
    flush();
}

std::size_t WebSocketConnection::private_bytes_max() const
{
    return is_staff(identity().role) ? limits::staff_private_bytes_max : limits::private_bytes_max;
}

void WebSocketConnection::wake()
{
    if (!blocked_since_) flush();
}

void WebSocketConnection::flush()
{
    if (blocked_since_) return;
    switch (outbox_.flush(*socket_)) {
    case Flushed::all: return;
    case Flushed::blocked: return wait_writable();
    case Flushed::fell_off: fell_off_at_ = std::chrono::steady_clock::now(); return ask_for_view();
    case Flushed::failed: return reset();
    }
}

void WebSocketConnection::wait_writable()
{
    blocked_since_ = std::chrono::steady_clock::now();
    socket_->socket().async_wait(boost::asio::ip::tcp::socket::wait_write,
                                 [self = shared_from_this()](boost::system::error_code error) {
                                     self->blocked_since_.reset();
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
    stream_.async_close(why, [self = shared_from_this()](boost::system::error_code) {});
}

void WebSocketConnection::tick()
{
    if (blocked_since_ && std::chrono::steady_clock::now() - *blocked_since_ > limits::stall_max) {
        return reset();
    }
    perform(session_.on_tick(hub_.now()));
    if (joined_ && lags_ != is_slow()) {
        lags_ = !lags_;
        hub_.lags(follower(), lags_);
    }
}

bool WebSocketConnection::is_slow() const
{
    const auto now = std::chrono::steady_clock::now();
    const auto silence = std::chrono::milliseconds{(hub_.now() - session_.heard()).ms};
    return (blocked_since_ && now - *blocked_since_ > limits::stall_slow) ||
           (fell_off_at_ && now - *fell_off_at_ < limits::fell_off_slow) ||
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
