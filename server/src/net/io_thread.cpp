#include "net/io_thread.hpp"

#include "net/limits.hpp"
#include "net/websocket_connection.hpp"

#include <tuple>
#include <utility>

namespace rostrum::net {

IoThread::IoThread() = default;

IoThread::~IoThread()
{
    sweep_timer_.reset();
    io_.reset();
}

bool IoThread::BySession::operator()(const WebSocketConnection* a,
                                     const WebSocketConnection* b) const
{
    return std::tie(a->identity().session, a) < std::tie(b->identity().session, b);
}

bool IoThread::BySession::operator()(const WebSocketConnection* a, const std::string& session) const
{
    return a->identity().session < session;
}

bool IoThread::BySession::operator()(const std::string& session, const WebSocketConnection* b) const
{
    return session < b->identity().session;
}

bool IoThread::ByAddress::operator()(const WebSocketConnection* a,
                                     const WebSocketConnection* b) const
{
    const auto [a_stream, a_role, a_subject] = address_of(*a);
    const auto [b_stream, b_role, b_subject] = address_of(*b);
    return std::tie(a_stream, a_role, a_subject, a) < std::tie(b_stream, b_role, b_subject, b);
}

bool IoThread::ByAddress::operator()(const WebSocketConnection* a, const Address& address) const
{
    const auto [stream, role, subject] = address_of(*a);
    return std::tie(stream, role, subject) <
           std::tie(address.stream, address.role, address.subject);
}

bool IoThread::ByAddress::operator()(const Address& address, const WebSocketConnection* b) const
{
    const auto [stream, role, subject] = address_of(*b);
    return std::tie(address.stream, address.role, address.subject) <
           std::tie(stream, role, subject);
}

IoThread::Address IoThread::address_of(const WebSocketConnection& connection)
{
    const auto& identity = connection.identity();
    return {connection.topic().stream, identity.role, identity.subject};
}

void IoThread::start(Clock now)
{
    static_cast<void>(clock_.was_set(now(), std::chrono::steady_clock::now()));
    sweep_timer_->start(limits::sweep_interval, [this, now = std::move(now)] { sweep(now()); });
}

void IoThread::stop_sweeping()
{
    sweep_timer_->stop();
}

void IoThread::sweep(core::Instant now)
{
    const auto steady = std::chrono::steady_clock::now();
    const bool was_set = clock_.was_set(now, steady);
    if (was_set)
        for (auto* connection : by_session_) connection->on_clock_set(now);
    forget_ended();
    // One that ends here leaves the set, alone, and lives on in what it waits for.
    for (auto next = by_session_.begin(); next != by_session_.end();) (*next++)->tick(now, steady);
}

void IoThread::enter(WebSocketConnection& connection)
{
    if (stopping_) return connection.close(session::CloseCode::restart, "restart");
    if (const auto ended = ended_.find(connection.identity().session); ended != ended_.end()) {
        return connection.close(ended->second.code, "session ended");
    }
    by_session_.insert(&connection);
}

void IoThread::leave(WebSocketConnection& connection)
{
    by_session_.erase(&connection);
}

void IoThread::follow(WebSocketConnection& connection)
{
    by_address_.insert(&connection);
}

void IoThread::unfollow(WebSocketConnection& connection)
{
    by_address_.erase(&connection);
}

void IoThread::tell(const std::string& stream, const core::Actor& subject, const std::string& me)
{
    const auto [first, last] = by_address_.equal_range(Address{stream, subject.role, subject.id});
    if (first == last) return;
    const auto frame = text_frame(me);
    // Sending may close, and closing leaves.
    const std::vector<WebSocketConnection*> listeners(first, last);
    for (auto* connection : listeners) connection->send(frame);
}

std::vector<std::shared_ptr<WebSocketConnection>> IoThread::everybody() const
{
    std::vector<std::shared_ptr<WebSocketConnection>> all;
    all.reserve(by_session_.size());
    for (auto* connection : by_session_) all.push_back(connection->shared_from_this());
    return all;
}

std::vector<WebSocketConnection*> IoThread::siblings(const std::string& session) const
{
    const auto [first, last] = by_session_.equal_range(session);
    return {first, last};
}

Frame IoThread::view_frame(const hall::Topic& topic, const hall::Snapshot& snapshot)
{
    auto& cached = view_frames_[topic];
    if (cached.view != snapshot.view) cached = {snapshot.view, text_frame(*snapshot.view)};
    return cached.frame;
}

void IoThread::replace_older(const std::string& session, std::uint64_t newest)
{
    for (auto* connection : siblings(session)) {
        if (connection->number() < newest) {
            connection->close(session::CloseCode::replaced, "opened elsewhere");
        }
    }
}

void IoThread::replace(const std::string& session, std::uint64_t number)
{
    for (auto* connection : siblings(session)) {
        if (connection->number() == number)
            connection->close(session::CloseCode::replaced, "too many connections");
    }
}

void IoThread::end_session(const std::string& session, bool revoked)
{
    const auto code = revoked ? session::CloseCode::revoked : session::CloseCode::no_session;
    ended_[session] = {code, std::chrono::steady_clock::now()};
    for (auto* connection : siblings(session)) connection->close(code, "session ended");
}

void IoThread::rename_session(const std::string& old, const session::Identity& fresh)
{
    // Who comes in with the old one meanwhile is told to come back, and then has the new cookie.
    ended_[old] = {session::CloseCode::restart, std::chrono::steady_clock::now()};
    const auto renamed = siblings(old);
    for (auto* connection : renamed) by_session_.erase(connection);
    for (auto* connection : renamed) {
        connection->rename(fresh);
        by_session_.insert(connection);
    }
}

void IoThread::forget_ended()
{
    const auto long_ago = std::chrono::steady_clock::now() - limits::ended_sessions_kept;
    std::erase_if(ended_, [&](const auto& entry) { return entry.second.at < long_ago; });
}

void IoThread::close_all()
{
    stopping_ = true;
    for (const auto& connection : everybody())
        connection->close(session::CloseCode::restart, "restart");
}

} // namespace rostrum::net
