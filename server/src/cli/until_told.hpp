// Waits for SIGINT or SIGTERM.
#pragma once

#include <boost/asio/io_context.hpp>

namespace rostrum::cli {

/// Runs the context until the process is told to end.
void run_until_told(boost::asio::io_context& io);

} // namespace rostrum::cli
