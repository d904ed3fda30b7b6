#include "cli/until_told.hpp"

#include <boost/asio/signal_set.hpp>

#include <csignal>

namespace rostrum::cli {
namespace {

void reload_at(boost::asio::signal_set& hangup, const std::function<void()>& reload)
{
    hangup.async_wait([&hangup, &reload](boost::system::error_code error, int) {
        if (error) return;
        reload();
        reload_at(hangup, reload);
    });
}

} // namespace

void run_until_told(boost::asio::io_context& io, const std::function<void()>& reload)
{
    boost::asio::signal_set signals(io, SIGINT, SIGTERM);
    signals.async_wait([&io](boost::system::error_code, int) { io.stop(); });
    boost::asio::signal_set hangup(io, SIGHUP);
    reload_at(hangup, reload);
    io.run();
}

} // namespace rostrum::cli
