#include "net/peer_socket.hpp"

#include "access/access_fixture.hpp"

#include "support/catch.hpp"
#include "support/certificate.hpp"
#include "support/wire_client.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/write.hpp>

#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <thread>

using namespace rostrum;
using namespace rostrum::net;

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

/// Agrees with whoever comes, greets them, and closes.
class Greeter {
public:
    explicit Greeter(std::shared_ptr<const TlsContext> tls) : tls_(std::move(tls))
    {
        accept();
        thread_ = std::jthread([this] { io_.run(); });
    }
    ~Greeter() { io_.stop(); }
    Greeter(const Greeter&) = delete;
    Greeter& operator=(const Greeter&) = delete;

    [[nodiscard]] std::uint16_t port() const { return acceptor_.local_endpoint().port(); }

private:
    void accept()
    {
        acceptor_.async_accept(io_, [this](error_code error, Socket socket) {
            if (error) return;
            const auto peer = std::make_shared<PeerSocket>(std::move(socket), tls_.get());
            peer->async_handshake([peer](error_code failed) {
                if (failed) return;
                asio::async_write(*peer, asio::buffer("welcome", 7),
                                  [peer](error_code, std::size_t) { peer->end_sending(); });
            });
            accept();
        });
    }

    std::shared_ptr<const TlsContext> tls_;
    asio::io_context io_{1};
    tcp::acceptor acceptor_{io_, {asio::ip::address_v4::loopback(), 0}};
    std::jthread thread_;
};

/// Whether a second connection goes on with the secrets of the first.
bool is_resumed(const TlsSettings& settings, int version)
{
    const Greeter greeter(TlsContext::load(settings).value());
    const tst::TlsOffer offer{.least = version, .most = version};
    tst::WireClient first(greeter.port(), offer);
    first.await("welcome"); // What it may go on with comes before this.
    CHECK(first.is_over());
    const std::unique_ptr<SSL_SESSION, decltype(&SSL_SESSION_free)> session(
        SSL_get1_session(first.tls()), SSL_SESSION_free);
    auto again = offer;
    again.session = session.get();
    tst::WireClient second(greeter.port(), again);
    second.await("welcome");
    return SSL_session_reused(second.tls()) == 1;
}

} // namespace

TEST_CASE("a client may go on with an earlier session, unless the listener must not know it again",
          "[tls]")
{
    const access::DataFolder folder;
    const auto files = tst::write_certificate(folder.file(""));
    for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        CAPTURE(version);
        CHECK(is_resumed({files.certificate, files.key}, version));
        CHECK_FALSE(is_resumed({files.certificate, files.key, /*resumes=*/false}, version));
    }
}

TEST_CASE("a certificate and a key that cannot be used are refused with a sentence", "[tls]")
{
    const access::DataFolder folder;
    const auto files = tst::write_certificate(folder.file(""));
    const auto other = folder.file("other.pem");
    std::filesystem::copy_file(files.key, other);
    const auto next = tst::write_certificate(folder.file(""));
    const auto nonsense = folder.file("nonsense.pem");
    std::ofstream(nonsense) << "-----BEGIN NONSENSE-----";

    CHECK(TlsContext::load({next.certificate, next.key}));
    for (const auto& settings :
         {TlsSettings{folder.file("nothing.pem"), next.key}, TlsSettings{nonsense, next.key},
          TlsSettings{next.certificate, folder.file("nothing.pem")},
          TlsSettings{next.certificate, nonsense}, TlsSettings{next.certificate, other}}) {
        const auto refused = TlsContext::load(settings);
        REQUIRE_FALSE(refused);
        CHECK_THAT(refused.error(), tst::has_text(".pem"));
    }
}

TEST_CASE("a session that has moved with its socket goes on there", "[tls]")
{
    const access::DataFolder folder;
    const auto files = tst::write_certificate(folder.file(""));
    const auto context = TlsContext::load({files.certificate, files.key}).value();
    asio::io_context io;
    tcp::acceptor acceptor(io, {asio::ip::address_v4::loopback(), 0});
    Socket client(io);
    client.connect(acceptor.local_endpoint());
    PeerSocket theirs(std::move(client), TlsContext::for_client().get());
    PeerSocket ours(acceptor.accept(io), context.get());
    int agreed = 0;
    const auto done = [&agreed](error_code error) { agreed += error ? 0 : 1; };
    ours.async_handshake(done);
    theirs.async_handshake(done);
    io.run();
    REQUIRE(agreed == 2);

    PeerSocket moved(std::move(ours));
    std::string received(100, ' ');
    asio::async_write(moved, asio::buffer("over here", 9), [](error_code, std::size_t) {});
    theirs.async_read_some(asio::buffer(received),
                           [&](error_code, std::size_t size) { received.resize(size); });
    io.restart();
    io.run();
    CHECK(received == "over here");
}
