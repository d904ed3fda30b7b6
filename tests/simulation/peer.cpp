#include "simulation/peer.hpp"

#include "net/limits.hpp"
#include "session/limits.hpp"
#include "simulation/process.hpp"
#include "simulation/violation.hpp"

#include <chrono>
#include <utility>

namespace rostrum::simulation {
namespace {

constexpr core::Span span_of(std::chrono::milliseconds time)
{
    return {time.count()};
}

constexpr core::Span stall_max = span_of(net::limits::stall_max);
constexpr core::Span handshake_deadline = span_of(net::limits::handshake_deadline);

} // namespace

Peer::Peer(Process& process, std::shared_ptr<Link> link, session::Connection session,
           std::uint64_t number)
    : Correspondence(std::move(session)), process_(process), link_(std::move(link))
{
    number_ = number;
    socket_ = link_.get();
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
    post([self = shared_from_this(), text] {
        if (self->closing_) return;
        if (text.size() > self->session_.message_bytes_max())
            return self->close(session::CloseCode::message_too_big, "too big");
        self->perform(self->session_.on_text(text, self->process_.now()));
    });
}

net::Fanout& Peer::fanout()
{
    return process_.fanout();
}

void Peer::ask(std::function<void(hall::Front&)> task)
{
    process_.ask(std::move(task));
}

void Peer::post(std::function<void()> task)
{
    process_.post(std::move(task));
}

net::Frame Peer::view_frame(const hall::Snapshot& snapshot)
{
    return net::text_frame(*snapshot.view);
}

void Peer::unfollowed()
{
    process_.ask([follower = follower()](hall::Front& front) { front.leave(follower); });
}

void Peer::check_queue() const
{
    // The last one may be as long as a message, and the closing frame comes behind it.
    const auto bytes_max = session::is_staff(identity().role) ? net::limits::staff_private_bytes_max
                                                              : net::limits::private_bytes_max;
    require(outbox_.private_count() <= net::limits::private_frames_max + 1 &&
                outbox_.private_bytes() <= bytes_max + session::limits::staff_message_bytes_max,
            rule::bounded, "an outbox grows without limit");
}

void Peer::wait_writable()
{
    blocked_ = true;
    blocked_since_ = process_.now();
}

void Peer::on_writable()
{
    post([self = shared_from_this()] {
        self->blocked_ = false;
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
    if (blocked_ && process_.now() - blocked_since_ > stall_max) return reset();
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
    post([self = shared_from_this()] {
        self->closing_ = true;
        self->unfollow();
        self->process_.forget(self->number_);
    });
}

} // namespace rostrum::simulation
