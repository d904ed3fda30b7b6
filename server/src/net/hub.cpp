#include "net/hub.hpp"

#include "net/limits.hpp"

#include <boost/asio/post.hpp>

#include <utility>

namespace rostrum::net {

namespace asio = boost::asio;

Hub::Hub(std::vector<IoThread*> threads, hall::Executor on_hall, Clock now)
    : threads_(std::move(threads)), on_hall_(std::move(on_hall)), now_(std::move(now))
{
}

void Hub::on_every_thread(const std::function<void(IoThread&)>& task)
{
    for (auto* thread : threads_) {
        asio::post(thread->io(), [thread, task] { task(*thread); });
    }
}

void Hub::publish(const hall::Topic& topic, hall::Epoch epoch, hall::Version version,
                  hall::Message patch)
{
    const auto frame = text_frame(*patch);
    ++counts_.frames_published_total;
    counts_.bytes_published_total += static_cast<std::int64_t>(frame->size());
    on_every_thread([topic, epoch, version, frame](IoThread& thread) {
        thread.fanout().publish(topic, epoch, version, frame);
    });
}

void Hub::tell(const std::string& stream, const core::Actor& subject, hall::Message me)
{
    on_every_thread([stream, subject, me](IoThread& thread) { thread.tell(stream, subject, *me); });
}

void Hub::ask(std::function<void(hall::Front&)> question)
{
    on_hall_([this, question = std::move(question)] { question(*front_); });
}

void Hub::connected(const session::Identity& identity, std::uint64_t number)
{
    ++counts_.connections;
    ++counts_.connections_total;
    if (identity.role == core::Role::attendee) {
        return on_every_thread([session = identity.session, number](IoThread& thread) {
            thread.replace_older(session, number);
        });
    }
    asio::post(threads_.front()->io(),
               [this, session = identity.session, number] { count(session, number); });
}

void Hub::count(const std::string& session, std::uint64_t number)
{
    auto& numbers = by_session_[session];
    numbers.insert(number);
    if (numbers.size() <= limits::connections_per_session_max) return;
    on_every_thread([session, oldest = numbers.extract(numbers.begin()).value()](IoThread& thread) {
        thread.replace(session, oldest);
    });
}

void Hub::disconnected(const session::Identity& identity, std::uint64_t number)
{
    --counts_.connections;
    // At the end nobody comes any more, and the first thread may be gone already.
    if (identity.role == core::Role::attendee || stopping_) return;
    asio::post(threads_.front()->io(), [this, session = identity.session, number] {
        const auto found = by_session_.find(session);
        if (found == by_session_.end()) return;
        found->second.erase(number);
        if (found->second.empty()) by_session_.erase(found);
    });
}

void Hub::unfollowed(hall::Follower follower)
{
    // At the end the hall forgets everybody anyway, and may be gone already.
    if (stopping_) return;
    ask([follower = std::move(follower)](hall::Front& front) { front.leave(follower); });
}

void Hub::lags(hall::Follower follower, bool is_slow)
{
    if (stopping_) return;
    ask([follower = std::move(follower), is_slow](hall::Front& front) {
        front.lags(follower, is_slow);
    });
}

void Hub::end_sessions(const std::vector<std::string>& sessions, bool revoked)
{
    for (const auto& session : sessions) {
        on_every_thread(
            [session, revoked](IoThread& thread) { thread.end_session(session, revoked); });
    }
}

void Hub::rename_session(const std::string& old, const session::Identity& fresh)
{
    on_every_thread([old, fresh](IoThread& thread) { thread.rename_session(old, fresh); });
    asio::post(threads_.front()->io(), [this, old, session = fresh.session] {
        auto found = by_session_.extract(old);
        if (found.empty()) return;
        found.key() = session;
        by_session_.insert(std::move(found));
    });
}

void Hub::close_all()
{
    stopping_ = true;
    on_every_thread([](IoThread& thread) { thread.close_all(); });
}

} // namespace rostrum::net
