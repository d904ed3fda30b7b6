// Waits for SIGINT or SIGTERM, and hears SIGHUP meanwhile.
#pragma once

#include <boost/asio/io_context.hpp>

#include <functional>

namespace rostrum::cli {

/// Runs the context until the process is told to end; `reload` whenever it is told to look at its
/// files again.
void run_until_told(boost::asio::io_context& io, const std::function<void()>& reload);

} // namespace rostrum::cli
