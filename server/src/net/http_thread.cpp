// The connections over HTTP of one I/O thread: who is there, for whom we wait, who has to go.
#include "net/http_connection.hpp"
#include "net/limits.hpp"

namespace rostrum::net {

bool HttpThread::enter(std::uint64_t number, const std::shared_ptr<HttpConnection>& connection)
{
    if (stopping) return false;
    // Those that ended without a word, with a hall that stopped for instance.
    if (connections.size() >= limits::http_connections_max) {
        std::erase_if(connections, [](const auto& entry) { return entry.second.expired(); });
    }
    connections.emplace(number, connection);
    return true;
}

bool HttpThread::give_up_longest()
{
    for (auto* waiting : {&idle, &behind}) {
        while (!waiting->empty()) {
            const auto longest = waiting->extract(waiting->begin());
            const auto connection = longest.mapped().lock();
            if (!connection) continue;
            connection->leave();
            return true;
        }
    }
    return false;
}

void HttpThread::stop()
{
    stopping = true;
    const auto now = connections;
    for (const auto& [number, connection] : now)
        if (const auto one = connection.lock()) one->stop();
}

} // namespace rostrum::net
