// A thread's loop that outlives what its handlers throw.
#pragma once

#include <boost/asio/io_context.hpp>

#include <string_view>

namespace rostrum::net {

/// Runs until there is no more work. An exception ends the handler that threw it: its request is
/// answered 500 or its connection closed, everybody else goes on. Not for the hall's thread, whose
/// state would be in doubt: there the process ends and the log is replayed.
void run_guarded(boost::asio::io_context& io, std::string_view whose);

} // namespace rostrum::net
