// A client that says exactly what it is told to, plain or under TLS, and shows what came back.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/json/value.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tst {

struct Reply {
    unsigned status{0};
    std::map<std::string, std::string> headers; ///< Names in lower case.
    std::string body;

    [[nodiscard]] std::string header(const std::string& name) const;
    [[nodiscard]] boost::json::value json() const;
    /// Of a problem.
    [[nodiscard]] std::string code() const;
    /// `name=value` of the cookie that was set.
    [[nodiscard]] std::string cookie() const;
};

/// A frame of a WebSocket, as the server sent it.
struct ServerFrame {
    unsigned opcode{0};
    std::string payload;
    /// In one piece, with neither reserved bits nor a mask, and its length as short as it goes.
    bool is_plain{false};

    /// Of a closing frame; 0 when there is none.
    [[nodiscard]] unsigned close_code() const;
};

/// What a client under TLS offers.
struct TlsOffer {
    int least{TLS1_2_VERSION};
    int most{TLS1_3_VERSION};
    std::string ciphers{};         ///< For TLS 1.2 and before; empty: those usual.
    SSL_SESSION* session{nullptr}; ///< Of an earlier connection, to go on with.
};

/// One connection. What takes longer than anybody would wait throws.
class WireClient {
public:
    explicit WireClient(std::uint16_t port, const std::optional<TlsOffer>& tls = {},
                        const std::string& from = "127.0.0.1");

    void send(const std::string& bytes) { static_cast<void>(try_send(bytes)); }
    /// False when the server has ended the connection.
    bool try_send(const std::string& bytes);
    /// `without_body`: the answer to a HEAD.
    Reply receive(bool without_body = false);
    /// Reads on until this has come.
    void await(const std::string& text) { static_cast<void>(read_until(text)); }
    /// The next frame, after an upgrade.
    ServerFrame receive_frame();
    /// Reads frames until one closes, or the connection ends without.
    unsigned await_close();
    /// Whether the server has ended the connection; waits for the end or for more bytes.
    bool is_over();
    /// Says that nothing follows, and stays to be written to. Not under TLS.
    void end_sending();
    /// Waits until the server has reset the connection, and reads nothing meanwhile.
    void await_reset();

    [[nodiscard]] SSL* tls() { return stream_->native_handle(); }

private:
    using Stream = boost::asio::ssl::stream<boost::asio::ip::tcp::socket&>;

    std::string read_until(const std::string& end);
    std::string take(std::size_t bytes);
    /// False at the end.
    bool read_more();
    void run();

    boost::asio::io_context io_;
    boost::asio::ip::tcp::socket socket_{io_};
    boost::asio::ssl::context context_{boost::asio::ssl::context::tls_client};
    std::unique_ptr<Stream> stream_;
    std::string received_;
    bool ended_{false};   ///< Reading once more would wait for ever.
    bool refused_{false}; ///< So would sending.
};

/// A frame of a client. `first`: FIN, reserved bits and opcode; the mask of zeros shows the payload
/// as it is.
[[nodiscard]] std::string client_frame(const std::string& payload, unsigned first = 0x81,
                                       const std::array<unsigned char, 4>& mask = {});

} // namespace tst
