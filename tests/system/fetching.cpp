#include "system/fetching.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <fmt/format.h>

namespace rostrum::system_test {

namespace http = boost::beast::http;

Fetched fetch(const boost::asio::ip::tcp::endpoint& server, const std::string& path,
              const std::string& cookie)
{
    boost::asio::io_context io;
    boost::asio::ip::tcp::socket socket{io};
    socket.connect(server);
    http::request<http::empty_body> request{http::verb::get, path, 11};
    request.set(http::field::host, fmt::format("127.0.0.1:{}", server.port()));
    if (!cookie.empty()) request.set(http::field::cookie, cookie);
    http::write(socket, request);
    boost::beast::flat_buffer buffer;
    http::response<http::string_body> response;
    http::read(socket, buffer, response);
    return {response.result_int(), std::string{response[http::field::content_type]},
            response.body()};
}

} // namespace rostrum::system_test
