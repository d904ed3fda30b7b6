#include "net/hub.hpp"

#include <boost/asio/post.hpp>

#include <utility>

namespace rostrum::net {

Hub::Hub(std::vector<IoThread*> threads, hall::Executor on_hall, Clock now)
    : threads_(std::move(threads)), on_hall_(std::move(on_hall)), now_(std::move(now))
{
}

void Hub::on_every_thread(const std::function<void(IoThread&)>& task)
{
    for (auto* thread : threads_) {
        boost::asio::post(thread->io(), [thread, task] { task(*thread); });
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
    if (identity.role != core::Role::attendee) return;
    on_every_thread([session = identity.session, number](IoThread& thread) {
        thread.replace_older(session, number);
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
}

void Hub::close_all()
{
    on_every_thread([](IoThread& thread) { thread.close_all(); });
}

} // namespace rostrum::net
