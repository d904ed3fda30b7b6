// What the hall and one client have to say to each other: the view and its changes, words of its
// own, commands and their answers, within the limits of one connection. Whatever carries it: a
// WebSocket here, a link without a network in the simulation.
#pragma once

#include "hall/front.hpp"
#include "net/fanout.hpp"
#include "net/frame.hpp"
#include "net/limits.hpp"
#include "net/outbox.hpp"
#include "protocol/message.hpp"
#include "session/connection.hpp"

#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>
#include <utility>
#include <variant>

namespace rostrum::net {

/// To be sent by the client again later with the same id, or not to be sent to this hearing.
[[nodiscard]] constexpr const char* code_of(hall::Trouble trouble)
{
    switch (trouble) {
    case hall::Trouble::unknown_hearing: return "unknown_hearing";
    case hall::Trouble::storage_failed: return "storage_failed";
    case hall::Trouble::busy:
    case hall::Trouble::stopping: break;
    }
    return "busy";
}

/// `Self` is the connection that this is a part of, shared, and brings
///   Fanout& fanout()            of its thread
///   void ask(task)              runs `task(hall::Front&)` on the hall's thread
///   void post(task)             runs `task()` on its own thread
///   Frame view_frame(snapshot)
///   void submit(submission)     ends with `hand_in` or `fail`
///   void followed(), unfollowed(), fell_off()
///   void wait_writable()        sets `blocked_` until it can be written to, and flushes then
///   void close(code, reason), reset()
/// `Socket` is what an `Outbox` writes to. All is called on the thread of the connection.
template <typename Self, typename Socket>
class Correspondence : public Listener {
public:
    Correspondence(const Correspondence&) = delete;
    Correspondence& operator=(const Correspondence&) = delete;

    void wake() final
    {
        if (!blocked_) flush();
    }
    /// A message for this client alone. Who leaves too many of them unread is let go.
    void send(const Frame& frame);

    [[nodiscard]] const session::Identity& identity() const { return session_.identity(); }
    [[nodiscard]] const hall::Topic& topic() const { return topic_; }
    [[nodiscard]] std::uint64_t number() const { return number_; }

protected:
    explicit Correspondence(session::Connection session) : session_(std::move(session)) {}
    ~Correspondence() = default;

    void perform(session::Actions actions);
    void unfollow();
    void hand_in(session::Submit submit);
    void fail(const std::string& id, const char* code);
    void flush();

    [[nodiscard]] hall::Follower follower() const
    {
        return {topic_.stream, identity().actor(), number_};
    }

    // What a change touches of each connection lies together at its beginning: in a large hall
    // the way to memory costs more than what is done there.
    bool blocked_{false};
    bool joined_{false};
    bool asking_{false};
    bool closing_{false};
    Outbox outbox_;
    Socket* socket_{nullptr};

