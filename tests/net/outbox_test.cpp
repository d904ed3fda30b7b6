#include "net/outbox.hpp"

#include "access/access_fixture.hpp"
#include "net/limits.hpp"
#include "net/peer_socket.hpp"

#include "support/catch.hpp"
#include "support/certificate.hpp"

#include <boost/asio/io_context.hpp>

#include <optional>
#include <string>
#include <utility>

using namespace rostrum::net;

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

/// Two ends over loopback, plain and then under TLS; ours has little room in the kernel.
struct Ends {
    Ends()
    {
        const bool secure = GENERATE(false, true);
        tcp::acceptor acceptor(io, {asio::ip::address_v4::loopback(), 0});
        Socket client(io);
        client.open(tcp::v4());
        client.set_option(asio::socket_base::receive_buffer_size(4'096));
        client.connect(acceptor.local_endpoint());
        auto server = acceptor.accept(io);
        server.set_option(asio::socket_base::send_buffer_size(4'096));
        if (!secure) {
            theirs.emplace(std::move(client), nullptr);
            own.emplace(std::move(server), nullptr);
            return;
        }
        const rostrum::access::DataFolder folder;
        const auto files = tst::write_certificate(folder.file(""));
        const auto context = TlsContext::load({files.certificate, files.key}).value();
        theirs.emplace(std::move(client), TlsContext::for_client().get());
        own.emplace(std::move(server), context.get());
        int agreed = 0;
        const auto done = [&agreed](error_code error) { agreed += error ? 0 : 1; };
        own->async_handshake(done);
        theirs->async_handshake(done);
        io.run();
        REQUIRE(agreed == 2);
    }

    [[nodiscard]] PeerSocket& ours() { return *own; }

    /// What is there already, and no waiting: the rest may be for us to send.
    std::string receive_some()
    {
        if (!std::exchange(reading, true)) {
            theirs->async_read_some(asio::buffer(room), [this](error_code error, std::size_t size) {
                got.append(room, 0, size);
                reading = bool{error};
            });
        }
        io.restart();
        io.poll();
        return std::exchange(got, {});
    }

    std::string receive(std::size_t bytes)
    {
        std::string text;
        while (text.size() < bytes) text += receive_some();
        return text;
    }

    asio::io_context io;
    std::optional<PeerSocket> theirs;
    std::optional<PeerSocket> own;
    std::string room = std::string(65'536, ' ');
    std::string got;
    bool reading{false};
};

Frame frame(std::string text)
{
    return std::make_shared<const std::string>(std::move(text));
}

} // namespace

TEST_CASE("private frames go out before the audience's", "[outbox]")
{
    Ends ends;
    Ring ring;
    ring.push(1, 1, frame("one,"));
    ring.push(1, 2, frame("two,"));
    Outbox outbox;
    outbox.follow(ring, 1);
    outbox.push(frame("mine,"));
    CHECK(outbox.flush(ends.ours()) == Flushed::all);
    CHECK(ends.receive(13) == "mine,one,two,");
    ring.push(1, 3, frame("three"));
    CHECK(outbox.flush(ends.ours()) == Flushed::all);
    CHECK(ends.receive(5) == "three");
}

TEST_CASE("a private frame waits for the end of one that is half sent", "[outbox]")
{
    Ends ends;
    Ring ring;
    const std::string large(4'000'000, 'L');
    ring.push(1, 1, frame(large));
    Outbox outbox;
    outbox.follow(ring, 1);
    REQUIRE(outbox.flush(ends.ours()) == Flushed::blocked);
    outbox.push(frame("mine"));
    std::string received;
    while (received.size() < large.size() + 4) {
        const auto result = outbox.flush(ends.ours());
        REQUIRE((result == Flushed::all || result == Flushed::blocked));
        received += ends.receive_some();
    }
    CHECK(received == large + "mine");
    CHECK(outbox.private_count() == 0);
}

TEST_CASE("more frames than one call takes all arrive, in order", "[outbox]")
{
    Ends ends;
    Ring ring;
    std::string expected;
    for (std::size_t version = 1; version <= 3 * limits::buffers_per_write; ++version) {
        const auto text = std::to_string(version) + ',';
        ring.push(1, version, frame(text));
        expected += text;
    }
    Outbox outbox;
    outbox.follow(ring, 1);
    CHECK(outbox.flush(ends.ours()) == Flushed::all);
    CHECK(ends.receive(expected.size()) == expected);
}

TEST_CASE("a reader the ring has left behind is told, after what was its own", "[outbox]")
{
    Ends ends;
    Ring ring;
    Outbox outbox;
    ring.push(1, 1, frame("one"));
    outbox.follow(ring, 1);
    ring.push(1, 9, frame("nine"));
    outbox.push(frame("mine"));
    CHECK(outbox.flush(ends.ours()) == Flushed::fell_off);
    CHECK(ends.receive(4) == "mine");
    outbox.unfollow();
    CHECK(outbox.flush(ends.ours()) == Flushed::all);
}

TEST_CASE("a reader of an epoch that is over is told, however few changes the new one has",
          "[outbox]")
{
    Ends ends;
    Ring ring;
    Outbox outbox;
    ring.push(1, 50, frame("fifty"));
    outbox.follow(ring, 51);
    REQUIRE(outbox.flush(ends.ours()) == Flushed::all);
    ring.begin(2, 1);
    CHECK(outbox.flush(ends.ours()) == Flushed::fell_off);
    outbox.follow(ring, 2);
    CHECK(outbox.flush(ends.ours()) == Flushed::all);
    ring.push(2, 2, frame("two"));
    CHECK(outbox.flush(ends.ours()) == Flushed::all);
    CHECK(ends.receive(3) == "two");
}

TEST_CASE("a view replaces one that waits still, and counts for nobody alone", "[outbox]")
{
    Ends ends;
    Outbox outbox;
    outbox.push(frame("mine,"));
    outbox.push_view(frame("old view,"));
    outbox.push(frame("more,"));
    outbox.push_view(frame("view"));
    CHECK(outbox.private_bytes() == 10);
    CHECK(outbox.flush(ends.ours()) == Flushed::all);
    CHECK(ends.receive(14) == "mine,more,view");
    CHECK(outbox.private_bytes() == 0);
}

TEST_CASE("a dead socket is noticed", "[outbox]")
{
    Ends ends;
    ends.ours().close();
    Outbox outbox;
    outbox.push(frame("x"));
    CHECK(outbox.flush(ends.ours()) == Flushed::failed);
}
