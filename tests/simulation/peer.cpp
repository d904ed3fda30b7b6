#include "simulation/peer.hpp"

#include "net/limits.hpp"
#include "protocol/message.hpp"
#include "simulation/process.hpp"
#include "simulation/violation.hpp"

#include <chrono>
#include <utility>
#include <variant>

namespace rostrum::simulation {
namespace {

constexpr core::Span span_of(std::chrono::milliseconds time)
{
    return {time.count()};
}

constexpr core::Span stall_max = span_of(net::limits::stall_max);
constexpr core::Span handshake_deadline = span_of(net::limits::handshake_deadline);

const char* code_of(hall::Trouble trouble)
{
    switch (trouble) {
    case hall::Trouble::unknown_hearing: return "unknown_hearing";
    case hall::Trouble::storage_failed: return "storage_failed";
    case hall::Trouble::busy:
    case hall::Trouble::stopping: break;
    }
    return "busy";
}

bool is_staff(core::Role role)
{
    return role != core::Role::attendee && role != core::Role::observer &&
           role != core::Role::screen;
}

} // namespace

Peer::Peer(Process& process, std::shared_ptr<Link> link, session::Connection session,
           std::uint64_t number)
    : process_(process), link_(std::move(link)), session_(std::move(session)), number_(number)
{
}

Peer::~Peer()
{
    link_->set_server(nullptr);
    link_->cut();
    outbox_.unfollow();
    if (joined_) process_.fanout().leave(topic_, *this);
}

void Peer::on_text(const std::string& text)
{
    process_.post([self = shared_from_this(), text] {
        if (self->closing_) return;
        if (text.size() > self->session_.message_bytes_max())
            return self->close(session::CloseCode::message_too_big, "too big");
        self->perform(self->session_.on_text(text, self->process_.now()));
    });
}

void Peer::perform(session::Actions actions)
{
    for (auto& action : actions) {
        if (auto* text = std::get_if<session::Send>(&action))
            send(net::text_frame(text->text));
        else if (auto* followed = std::get_if<session::Follow>(&action))
            follow(*followed);
        else if (auto* submitted = std::get_if<session::Submit>(&action))
            submit(std::move(*submitted));
        else if (auto* closed = std::get_if<session::Close>(&action))
            close(closed->code, closed->reason);
    }
}

void Peer::follow(const session::Follow& follow)
{
    unfollow();
    topic_ = {follow.stream, follow.audience};
    process_.fanout().join(topic_, *this, this);
    joined_ = true;
    asking_ = false;
    const auto& ring = process_.fanout().ring(topic_);
    if (follow.resume && ring.continues(follow.resume->epoch, follow.resume->version)) {
        outbox_.follow(ring, follow.resume->version + 1);
        flush();
    }
    else
        ask_for_view();
    ask_for_me();
}

void Peer::unfollow()
{
    outbox_.unfollow();
    if (!std::exchange(joined_, false)) return;
    process_.fanout().leave(topic_, *this);
    process_.ask([follower = follower()](hall::Halls& halls) { halls.leave(follower); });
}

void Peer::ask_for_view()
{
    if (std::exchange(asking_, true)) return;
    outbox_.unfollow();
    process_.ask([self = shared_from_this(), topic = topic_](hall::Halls& halls) {
        halls.subscribe(topic, [self, topic](const auto& snapshot) {
            self->process_.post([self, topic, snapshot] { self->on_view(snapshot, topic); });
        });
    });
}

void Peer::on_view(const std::expected<hall::Snapshot, hall::Trouble>& snapshot,
                   const hall::Topic& topic)
{
    if (topic != topic_ || !asking_) return;
    asking_ = false;
    if (!snapshot) {
        return send(
            net::text_frame(protocol::error_message(code_of(snapshot.error()), topic.stream, {})));
    }
    auto& ring = process_.fanout().ring(topic_);
    ring.begin(snapshot->epoch, snapshot->version);
    if (!ring.continues(snapshot->epoch, snapshot->version)) return ask_for_view();
    outbox_.push_view(net::text_frame(*snapshot->view));
    outbox_.follow(ring, snapshot->version + 1);
    flush();
}

void Peer::ask_for_me()
{
    process_.ask([self = shared_from_this(), follower = follower()](hall::Halls& halls) {
        halls.me(follower, [self](const auto& me) {
            if (!me) return;
            self->process_.post([self, me = *me] { self->send(net::text_frame(*me)); });
        });
    });
}

void Peer::submit(session::Submit submit)
{
    process_.ask([self = shared_from_this(), submit = std::move(submit)](hall::Halls&) {
        self->process_.submit(self->identity().actor(), submit.stream, submit.id, submit.command,
                              [self, id = submit.id](const hall::Answer& answer) {
                                  self->process_.post(
                                      [self, id, answer] { self->answer(id, answer); });
                              });
    });
}

void Peer::answer(const std::string& id, const hall::Answer& answer)
{
    session_.on_answered();
    if (const auto* trouble = std::get_if<hall::Trouble>(&answer))
        send(net::text_frame(protocol::error_message(code_of(*trouble), {}, id)));
    else if (const auto* done = std::get_if<hall::Acknowledged>(&answer))
        send(net::text_frame(protocol::ack_message(id, done->result)));
    else
        send(net::text_frame(protocol::refusal_message(id, std::get<core::Refusal>(answer))));
}

void Peer::send(const net::Frame& frame)
{
    if (closing_) return;
    const auto bytes_max = is_staff(identity().role) ? net::limits::staff_private_bytes_max
                                                     : net::limits::private_bytes_max;
    if (outbox_.private_count() >= net::limits::private_frames_max ||
        outbox_.private_bytes() >= bytes_max)
        return close(session::CloseCode::slow, "too slow");
    outbox_.push(frame);
    flush();
}

void Peer::wake()
{
    const auto& ring = process_.fanout().ring(topic_);
    require(ring.head() + 1 - ring.first() <= net::limits::ring_frames_max, rule::bounded,
            "a ring grows without limit");
    if (!blocked_since_) flush();
}

void Peer::flush()
{
    if (blocked_since_) return;
    require(outbox_.private_count() <= net::limits::private_frames_max + 1, rule::bounded,
            "an outbox grows without limit");
    switch (outbox_.flush(*link_)) {
    case net::Flushed::all: return;
    case net::Flushed::blocked: blocked_since_ = process_.now(); return;
    case net::Flushed::fell_off: return ask_for_view();
    case net::Flushed::failed: return reset();
    }
}

void Peer::on_writable()
{
    process_.post([self = shared_from_this()] {
        self->blocked_since_.reset();
        self->flush();
    });
}

void Peer::close(session::CloseCode code, const std::string& reason)
{
    if (std::exchange(closing_, true)) return;
    closing_since_ = process_.now();
    unfollow();
    outbox_.push(net::close_frame(static_cast<std::uint16_t>(code), reason));
    flush();
}

void Peer::tick()
{
    if (blocked_since_ && process_.now() - *blocked_since_ > stall_max) return reset();
    if (closing_ && process_.now() - closing_since_ > handshake_deadline) return reset();
    if (!closing_) perform(session_.on_tick(process_.now()));
}

void Peer::reset()
{
    closing_ = true;
    unfollow();
    link_->cut();
}

void Peer::on_gone()
{
    process_.post([self = shared_from_this()] {
        self->closing_ = true;
        self->unfollow();
        self->process_.forget(self->number_);
    });
}

} // namespace rostrum::simulation
