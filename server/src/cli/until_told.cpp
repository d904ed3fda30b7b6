#include "cli/until_told.hpp"

#include <boost/asio/signal_set.hpp>

#include <csignal>

namespace rostrum::cli {

void run_until_told(boost::asio::io_context& io)
{
    boost::asio::signal_set signals(io, SIGINT, SIGTERM);
    signals.async_wait([&io](boost::system::error_code, int) { io.stop(); });
    io.run();
}

} // namespace rostrum::cli
