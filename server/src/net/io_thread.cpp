#include "net/io_thread.hpp"

#include "net/limits.hpp"
#include "net/websocket_connection.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace rostrum::net {
namespace {

void drop(std::map<std::string, std::set<WebSocketConnection*>>& index, const std::string& key,
          WebSocketConnection& connection)
{
    const auto found = index.find(key);
    if (found == index.end()) return;
    found->second.erase(&connection);
    if (found->second.empty()) index.erase(found);
}

} // namespace

IoThread::IoThread() = default;

IoThread::~IoThread()
{
    sweep_timer_.reset();
    io_.reset();
}

std::string IoThread::address_of(const std::string& stream, const core::Actor& subject)
{
    return stream + '\n' + std::to_string(static_cast<int>(subject.role)) + '\n' + subject.id;
}

void IoThread::start()
{
    sweep_timer_->start(limits::sweep_interval, [this] { sweep(); });
}

void IoThread::stop_sweeping()
{
    sweep_timer_->stop();
}

void IoThread::sweep()
{
    forget_ended();
    // Closing leaves the set: walk a copy.
    const std::vector<WebSocketConnection*> now(connections_.begin(), connections_.end());
    for (auto* connection : now) {
        if (connections_.contains(connection)) connection->tick();
    }
}

void IoThread::enter(WebSocketConnection& connection)
{
    connections_.insert(&connection);
    if (const auto ended = ended_.find(connection.identity().session); ended != ended_.end()) {
        return connection.close(ended->second.code, "session ended");
    }
    by_session_[connection.identity().session].insert(&connection);
}

void IoThread::leave(WebSocketConnection& connection)
{
    connections_.erase(&connection);
    drop(by_session_, connection.identity().session, connection);
    drop(by_subject_, address_of(connection.stream(), connection.identity().actor()), connection);
}

void IoThread::follow(WebSocketConnection& connection, const std::string& stream)
{
    const auto actor = connection.identity().actor();
    drop(by_subject_, address_of(connection.stream(), actor), connection);
    by_subject_[address_of(stream, actor)].insert(&connection);
}

void IoThread::tell(const std::string& stream, const core::Actor& subject, const std::string& me)
{
    const auto found = by_subject_.find(address_of(stream, subject));
    if (found == by_subject_.end()) return;
    const auto frame = text_frame(me);
    const auto listeners = found->second; // Sending may close, and closing leaves.
    for (auto* connection : listeners) connection->send(frame);
}

Frame IoThread::view_frame(const hall::Topic& topic, const hall::Snapshot& snapshot)
{
    auto& cached = view_frames_[topic];
    if (cached.view != snapshot.view) cached = {snapshot.view, text_frame(*snapshot.view)};
    return cached.frame;
}

void IoThread::replace_older(const std::string& session, std::uint64_t newest)
{
    const auto found = by_session_.find(session);
    if (found == by_session_.end()) return;
    const auto siblings = found->second;
    for (auto* connection : siblings) {
        if (connection->number() < newest) {
            connection->close(session::CloseCode::replaced, "opened elsewhere");
        }
    }
}

void IoThread::replace(const std::string& session, std::uint64_t number)
{
    const auto found = by_session_.find(session);
    if (found == by_session_.end()) return;
    const auto one = std::ranges::find(found->second, number, &WebSocketConnection::number);
    if (one != found->second.end())
        (*one)->close(session::CloseCode::replaced, "too many connections");
}

void IoThread::end_session(const std::string& session, bool revoked)
{
    const auto code = revoked ? session::CloseCode::revoked : session::CloseCode::no_session;
    ended_[session] = {code, std::chrono::steady_clock::now()};
    const auto found = by_session_.find(session);
    if (found == by_session_.end()) return;
    const auto siblings = found->second;
    for (auto* connection : siblings) connection->close(code, "session ended");
}

void IoThread::rename_session(const std::string& old, const session::Identity& fresh)
{
    // Who comes in with the old one meanwhile is told to come back, and then has the new cookie.
    ended_[old] = {session::CloseCode::restart, std::chrono::steady_clock::now()};
    auto found = by_session_.extract(old);
    if (found.empty()) return;
    found.key() = fresh.session;
    for (auto* connection : found.mapped()) connection->rename(fresh);
    by_session_.insert(std::move(found));
}

void IoThread::forget_ended()
{
    const auto long_ago = std::chrono::steady_clock::now() - limits::ended_sessions_kept;
    std::erase_if(ended_, [&](const auto& entry) { return entry.second.at < long_ago; });
}

void IoThread::close_all()
{
    const auto connections = connections_;
    for (auto* connection : connections) {
        connection->close(session::CloseCode::restart, "restart");
    }
}

} // namespace rostrum::net