    /// Rises with every connection of the process. Taken as it enters its thread, in one step: who
    /// came in later then finds it there.
    std::uint64_t number_{0};
    session::Connection session_;
    hall::Topic topic_; ///< An empty stream: follows nothing yet.

private:
    [[nodiscard]] Self& self() { return static_cast<Self&>(*this); }
    [[nodiscard]] std::size_t private_bytes_max() const;
    void follow(const session::Follow& follow);
    void ask_for_view();
    void on_view(const std::expected<hall::Snapshot, hall::Trouble>& snapshot,
                 const hall::Topic& topic);
    void ask_for_me();
    void answer(const std::string& id, const hall::Answer& answer);
};

template <typename Self, typename Socket>
void Correspondence<Self, Socket>::perform(session::Actions actions)
{
    for (auto& action : actions) {
        if (closing_) return; // By the one before: whoever has left follows nothing.
        if (auto* text = std::get_if<session::Send>(&action))
            send(text_frame(text->text));
        else if (auto* followed = std::get_if<session::Follow>(&action))
            follow(*followed);
        else if (auto* submitted = std::get_if<session::Submit>(&action))
            self().submit(std::move(*submitted));
        else if (auto* closed = std::get_if<session::Close>(&action))
            self().close(closed->code, closed->reason);
    }
}

template <typename Self, typename Socket>
void Correspondence<Self, Socket>::follow(const session::Follow& follow)
{
    unfollow();
    topic_ = {follow.stream, follow.audience};
    self().followed();
    self().fanout().join(topic_, *this, socket_);
    joined_ = true;
    asking_ = false;

    const auto& ring = self().fanout().ring(topic_);
    if (follow.resume && ring.continues(follow.resume->epoch, follow.resume->version)) {
        outbox_.follow(ring, follow.resume->version + 1);
        flush();
    }
    else
        ask_for_view();
    if (!closing_) ask_for_me(); // Else the hall would count somebody who has left already.
}

template <typename Self, typename Socket>
void Correspondence<Self, Socket>::unfollow()
{
    outbox_.unfollow();
    if (!std::exchange(joined_, false)) return;
    self().fanout().leave(topic_, *this);
    self().unfollowed();
}

template <typename Self, typename Socket>
void Correspondence<Self, Socket>::ask_for_view()
{
    if (std::exchange(asking_, true)) return;
    outbox_.unfollow();
    self().ask([self = self().shared_from_this(), topic = topic_](hall::Front& front) {
        front.subscribe(topic,
                        [self, topic](std::expected<hall::Snapshot, hall::Trouble> snapshot) {
                            self->post([self, topic, snapshot = std::move(snapshot)] {
                                self->on_view(snapshot, topic);
                            });
                        });
    });
}

template <typename Self, typename Socket>
void Correspondence<Self, Socket>::on_view(
    const std::expected<hall::Snapshot, hall::Trouble>& snapshot, const hall::Topic& topic)
{
    if (closing_ || topic != topic_ || !asking_) return; // It has gone elsewhere meanwhile.
    asking_ = false;
    if (!snapshot) {
        return send(
            text_frame(protocol::error_message(code_of(snapshot.error()), topic.stream, {})));
    }
    auto& ring = self().fanout().ring(topic_);
    ring.begin(snapshot->epoch, snapshot->version);
    if (!ring.continues(snapshot->epoch, snapshot->version)) return ask_for_view();
    outbox_.push_view(self().view_frame(*snapshot));
    outbox_.follow(ring, snapshot->version + 1);
    flush();
}

template <typename Self, typename Socket>
void Correspondence<Self, Socket>::ask_for_me()
{
    self().ask([self = self().shared_from_this(), follower = follower()](hall::Front& front) {
        front.me(follower, [self](std::expected<hall::Message, hall::Trouble> me) {
            if (!me) return;
            self->post([self, me = *me] { self->send(text_frame(*me)); });
        });
    });
}

template <typename Self, typename Socket>
void Correspondence<Self, Socket>::hand_in(session::Submit submit)
{
    self().ask([self = self().shared_from_this(), actor = identity().actor(),
                submit = std::move(submit)](hall::Front& front) mutable {
        auto id = submit.id;
        front.submit({std::move(submit.stream), std::move(submit.id), std::move(actor),
                      std::move(submit.command), [self, id](const hall::Answer& answer) {
                          self->post([self, id, answer] { self->answer(id, answer); });
                      }});
    });
}

template <typename Self, typename Socket>
void Correspondence<Self, Socket>::answer(const std::string& id, const hall::Answer& answer)
{
    if (const auto* trouble = std::get_if<hall::Trouble>(&answer))
        return fail(id, code_of(*trouble));
    session_.on_answered();
    if (const auto* done = std::get_if<hall::Acknowledged>(&answer))
        send(text_frame(protocol::ack_message(id, done->result)));
    else
        send(text_frame(protocol::refusal_message(id, std::get<core::Refusal>(answer))));
}

template <typename Self, typename Socket>
void Correspondence<Self, Socket>::fail(const std::string& id, const char* code)
{
    session_.on_answered();
    send(text_frame(protocol::error_message(code, {}, id)));
}

template <typename Self, typename Socket>
void Correspondence<Self, Socket>::send(const Frame& frame)
{
    if (closing_) return;
    if (outbox_.private_count() >= limits::private_frames_max ||
        outbox_.private_bytes() >= private_bytes_max()) {
        return self().close(session::CloseCode::slow, "too slow");
    }
    outbox_.push(frame);
    flush();
}

template <typename Self, typename Socket>
std::size_t Correspondence<Self, Socket>::private_bytes_max() const
{
    return session::is_staff(identity().role) ? limits::staff_private_bytes_max
                                              : limits::private_bytes_max;
}

template <typename Self, typename Socket>
void Correspondence<Self, Socket>::flush()
{
    if (blocked_) return;
    switch (outbox_.flush(*socket_)) {
    case Flushed::all: return;
    case Flushed::blocked: return self().wait_writable();
    case Flushed::fell_off: self().fell_off(); return ask_for_view();
    case Flushed::failed: return self().reset();
    }
}

} // namespace rostrum::net
