#include "net/run_guarded.hpp"

#include <boost/core/demangle.hpp>
#include <spdlog/spdlog.h>

#include <exception>
#include <typeinfo>

namespace rostrum::net {

void run_guarded(boost::asio::io_context& io, std::string_view whose)
{
    for (;;) {
        try {
            io.run();
            return;
        }
        catch (const std::exception& error) {
            // Its text may quote what somebody sent, so only its kind is told.
            spdlog::error("a handler of {} failed: {}", whose,
                          boost::core::demangle(typeid(error).name()));
        }
    }
}

} // namespace rostrum::net
